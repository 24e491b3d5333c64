/** The readings of one series within a window that ends now. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { ReadingStore } from '../live/collection';
import type { Series } from '../live/messages';
import { SeriesColumns } from './columns';

export class SeriesReadings implements ReadingStore {
  readonly #columns = new SeriesColumns();
  readonly #version = signal(0);
  readonly #windowMillis: number;
  readonly #now: () => number;
  #unit: string | null = null;

  /** `now`: the hub's Unix milliseconds. */
  constructor(windowMillis: number, now: () => number) {
    this.#windowMillis = windowMillis;
    this.#now = now;
  }

  /** Moves with every change of the columns. */
  get version(): ReadonlySignal<number> {
    return this.#version;
  }

  get times(): Float64Array {
    return this.#columns.times;
  }

  get values(): Float64Array {
    return this.#columns.values;
  }

  get unit(): string | null {
    return this.#unit;
  }

  set(series: Series, timeMicros: number, value: number): void {
    this.#unit = series.unit;
    this.#columns.set(timeMicros, value);
  }

  publish(): void {
    this.#columns.merge();
    this.#columns.dropBefore((this.#now() - this.#windowMillis) * 1000);
    this.#version.value += 1;
  }
}
