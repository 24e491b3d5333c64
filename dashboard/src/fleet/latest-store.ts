/** The newest reading of every series, by device and metric. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ReadingStore } from '../live/collection';
import type { Series } from '../live/messages';

export interface LatestReading {
  readonly series: Series;
  readonly timeMicros: number;
  readonly value: number;
}

export interface LatestOfDevice {
  readonly readings: ReadonlyMap<string, LatestReading>;
  /** Hub's Unix milliseconds at which this page last saw a reading of it arrive, or null. */
  readonly arrivedAt: number | null;
}

const NOTHING: LatestOfDevice = { readings: new Map(), arrivedAt: null };

export class LatestStore implements ReadingStore {
  readonly #now: () => number;
  readonly #devices = new Map<string, Signal<LatestOfDevice>>();
  readonly #series = signal<readonly Series[]>([]);
  #pending = new Map<string, { readings: Map<string, LatestReading>; arrivedAt: number | null }>();
  #newSeries: Series[] = [];

  /** `now`: the hub's Unix milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Every series seen, in the order in which it appeared; changes only when there is a new one. */
  get series(): ReadonlySignal<readonly Series[]> {
    return this.#series;
  }

  of(device: string): ReadonlySignal<LatestOfDevice> {
    return this.#signalOf(device);
  }

  set(series: Series, timeMicros: number, value: number, isNew: boolean): void {
    const { device, metric } = series;
    let pending = this.#pending.get(device);
    if (pending === undefined) {
      pending = { readings: new Map(), arrivedAt: null };
      this.#pending.set(device, pending);
    }
    if (isNew) pending.arrivedAt = this.#now();
    const known = this.#devices.get(device)?.peek().readings.get(metric);
    const newest = pending.readings.get(metric) ?? known;
    if (newest === undefined) this.#newSeries.push(series);
    // A late reading is stored by the hub all the same, but it is not the newest.
    if (newest === undefined || timeMicros >= newest.timeMicros) {
      pending.readings.set(metric, { series, timeMicros, value });
    }
  }

  publish(): void {
    for (const [device, { readings, arrivedAt }] of this.#pending) {
      const latest = this.#signalOf(device);
      const old = latest.peek();
      latest.value = {
        readings: new Map([...old.readings, ...readings]),
        arrivedAt: arrivedAt ?? old.arrivedAt,
      };
    }
    this.#pending = new Map();
    if (this.#newSeries.length > 0) this.#series.value = [...this.#series.peek(), ...this.#newSeries];
    this.#newSeries = [];
  }

  #signalOf(device: string): Signal<LatestOfDevice> {
    let latest = this.#devices.get(device);
    if (latest === undefined) {
      latest = signal(NOTHING);
      this.#devices.set(device, latest);
    }
    return latest;
  }
}
