/** The one socket of the page: opens it, keeps it open, and carries any number of subscriptions over it. */

import { type ReadonlySignal, signal } from '@preact/signals';
import { backoffMillis } from './backoff';
import { BUCKET_FRAME_TYPE, type BucketFrame, decodeBucketFrame } from './bucket-frame';
import { decodeFrame, type ReadingsFrame } from './frame';
import type { HubClock } from './hub-clock';
import {
  type HubError,
  type HubMessage,
  parseMessage,
  type SubscriptionMessage,
  type Welcome,
} from './messages';
import type { SubscriptionRequest, ViewportRequest, ViewRequest } from './requests';
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
  buckets?(frame: BucketFrame): string | undefined;
  /** `view` is set when it is about a view: then the subscription goes on. */
  refused(code: string, detail: string, view: number | null): void;
  /** How far it has come, if it can go on from there on a fresh socket. */
  cursor?(): bigint | undefined;
}

/** A subscription to buckets whose view can change. */
export interface Viewport {
  /** Asks for another view; returns its number. */
  view(request: ViewRequest): number;
  close(): void;
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

  /** When the hub said that it goes: how long it wants to be left alone. */
  #retryMillis: number | undefined;
  /** The run of the hub that this page's cursors are of. */
  #run: string | null = null;
  #resumes = false;

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
    if (this.#isLive()) this.#open(id, request, subscriber);
    return () => this.#end(id);
  }

  /** Follows the buckets of a view until it is closed; the view may change at any time. */
  openViewport(request: ViewportRequest, first: ViewRequest, subscriber: Subscriber): Viewport {
    let view = 0;
    const opening = { ...request, ...first, view };
    const id = this.#table.add(opening, subscriber);
    if (this.#isLive()) this.#open(id, opening, subscriber);
    return {
      view: (next) => {
        view += 1;
        this.#table.change(id, { ...request, ...next, view });
        if (this.#isLive()) this.#send({ type: 'view', id, ...next, view });
        return view;
      },
      close: () => this.#end(id),
    };
  }

  #isLive(): boolean {
    return this.#state.peek().phase === 'live';
  }

  #end(id: number): void {
    const isLive = this.#isLive();
    if (this.#table.end(id, isLive) && isLive) this.#send({ type: 'unsubscribe', id });
  }

  #open(id: number, request: { readonly mode: string }, subscriber: Subscriber): void {
    const cursor = this.#resumes && request.mode === 'every' ? subscriber.cursor?.() : undefined;
    subscriber.opened();
    const resume = cursor === undefined ? {} : { run: this.#run, resume: Number(cursor) };
    this.#send({ type: 'subscribe', id, ...request, ...resume });
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
    const isBuckets = data.byteLength > 0 && new Uint8Array(data, 0, 1)[0] === BUCKET_FRAME_TYPE;
    const frame = isBuckets ? decodeBucketFrame(data) : decodeFrame(data);
    if (frame.type === 'refusal') this.#fault(`${frame.code}: ${frame.detail}`);
    else this.#fault(this.#toSubscriber(frame));
  }

  #toSubscriber(frame: ReadingsFrame | BucketFrame): string | undefined {
    const subscriber = this.#table.get(frame.subscription);
    if (frame.type === 'readings') return subscriber?.readings(frame);
    if (subscriber && !subscriber.buckets) return 'buckets for a subscription without views';
    return subscriber?.buckets?.(frame);
  }

  #dispatch(message: HubMessage): void {
    switch (message.type) {
      case 'welcome':
        this.#onWelcome(message);
        break;
      case 'stopping':
        this.#retryMillis = message.retryMillis;
        break;
      case 'subscribed':
        break;
      case 'unsubscribed':
        this.#table.ended(message.id);
        break;
      case 'error':
        this.#onError(message);
        break;
      case 'fleet':
      case 'devices':
      case 'series':
      case 'events':
      case 'view':
        if (message.type === 'fleet') this.#environment.clock.heard(message.time);
        this.#fault(this.#table.get(message.id)?.message(message));
    }
  }

  #onWelcome({ version, time, run }: Welcome): void {
    if (version !== PROTOCOL_VERSION) {
      this.#drop();
      this.#state.value = { phase: 'incompatible', version };
      return;
    }
    this.#environment.clock.heard(time);
    this.#resumes = run !== null && run === this.#run;
    this.#run = run;
    this.#liveSince = this.#environment.now();
    this.#lostAt = null;
    this.#state.value = { phase: 'live' };
    for (const { id, request, subscriber } of this.#table.active()) this.#open(id, request, subscriber);
  }

  #onError({ id, code, message, view }: HubError): void {
    const subscriber = id === null ? undefined : this.#table.get(id);
    if (subscriber) subscriber.refused(code, message, view);
    else this.#fault(`${code}: ${message}`);
  }

  #onLost(): void {
    const now = this.#environment.now();
    if (this.#liveSince !== null) {
      this.#lostAt = now;
      if (now - this.#liveSince >= STABLE_MILLIS) this.#attempt = 0;
    }
    this.#drop();
    const wait = this.#retryMillis ?? backoffMillis(this.#attempt, this.#environment.random);
    this.#retryMillis = undefined;
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
