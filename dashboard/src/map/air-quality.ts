/** Air quality indexes as the hub gives them: its tables, and of each device the newest hour that has an index. */

import { listOf, nullable, number, objectOf, string } from '../live/check';

export interface Band {
  readonly category: string;
  readonly leastIndex: number;
}

export interface IndexTable {
  /** As it stands in addresses: `us-epa`. */
  readonly index: string;
  readonly version: string;
  readonly title: string;
  readonly source: string;
  /** What of an hour the index is of, in words. */
  readonly concentration: string;
  /** Ascending, the same for each of its pollutants. */
  readonly bands: readonly Band[];
}

const band = objectOf<Band>((take) => ({
  category: take('category', string),
  leastIndex: take('leastIndex', number),
}));

const pollutant = objectOf((take) => take('bands', listOf(band)));

export const indexTables = listOf(
  objectOf<IndexTable>((take) => ({
    index: take('index', string),
    version: take('version', string),
    title: take('title', string),
    source: take('source', string),
    concentration: take('concentration', string),
    bands: take('pollutants', listOf(pollutant))[0] ?? [],
  })),
);

/** One hour of one device. */
export interface IndexOfHour {
  readonly device: string;
  /** When the hour began, in Unix milliseconds. */
  readonly time: number;
  readonly index: number;
  readonly category: string;
  /** The pollutant that the index is of. */
  readonly dominant: string;
}

const row = objectOf((take) => ({
  time: take('time', string),
  device: take('device', string),
  index: take('index', nullable(number)),
  category: take('category', nullable(string)),
  dominant: take('dominant', nullable(string)),
}));

const rows = listOf(row);

/** By device; hours without an index are left out. */
export function latestIndexes(value: unknown, path: string): ReadonlyMap<string, IndexOfHour> {
  const found = new Map<string, IndexOfHour>();
  for (const { time, device, index, category, dominant } of rows(value, path)) {
    if (index === null || category === null || dominant === null) continue;
    found.set(device, { device, time: Date.parse(time), index, category, dominant });
  }
  return found;
}

export const HOUR_MILLIS = 3_600_000;

/** An index of an hour that ended longer ago says nothing of how the air is now. */
export const OLDEST_SHOWN_MILLIS = 3 * HOUR_MILLIS;

/** When the hour was over; of the one that goes on, now. */
export const endOf = ({ time }: IndexOfHour, now: number): number => Math.min(time + HOUR_MILLIS, now);

export const isRecent = (hour: IndexOfHour, now: number): boolean =>
  now - endOf(hour, now) <= OLDEST_SHOWN_MILLIS;

/** Between whole indexes, so that a mean of some belongs to the nearest. */
export const boundsOf = ({ bands }: IndexTable): readonly number[] =>
  bands.slice(1).map(({ leastIndex }) => leastIndex - 0.5);
