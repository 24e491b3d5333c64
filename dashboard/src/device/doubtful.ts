/** Readings that the hub doubts: what it answers to `qa=only`, and where they lie in what is shown. */

import { listOf, number, objectOf, string } from '../live/check';
import { type BucketLine, firstNotBefore } from '../live/view-store';
import type { Part } from './range';

/** More are not listed. */
export const MOST_DOUBTFUL = 200;
/** More are not marked in the charts. */
export const MOST_MARKED = 1_000;

export interface Doubtful {
  /** Unix milliseconds, with the microseconds behind the point. */
  readonly time: number;
  readonly device: string;
  readonly metric: string;
  readonly value: number;
  readonly flags: readonly string[];
}

export const doubtfulReadings = listOf(
  objectOf<Doubtful>((take) => ({
    time: millisOf(take('time', string)),
    device: take('device', string),
    metric: take('metric', string),
    value: take('value', number),
    flags: take('qa', listOf(string)),
  })),
);

/** A Date ends at milliseconds, but a bucket may begin between two of them. */
function millisOf(text: string): number {
  const micros = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? '';
  return Date.parse(text) + Number(micros.padEnd(3, '0')) / 1000;
}

/** Which readings are asked about. */
export interface DoubtfulChoice {
  readonly devices: readonly string[];
  readonly metrics: readonly string[];
  /** How many of them are of use. */
  readonly most: number;
}

/** `times` in the form of the hub. */
export function doubtfulPath({ devices, metrics, most }: DoubtfulChoice, from: string, to: string): string {
  const query = new URLSearchParams();
  for (const device of devices) query.append('device', device);
  for (const metric of metrics) query.append('metric', metric);
  query.append('from', from);
  query.append('to', to);
  // One more than is of use tells whether there are more.
  for (const [name, value] of [
    ['qa', 'only'],
    ['format', 'json'],
    ['limit', String(most + 1)],
  ] as const) {
    query.append(name, value);
  }
  return `api/v1/readings?${query}`;
}

/** Where a time lies within `part`, in percent from its left; undefined outside. */
export function markOf(time: number, { from, to }: Part): number | undefined {
  return time >= from && time <= to && to > from ? (100 * (time - from)) / (to - from) : undefined;
}

/** Where the bucket that holds a reading begins, in µs; undefined when its line has none. */
export function bucketOf(
  { device, metric, time }: Doubtful,
  lines: readonly (BucketLine | undefined)[],
): number | undefined {
  const line = lines.find((one) => one?.series.device === device && one.series.metric === metric);
  if (line === undefined) return undefined;
  const micros = Math.round(time * 1000);
  const next = firstNotBefore(line.starts, micros);
  return line.starts[next] === micros ? micros : line.starts[next - 1];
}

/** The bucket with a doubtful reading that comes next after `atMicros` (before it, if `side` is −1), in µs. */
export function nextDoubtful(
  found: readonly Doubtful[],
  lines: readonly (BucketLine | undefined)[],
  atMicros: number | undefined,
  side: -1 | 1,
): number | undefined {
  const from = atMicros ?? -side * Number.POSITIVE_INFINITY;
  const ahead = found
    .map((one) => bucketOf(one, lines))
    .filter((start): start is number => start !== undefined && (start - from) * side > 0);
  return ahead.length === 0 ? undefined : side * Math.min(...ahead.map((start) => start * side));
}
