/** The buckets of one view, line by line: a line is one metric of one device. */

import type { BucketFrame } from './bucket-frame';
import type { Series } from './messages';

const FIRST_CAPACITY = 512;

/** Buckets of one series in columns, ascending by start, each start once. */
export class BucketLine {
  readonly series: Series;
  #columns = newColumns(FIRST_CAPACITY);
  #length = 0;

  constructor(series: Series) {
    this.series = series;
  }

  /** Views, valid until the next change. Microseconds since 1970. */
  get starts(): Float64Array {
    return this.#columns.starts.subarray(0, this.#length);
  }

  get mins(): Float64Array {
    return this.#columns.mins.subarray(0, this.#length);
  }

  get means(): Float64Array {
    return this.#columns.means.subarray(0, this.#length);
  }

  get maxes(): Float64Array {
    return this.#columns.maxes.subarray(0, this.#length);
  }

  get counts(): Float64Array {
    return this.#columns.counts.subarray(0, this.#length);
  }

  /** Sets the bucket that begins then. New ones nearly always come last. */
  set(start: number, min: number, mean: number, max: number, count: number): void {
    const at = firstNotBefore(this.starts, start);
    if (at === this.#length || this.#columns.starts[at] !== start) this.#makeRoom(at);
    const { starts, mins, means, maxes, counts } = this.#columns;
    starts[at] = start;
    mins[at] = min;
    means[at] = mean;
    maxes[at] = max;
    counts[at] = count;
  }

  dropBefore(micros: number): void {
    const first = firstNotBefore(this.starts, micros);
    if (first === 0) return;
    for (const column of Object.values(this.#columns)) column.copyWithin(0, first, this.#length);
    this.#length -= first;
  }

  #makeRoom(at: number): void {
    if (this.#length === this.#columns.starts.length) {
      const larger = newColumns(this.#length * 2);
      for (const name of NAMES) larger[name].set(this.#columns[name]);
      this.#columns = larger;
    }
    if (at < this.#length) for (const name of NAMES) this.#columns[name].copyWithin(at + 1, at, this.#length);
    this.#length += 1;
  }
}

const NAMES = ['starts', 'mins', 'means', 'maxes', 'counts'] as const;
type Columns = Record<(typeof NAMES)[number], Float64Array<ArrayBuffer>>;

function newColumns(capacity: number): Columns {
  const column = () => new Float64Array(capacity);
  return { starts: column(), mins: column(), means: column(), maxes: column(), counts: column() };
}

/** The index of the first element that is not less than `value`; the length when there is none. */
export function firstNotBefore(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What a view covers, as the hub said it. Unix milliseconds; `to` is null when it goes on. */
export interface ViewExtent {
  readonly view: number;
  readonly from: number;
  readonly to: number | null;
  readonly widthMicros: number;
}

export class ViewStore {
  readonly extent: ViewExtent;
  readonly #lines = new Map<number, BucketLine>();

  constructor(extent: ViewExtent) {
    this.extent = extent;
  }

  get lines(): readonly BucketLine[] {
    return [...this.#lines.values()];
  }

  /** How many buckets belong to series that nobody has named. */
  take(frame: BucketFrame, names: ReadonlyMap<number, Series>): number {
    let unnamed = 0;
    for (let i = 0; i < frame.starts.length; i++) {
      const line = this.#line(frame.series[i] ?? 0, names);
      const { starts, mins, means, maxes, counts } = frame;
      if (line === undefined) unnamed += 1;
      else line.set(starts[i] ?? 0, mins[i] ?? 0, means[i] ?? 0, maxes[i] ?? 0, counts[i] ?? 0);
    }
    return unnamed;
  }

  dropBefore(micros: number): void {
    for (const line of this.#lines.values()) line.dropBefore(micros);
  }

  #line(number: number, names: ReadonlyMap<number, Series>): BucketLine | undefined {
    const known = this.#lines.get(number);
    const series = names.get(number);
    if (known !== undefined || series === undefined) return known;
    const line = new BucketLine(series);
    this.#lines.set(number, line);
    return line;
  }
}
