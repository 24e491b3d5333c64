/** The one socket of the page: opens it, keeps it open, and carries any number of subscriptions over it. */

import { type ReadonlySignal, signal } from '@preact/signals';
import { backoffMillis } from './backoff';
import { decodeFrame, type ReadingsFrame } from './frame';
import type { HubClock } from './hub-clock';
import { type HubMessage, parseMessage, type SubscriptionMessage } from './messages';
import type { SubscriptionRequest } from './requests';
import type { LiveSocket, OpenSocket } from './socket';
import { SubscriptionTable } from './subscription-table';

export const PROTOCOL_VERSION = 1;

/** The `fleet` subscription, which the page always holds, speaks each second: this long a silence is a dead line. */
export const SILENCE_MILLIS = 10_000;

/** A connection that lived shorter than this does not reset the backoff: the hub may be failing at start. */
const STABLE_MILLIS = 5_000;

export type ConnectionState =
  | { readonly phase: 'connecting'; readonly attempt: number; readonly lostAt: number | null }
  | { readonly phase: 'live' }
  | {
      readonly phase: 'waiting';
      readonly attempt: number;
      readonly lostAt: number | null;
      /** Local Unix milliseconds. */
      readonly retryAt: number;
    }
  | { readonly phase: 'incompatible'; readonly version: number };

/** What the hub sent and this page could not read. Anything but zero is a bug of one of the two. */
export interface Faults {
  readonly count: number;
  readonly latest: string;
}

/** Receives what belongs to one subscription. */
export interface Subscriber {
  /** (Re)subscribed on a fresh socket: series numbers from before mean nothing now. */
  opened(): void;
  /** Returns what was wrong with the message, if something was. */
  message(message: SubscriptionMessage): string | undefined;
  readings(frame: ReadingsFrame): string | undefined;
  refused(code: string, detail: string): void;
}

export interface Environment {
  readonly openSocket: OpenSocket;
  readonly clock: HubClock;
  /** Local Unix milliseconds. */
  readonly now: () => number;
  readonly random: () => number;
  /** Runs once after so many milliseconds; returns how to cancel. */
  readonly schedule: (run: () => void, millis: number) => () => void;
}

export class Connection {
  readonly #environment: Environment;
  readonly #state = signal<ConnectionState>({ phase: 'connecting', attempt: 0, lostAt: null });
  readonly #faults = signal<Faults>({ count: 0, latest: '' });
  readonly #table = new SubscriptionTable<Subscriber>();
  #socket: LiveSocket | undefined;
  #cancelTimer = () => {};
  #attempt = 0;
  #heardAt = 0;
  #liveSince: number | null = null;
  #lostAt: number | null = null;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  get state(): ReadonlySignal<ConnectionState> {
    return this.#state;
  }

  get faults(): ReadonlySignal<Faults> {
    return this.#faults;
  }

  /** Connects now, whatever the backoff says; does nothing while a socket is there. */
  connect(): void {
    if (this.#socket !== undefined) return;
    this.#cancelTimer();
    this.#state.value = { phase: 'connecting', attempt: this.#attempt, lostAt: this.#lostAt };
    this.#heardAt = this.#environment.now();
    // Events of a socket that was given up on arrive late; `isCurrent` keeps them out.
    let own: LiveSocket | undefined;
    const isCurrent = () => own !== undefined && own === this.#socket;
    own = this.#environment.openSocket({
      text: (data) => isCurrent() && this.#onText(data),
      binary: (data) => isCurrent() && this.#onBinary(data),
      closed: () => isCurrent() && this.#onLost(),
    });
    this.#socket = own;
    this.#watchSilence(SILENCE_MILLIS);
  }

  /** Follows `request` until the returned function is called, through any number of reconnects. */
  subscribe(request: SubscriptionRequest, subscriber: Subscriber): () => void {
    const id = this.#table.add(request, subscriber);
    if (this.#state.peek().phase === 'live') this.#open(id, request, subscriber);
    return () => {
      const isLive = this.#state.peek().phase === 'live';
      if (this.#table.end(id, isLive) && isLive) this.#send({ type: 'unsubscribe', id });
    };
  }

  #open(id: number, request: SubscriptionRequest, subscriber: Subscriber): void {
    subscriber.opened();
    this.#send({ type: 'subscribe', id, ...request });
  }

  #send(message: object): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #onText(data: string): void {
    this.#heardAt = this.#environment.now();
    const message = parseMessage(data);
    if (message.type === 'refusal') this.#fault(`${message.code}: ${message.detail}`);
    else this.#dispatch(message);
  }

  #onBinary(data: ArrayBuffer): void {
    this.#heardAt = this.#environment.now();
    const frame = decodeFrame(data);
    if (frame.type === 'refusal') this.#fault(`${frame.code}: ${frame.detail}`);
    else this.#fault(this.#table.get(frame.subscription)?.readings(frame));
  }

  #dispatch(message: HubMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#onWelcome(message.version, message.time);
        break;
      case 'subscribed':
        break;
      case 'unsubscribed':
        this.#table.ended(message.id);
        break;
      case 'error':
        this.#onError(message.id, message.code, message.message);
        break;
      case 'fleet':
      case 'devices':
      case 'series':
      case 'events':
        if (message.type === 'fleet') this.#environment.clock.heard(message.time);
        this.#fault(this.#table.get(message.id)?.message(message));
    }
  }

  #onWelcome(version: number, hubTime: number): void {
    if (version !== PROTOCOL_VERSION) {
      this.#drop();
      this.#state.value = { phase: 'incompatible', version };
      return;
    }
    this.#environment.clock.heard(hubTime);
    this.#liveSince = this.#environment.now();
    this.#lostAt = null;
    this.#state.value = { phase: 'live' };
    for (const { id, request, subscriber } of this.#table.active()) this.#open(id, request, subscriber);
  }

  #onError(id: number | null, code: string, detail: string): void {
    const subscriber = id === null ? undefined : this.#table.get(id);
    if (subscriber) subscriber.refused(code, detail);
    else this.#fault(`${code}: ${detail}`);
  }

  #onLost(): void {
    const now = this.#environment.now();
    if (this.#liveSince !== null) {
      this.#lostAt = now;
      if (now - this.#liveSince >= STABLE_MILLIS) this.#attempt = 0;
    }
    this.#drop();
    const wait = backoffMillis(this.#attempt, this.#environment.random);
    this.#attempt += 1;
    this.#state.value = {
      phase: 'waiting',
      attempt: this.#attempt,
      lostAt: this.#lostAt,
      retryAt: now + wait,
    };
    this.#cancelTimer = this.#environment.schedule(() => this.connect(), wait);
  }

  #drop(): void {
    this.#cancelTimer();
    const socket = this.#socket;
    this.#socket = undefined;
    this.#liveSince = null;
    this.#table.allEnded();
    socket?.close();
  }

  /** A browser cannot see that the other end is gone without a word; only silence tells. */
  #watchSilence(millis: number): void {
    this.#cancelTimer = this.#environment.schedule(() => {
      const left = this.#heardAt + SILENCE_MILLIS - this.#environment.now();
      if (left > 0) this.#watchSilence(left);
      else this.#onLost();
    }, millis);
  }

  #fault(detail: string | undefined): void {
    if (detail === undefined) return;
    this.#faults.value = { count: this.#faults.peek().count + 1, latest: detail };
  }
}
