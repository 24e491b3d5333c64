/** The newest reading of every series, by device and metric. */

import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { ReadingStore } from '../live/collection';
import type { Series } from '../live/messages';
import type { MetricCount } from './metric-columns';

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

interface Entry {
  readonly readings: Map<string, LatestReading>;
  arrivedAt: number | null;
  /** There once somebody has asked for it: of 50,000 devices a page draws forty. */
  shown: Signal<LatestOfDevice> | undefined;
  isChanged: boolean;
}

export class LatestStore implements ReadingStore {
  readonly #now: () => number;
  readonly #devices = new Map<string, Entry>();
  readonly #changed: Entry[] = [];
  readonly #metrics = signal<readonly MetricCount[]>([]);
  readonly #counts = new Map<string, MetricCount>();
  #isNewMetric = false;

  /** `now`: the hub's Unix milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** How many devices have each metric; changes only when there is a new series. */
  get metrics(): ReadonlySignal<readonly MetricCount[]> {
    return this.#metrics;
  }

  of(device: string): ReadonlySignal<LatestOfDevice> {
    const entry = this.#entryOf(device);
    entry.shown ??= signal(viewOf(entry));
    return entry.shown;
  }

  /** As it is now, without following it: for who looks at all devices. */
  peek(device: string): LatestOfDevice | undefined {
    return this.#devices.get(device);
  }

  set(series: Series, timeMicros: number, value: number, isNew: boolean): void {
    const entry = this.#entryOf(series.device);
    if (isNew) entry.arrivedAt = this.#now();
    const newest = entry.readings.get(series.metric);
    if (newest === undefined) this.#count(series);
    // A late reading is stored by the hub all the same, but it is not the newest.
    if (newest === undefined || timeMicros >= newest.timeMicros) {
      entry.readings.set(series.metric, { series, timeMicros, value });
    }
    if (entry.shown === undefined || entry.isChanged) return;
    entry.isChanged = true;
    this.#changed.push(entry);
  }

  publish(): void {
    for (const entry of this.#changed) {
      entry.isChanged = false;
      if (entry.shown !== undefined) entry.shown.value = viewOf(entry);
    }
    this.#changed.length = 0;
    if (this.#isNewMetric) this.#metrics.value = [...this.#counts.values()];
    this.#isNewMetric = false;
  }

  #entryOf(device: string): Entry {
    let entry = this.#devices.get(device);
    if (entry === undefined) {
      entry = { readings: new Map(), arrivedAt: null, shown: undefined, isChanged: false };
      this.#devices.set(device, entry);
    }
    return entry;
  }

  #count({ metric, unit }: Series): void {
    const key = `${metric}\0${unit ?? ''}`;
    this.#counts.set(key, { metric, unit, devices: (this.#counts.get(key)?.devices ?? 0) + 1 });
    this.#isNewMetric = true;
  }
}

function viewOf({ readings, arrivedAt }: Entry): LatestOfDevice {
  return { readings: new Map(readings), arrivedAt };
}
