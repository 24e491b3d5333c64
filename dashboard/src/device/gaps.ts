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

/**
 * Indexes of readings without a neighbour on either side: no line reaches them, so they need a dot. What is undefined
 * is not there at all; a null is a break.
 */
export function isolated(y: ArrayLike<number | null | undefined>): number[] {
  const alone: number[] = [];
  let before: number | null = null;
  let candidate = -1;
  for (let i = 0; i < y.length; i++) {
    const value = y[i];
    if (value === undefined) continue;
    if (value === null && candidate >= 0) alone.push(candidate);
    candidate = value !== null && before === null ? i : -1;
    before = value;
  }
  if (candidate >= 0) alone.push(candidate);
  return alone;
}
