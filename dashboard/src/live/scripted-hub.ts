/** For tests: a hub and a clock that do what the test says, when it says so. */

import { Connection, type Environment } from './connection';
import { HubClock } from './hub-clock';
import { Publisher } from './publisher';
import type { SocketEvents } from './socket';

/** Timers that run when the test moves the time. */
export class ScriptedTime {
  now = 1_790_000_000_000;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  readonly schedule = (run: () => void, millis: number) => {
    const timer = { at: this.now + millis, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  advance(millis: number): void {
    const end = this.now + millis;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.now = due.at;
      due.run();
    }
    this.now = end;
  }
}

export interface Row {
  readonly n: number;
  readonly time: number;
  readonly value: number;
}

export interface Bucket {
  /** Microseconds. */
  readonly start: number;
  readonly mean: number;
}

/** A frame of buckets of series 1, each with one reading. */
export function bucketFrame(
  id: number,
  view: number,
  flags: number,
  buckets: readonly Bucket[],
): ArrayBuffer {
  const count = buckets.length;
  const buffer = new ArrayBuffer(24 + 40 * count);
  const data = new DataView(buffer);
  data.setUint8(0, 0x12);
  data.setUint8(1, flags);
  data.setUint16(2, id, true);
  data.setUint32(4, count, true);
  data.setUint32(16, view, true);
  buckets.forEach(({ start, mean }, i) => {
    data.setFloat64(24 + 8 * i, start, true);
    for (const column of [1, 2, 3]) data.setFloat64(24 + 8 * (column * count + i), mean, true);
    for (const column of [0, 1]) data.setUint32(24 + 32 * count + 4 * (column * count + i), 1, true);
  });
  return buffer;
}

/** One socket as the hub sees it. */
export class ScriptedSocket {
  readonly sent: { readonly type: string; readonly id: number; readonly [field: string]: unknown }[] = [];
  isClosed = false;
  readonly #events: SocketEvents;

  constructor(events: SocketEvents) {
    this.#events = events;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.isClosed = true;
  }

  say(message: object): void {
    this.#events.text(JSON.stringify(message));
  }

  welcome(time: number, run = 'one'): void {
    this.say({ type: 'welcome', version: 1, time, tickMillis: 100, run });
  }

  readings(id: number, flags: number, rows: readonly Row[], cursor = 0): void {
    const count = rows.length;
    const buffer = new ArrayBuffer(24 + 20 * count);
    const view = new DataView(buffer);
    view.setUint8(0, 0x11);
    view.setUint8(1, flags);
    view.setUint16(2, id, true);
    view.setUint32(4, count, true);
    view.setBigUint64(8, BigInt(cursor), true);
    rows.forEach(({ n, time, value }, i) => {
      view.setFloat64(24 + 8 * i, time, true);
      view.setFloat64(24 + 8 * (count + i), value, true);
      view.setUint32(24 + 16 * count + 4 * i, n, true);
    });
    this.#events.binary(buffer);
  }

  raw(buffer: ArrayBuffer): void {
    this.#events.binary(buffer);
  }

  lose(): void {
    this.#events.closed();
  }
}

export function scriptedHub(random: () => number = () => 0.5) {
  const time = new ScriptedTime();
  const sockets: ScriptedSocket[] = [];
  const now = () => time.now;
  const clock = new HubClock(now);
  const environment: Environment = {
    openSocket: (events) => {
      const socket = new ScriptedSocket(events);
      sockets.push(socket);
      return socket;
    },
    clock,
    now,
    random,
    schedule: time.schedule,
  };
  const connection = new Connection(environment);
  return {
    time,
    clock,
    connection,
    /** Publishes at once: what a page would show in its next frame. */
    publisher: new Publisher((run) => run()),
    sockets,
    /** The newest socket. */
    socket: (): ScriptedSocket => {
      const newest = sockets.at(-1);
      if (newest === undefined) throw new Error('nobody has connected');
      return newest;
    },
  };
}
