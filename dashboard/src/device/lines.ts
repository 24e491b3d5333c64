/** From the buckets of several lines to the columns of one plot. */

import type { BucketLine } from '../live/view-store';
import { longestBridge } from './gaps';

/** `null` breaks a line; `undefined` is a moment of which this line knows nothing, and does not break it. */
export type PlotColumn = (number | null | undefined)[];

export interface PlotLine {
  readonly mins: PlotColumn;
  readonly maxes: PlotColumn;
  readonly means: PlotColumn;
}

export interface PlotColumns {
  /** Unix milliseconds, ascending. */
  readonly x: number[];
  readonly lines: readonly PlotLine[];
}

/**
 * All lines over one column of times. A gap is where a line's neighbours lie further apart than `longestBridge` of it
 * says, and further than buckets are wide: it has a moment of its own, in the middle, with a null. Values
 * are drawn as `shown` gives them.
 */
export function alignLines(
  lines: readonly (BucketLine | undefined)[],
  widthMicros: number,
  declaredSeconds: readonly (number | null)[],
  shown: (value: number) => number = (value) => value,
): PlotColumns {
  const gaps = lines.map((line, i) => gapsOf(line, widthMicros, declaredSeconds[i] ?? null));
  const starts = lines.flatMap((line) => (line ? [line.starts] : []));
  const x = merged([...starts, ...gaps]);
  const rowOf = new Map(x.map((micros, row) => [micros, row]));
  return {
    x: x.map((micros) => micros / 1000),
    lines: lines.map((line, i) => columnsOf(line, gaps[i] ?? NO_GAPS, rowOf, shown)),
  };
}

const NO_GAPS = new Float64Array(0);

function gapsOf(line: BucketLine | undefined, widthMicros: number, declared: number | null): Float64Array {
  if (line === undefined) return NO_GAPS;
  const { starts } = line;
  const bridge = Math.max(longestBridge(starts, declared), 1.5 * widthMicros);
  const gaps: number[] = [];
  for (let i = 1; i < starts.length; i++) {
    const before = starts[i - 1] ?? 0;
    const after = starts[i] ?? 0;
    if (after - before > bridge) gaps.push((before + after) / 2);
  }
  return Float64Array.from(gaps);
}

/** All moments of sorted columns, each once. */
function merged(columns: readonly Float64Array[]): number[] {
  const [only] = columns;
  if (columns.length === 1 && only) return [...only];
  const all = Float64Array.from(columns.flatMap((column) => [...column])).sort();
  return [...all].filter((micros, i) => i === 0 || micros !== all[i - 1]);
}

function columnsOf(
  line: BucketLine | undefined,
  gaps: Float64Array,
  rowOf: ReadonlyMap<number, number>,
  shown: (value: number) => number,
): PlotLine {
  const empty = (): PlotColumn => new Array(rowOf.size).fill(undefined);
  const columns = { mins: empty(), maxes: empty(), means: empty() };
  if (line === undefined) return columns;
  line.starts.forEach((micros, i) => {
    const row = rowOf.get(micros) ?? 0;
    columns.mins[row] = shown(line.mins[i] ?? Number.NaN);
    columns.maxes[row] = shown(line.maxes[i] ?? Number.NaN);
    columns.means[row] = shown(line.means[i] ?? Number.NaN);
  });
  for (const micros of gaps) {
    const middle = rowOf.get(micros) ?? 0;
    breakAt(columns, middle);
    // Moments of other lines within the gap, too: a plot draws a line up to the one before the break.
    for (let row = middle - 1; row >= 0 && columns.means[row] === undefined; row--) breakAt(columns, row);
    for (let row = middle + 1; row < rowOf.size && columns.means[row] === undefined; row++)
      breakAt(columns, row);
  }
  return columns;
}

function breakAt(columns: PlotLine, row: number): void {
  columns.mins[row] = null;
  columns.maxes[row] = null;
  columns.means[row] = null;
}

/** A line between two moments in a few figures. */
export interface LineSummary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Start of the newest bucket, in Unix milliseconds; 0 when there is none. */
  readonly lastMillis: number;
}

export function summarizeLine(line: BucketLine | undefined): LineSummary {
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  const { starts = NO_GAPS, mins = NO_GAPS, maxes = NO_GAPS, means = NO_GAPS, counts = NO_GAPS } = line ?? {};
  for (let i = 0; i < starts.length; i++) {
    const readings = counts[i] ?? 0;
    count += readings;
    sum += (means[i] ?? 0) * readings;
    min = Math.min(min, mins[i] ?? min);
    max = Math.max(max, maxes[i] ?? max);
  }
  return {
    count,
    min,
    max,
    mean: sum / count,
    lastMillis: Math.floor((starts[starts.length - 1] ?? 0) / 1000),
  };
}

export interface Bucket {
  readonly startMicros: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly count: number;
}

/** The bucket that begins nearest to a moment in µs; the newest when none is given. */
export function bucketAt(line: BucketLine, micros: number | undefined): Bucket | undefined {
  const { starts, mins, means, maxes, counts } = line;
  const index = micros === undefined ? starts.length - 1 : nearest(starts, micros);
  const [startMicros, min, mean, max, count] = [starts, mins, means, maxes, counts].map((one) => one[index]);
  if (startMicros === undefined || min === undefined || mean === undefined) return undefined;
  if (max === undefined || count === undefined) return undefined;
  return { startMicros, min, mean, max, count };
}

export function nearest(sorted: Float64Array, micros: number): number {
  let best = 0;
  for (let low = 0, high = sorted.length - 1; low <= high; ) {
    const middle = (low + high) >>> 1;
    const moment = sorted[middle] ?? 0;
    if (Math.abs(moment - micros) < Math.abs((sorted[best] ?? 0) - micros)) best = middle;
    if (moment < micros) low = middle + 1;
    else high = middle - 1;
  }
  return best;
}
