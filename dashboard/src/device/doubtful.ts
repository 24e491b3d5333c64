/** Readings that the hub doubts: what it answers to `qa=only`, and where they lie in what is shown. */

import { listOf, number, objectOf, string } from '../live/check';
import type { Part } from './range';

/** More are not listed. */
export const MOST_DOUBTFUL = 200;

export interface Doubtful {
  /** Unix milliseconds. */
  readonly time: number;
  readonly metric: string;
  readonly value: number;
  readonly flags: readonly string[];
}

export const doubtfulReadings = listOf(
  objectOf<Doubtful>((take) => ({
    time: Date.parse(take('time', string)),
    metric: take('metric', string),
    value: take('value', number),
    flags: take('qa', listOf(string)),
  })),
);

/** `times` in the form of the hub. */
export function doubtfulPath(device: string, metrics: readonly string[], from: string, to: string): string {
  const query = new URLSearchParams({ device });
  for (const metric of metrics) query.append('metric', metric);
  query.append('from', from);
  query.append('to', to);
  // One more than is listed tells whether there are more.
  for (const [name, value] of [
    ['qa', 'only'],
    ['format', 'json'],
    ['limit', String(MOST_DOUBTFUL + 1)],
  ] as const) {
    query.append(name, value);
  }
  return `api/v1/readings?${query}`;
}

/** Where a time lies within `part`, in percent from its left; undefined outside. */
export function markOf(time: number, { from, to }: Part): number | undefined {
  return time >= from && time <= to && to > from ? (100 * (time - from)) / (to - from) : undefined;
}
