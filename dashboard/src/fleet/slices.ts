/** Long work in slices: between them the page draws, and hears who uses it. Such work is a generator that yields where it may rest. */

/** How long a slice may take. */
const SLICE_MILLIS = 5;

export type Work<T> = Generator<undefined, T>;

export interface SliceEnvironment {
  /** Milliseconds of any clock that only goes on. */
  readonly now: () => number;
  /** Runs once, soon; returns how to cancel. */
  readonly later: (run: () => void) => () => void;
}

/** Between slices whatever waits for the page has its turn. */
export const onPage: SliceEnvironment = {
  now: () => performance.now(),
  later: (run) => {
    const timer = setTimeout(run);
    return () => clearTimeout(timer);
  },
};

/** All of it, at one go. */
export function finished<T>(work: Work<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** The result, if one slice is enough for it. */
export function inOneSlice<T>(work: Work<T>, { now }: Pick<SliceEnvironment, 'now'>): T | undefined {
  for (const end = now() + SLICE_MILLIS; now() < end; ) {
    const step = work.next();
    if (step.done) return step.value;
  }
  return undefined;
}

/** Slice after slice; `then` gets the result, unless it was cancelled with what this returns. */
export function inSlices<T>(work: Work<T>, then: (result: T) => void, at: SliceEnvironment): () => void {
  let cancel = () => {};
  const slice = () => {
    const end = at.now() + SLICE_MILLIS;
    for (;;) {
      const step = work.next();
      if (step.done) return then(step.value);
      if (at.now() >= end) break;
    }
    cancel = at.later(slice);
  };
  cancel = at.later(slice);
  return () => cancel();
}

const RUN = 512;

/** Indexes in order: short runs are sorted, then merged. `compare` knows no two that are the same. */
export function* sortedInSlices(
  order: Uint32Array<ArrayBuffer>,
  compare: (a: number, b: number) => number,
): Work<Uint32Array> {
  for (let from = 0; from < order.length; from += RUN) {
    order.subarray(from, from + RUN).sort(compare);
    yield;
  }
  let source = order;
  let target = new Uint32Array(order.length);
  for (let width = RUN; width < order.length; width *= 2) {
    for (let from = 0; from < order.length; from += 2 * width) {
      const middle = Math.min(order.length, from + width);
      yield* merged(source, target, from, middle, Math.min(order.length, middle + width), compare);
    }
    [source, target] = [target, source];
  }
  return source;
}

function* merged(
  source: Uint32Array,
  target: Uint32Array,
  from: number,
  middle: number,
  to: number,
  compare: (a: number, b: number) => number,
): Work<void> {
  let left = from;
  let right = middle;
  for (let at = from; at < to; at++) {
    const one = source[left] ?? 0;
    const other = source[right] ?? 0;
    const isLeft = right >= to || (left < middle && compare(one, other) < 0);
    target[at] = isLeft ? one : other;
    if (isLeft) left += 1;
    else right += 1;
    if (at % RUN === 0) yield;
  }
}
