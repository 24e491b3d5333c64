/** The trends of the devices in sight, asked of history: a page of rows is one request. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { emptyTrend, parseTrends, type Trend, trendStart } from './trend';

/** A trend that is older is asked for again while its row is in sight. */
const FRESH_MILLIS = 30_000;

/** Rows that fly past are not asked for. */
const REST_MILLIS = 150;

const MOST_AT_ONCE = 100;

export interface TrendEnvironment {
  /** The hub's Unix milliseconds. */
  readonly now: () => number;
  /** The body of a GET on the hub's own API; fails when there is none. */
  readonly get: (address: string) => Promise<string>;
  /** Runs once after so many milliseconds; returns how to cancel. */
  readonly schedule: (run: () => void, millis: number) => () => void;
}

interface Entry {
  readonly shown: Signal<Trend | undefined>;
  askedAt: number;
  metric: string;
}

export class Trends {
  readonly #environment: TrendEnvironment;
  readonly #entries = new Map<string, Entry>();
  readonly #failure = signal<string | undefined>(undefined);
  #wanted: ReadonlyMap<string, string> = new Map();
  #cancel = () => {};

  constructor(environment: TrendEnvironment) {
    this.#environment = environment;
  }

  /** Why the latest request brought nothing. */
  get failure(): ReadonlySignal<string | undefined> {
    return this.#failure;
  }

  of(device: string): ReadonlySignal<Trend | undefined> {
    return this.#entryOf(device).shown;
  }

  /** `wanted`: the devices in sight, each with the metric to show of it. */
  want(wanted: ReadonlyMap<string, string>): void {
    this.#wanted = wanted;
    this.#cancel();
    this.#cancel = this.#environment.schedule(() => this.#ask(), REST_MILLIS);
  }

  close(): void {
    this.#cancel();
    this.#wanted = new Map();
  }

  #entryOf(device: string): Entry {
    let entry = this.#entries.get(device);
    if (entry === undefined) {
      entry = { shown: signal(undefined), askedAt: Number.NEGATIVE_INFINITY, metric: '' };
      this.#entries.set(device, entry);
    }
    return entry;
  }

  #ask(): void {
    const now = this.#environment.now();
    for (const [metric, devices] of this.#due(now)) void this.#fetch(metric, devices, now);
    this.#cancel = this.#environment.schedule(() => this.#ask(), FRESH_MILLIS / 3);
  }

  /** What is not known or no longer fresh, by metric; from now on it counts as asked for. */
  #due(now: number): Map<string, string[]> {
    const due = new Map<string, string[]>();
    for (const [device, metric] of this.#wanted) {
      const entry = this.#entryOf(device);
      if (entry.metric === metric && now - entry.askedAt < FRESH_MILLIS) continue;
      const devices = due.get(metric) ?? [];
      if (devices.length >= MOST_AT_ONCE) continue;
      due.set(metric, [...devices, device]);
      entry.askedAt = now;
      entry.metric = metric;
    }
    return due;
  }

  async #fetch(metric: string, devices: readonly string[], now: number): Promise<void> {
    const from = trendStart(now);
    const query = new URLSearchParams({ metric, step: 'PT2M', fn: 'avg,count', format: 'csv' });
    query.set('from', new Date(from).toISOString());
    query.set('to', new Date(now).toISOString());
    for (const device of devices) query.append('device', device);
    try {
      const trends = parseTrends(await this.#environment.get(`api/v1/readings?${query}`), metric, from);
      for (const device of devices) {
        const entry = this.#entryOf(device);
        if (entry.metric === metric) entry.shown.value = trends.get(device) ?? emptyTrend(metric, from);
      }
      this.#failure.value = undefined;
    } catch (problem) {
      this.#failure.value = String(problem);
      for (const device of devices) this.#entryOf(device).askedAt = now - FRESH_MILLIS / 2;
    }
  }
}
