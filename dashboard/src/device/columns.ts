/** One series in two columns, ascending by time, each time once: a sorted map that a chart can read directly. */

const FIRST_CAPACITY = 256;

export class SeriesColumns {
  #times = new Float64Array(FIRST_CAPACITY);
  #values = new Float64Array(FIRST_CAPACITY);
  #length = 0;
  /** Late or repeated readings wait here, so that a device's backlog costs one merge and not a shift for each. */
  #late: { readonly time: number; readonly value: number }[] = [];

  /** Views, valid until the next change. Complete only after `merge`. */
  get times(): Float64Array {
    return this.#times.subarray(0, this.#length);
  }

  get values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }

  /** The same time again replaces the value. */
  set(time: number, value: number): void {
    const isNewest = this.#length === 0 || time > (this.#times[this.#length - 1] ?? 0);
    if (isNewest) this.#append(time, value);
    else this.#late.push({ time, value });
  }

  /** Puts late readings in their places. */
  merge(): void {
    if (this.#late.length === 0) return;
    const times = this.times.slice();
    const values = this.values.slice();
    // Stable: of several readings of one time the one that came last is the last.
    const late = this.#late.sort((a, b) => a.time - b.time);
    this.#late = [];
    this.#length = 0;
    let next = 0;
    for (const { time, value } of late) {
      for (; next < times.length && (times[next] ?? 0) <= time; next++) this.#put(times[next], values[next]);
      this.#put(time, value);
    }
    for (; next < times.length; next++) this.#put(times[next], values[next]);
  }

  /** Forgets what is older than `time`. */
  dropBefore(time: number): void {
    const first = firstNotBefore(this.times, time);
    if (first === 0) return;
    this.#times.copyWithin(0, first, this.#length);
    this.#values.copyWithin(0, first, this.#length);
    this.#length -= first;
  }

  #put(time = 0, value = 0): void {
    if (this.#length > 0 && this.#times[this.#length - 1] === time) this.#values[this.#length - 1] = value;
    else this.#append(time, value);
  }

  #append(time: number, value: number): void {
    if (this.#length === this.#times.length) {
      this.#times = grown(this.#times);
      this.#values = grown(this.#values);
    }
    this.#times[this.#length] = time;
    this.#values[this.#length] = value;
    this.#length += 1;
  }
}

function grown(column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}

/** The index of the first element that is not less than `time`; `times.length` when there is none. */
export function firstNotBefore(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
