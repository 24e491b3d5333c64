/** Where a line must break: between two readings that lie too far apart to be neighbours. */

/** How many intervals may pass before a missing reading counts as a hole. */
const INTERVALS_TO_A_GAP = 2.5;

/** The newest intervals tell how the device sends now; older ones may be from another setting. */
const INTERVALS_LOOKED_AT = 200;

function medianInterval(times: Float64Array): number | undefined {
  const recent = times.subarray(Math.max(0, times.length - 1 - INTERVALS_LOOKED_AT));
  if (recent.length < 2) return undefined;
  const intervals = new Float64Array(recent.length - 1);
  for (let i = 0; i < intervals.length; i++) intervals[i] = (recent[i + 1] ?? 0) - (recent[i] ?? 0);
  return intervals.sort()[intervals.length >>> 1];
}

/**
 * The longest distance in microseconds that is still drawn as a line. Takes the larger of what the device
 * declares and what it does, so that one that sends more seldom than it says is not all gaps.
 */
export function longestBridge(times: Float64Array, declaredSeconds: number | null): number {
  const declared = (declaredSeconds ?? 0) * 1e6;
  const interval = Math.max(declared, medianInterval(times) ?? 0);
  return interval > 0 ? INTERVALS_TO_A_GAP * interval : Number.POSITIVE_INFINITY;
}

/** Milliseconds and values for uPlot, with a null in the middle of each gap. */
export interface PlotColumns {
  readonly x: number[];
  readonly y: (number | null)[];
}

export function breakAtGaps(times: Float64Array, values: Float64Array, bridge: number): PlotColumns {
  const x: number[] = [];
  const y: (number | null)[] = [];
  let previous = Number.NaN;
  for (let i = 0; i < times.length; i++) {
    const time = times[i] ?? 0;
    if (time - previous > bridge) {
      x.push((previous + time) / 2000);
      y.push(null);
    }
    x.push(time / 1000);
    y.push(values[i] ?? null);
    previous = time;
  }
  return { x, y };
}

/** Indexes of readings without a neighbour on either side: no line reaches them, so they need a dot. */
export function isolated(y: ArrayLike<number | null | undefined>): number[] {
  const alone: number[] = [];
  for (let i = 0; i < y.length; i++) {
    if (y[i] != null && y[i - 1] == null && y[i + 1] == null) alone.push(i);
  }
  return alone;
}
