import { describe, expect, it } from 'vitest';
import { seeded } from '../live/seeded';
import { firstNotBefore, SeriesColumns } from './columns';

function contents(columns: SeriesColumns): [number, number][] {
  return Array.from(columns.times, (time, i) => [time, columns.values[i] ?? Number.NaN]);
}

function sorted(map: ReadonlyMap<number, number>): [number, number][] {
  return [...map].sort(([a], [b]) => a - b);
}

describe('SeriesColumns', () => {
  it('equals a sorted map, whatever the order, the repeats and the moments of merging', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seeded(seed);
      const below = (limit: number) => Math.floor(random() * limit);
      const columns = new SeriesColumns();
      const map = new Map<number, number>();
      const range = 1 + below(600);
      for (let step = below(900); step > 0; step--) {
        // Mostly ascending, as a device sends; at times anything: late, repeated, from a backlog.
        const time = random() < 0.6 ? columns.times.length + below(3) : below(range);
        columns.set(time, step);
        map.set(time, step);
        if (random() < 0.05) columns.merge();
        if (random() < 0.01) {
          const limit = below(range / 4);
          columns.merge();
          columns.dropBefore(limit);
          for (const old of [...map.keys()].filter((key) => key < limit)) map.delete(old);
        }
      }
      columns.merge();
      expect(contents(columns), `seed ${seed}`).toEqual(sorted(map));
    }
  });

  it('takes a reading of both snapshot and delta once, wherever the two meet', () => {
    const all = Array.from({ length: 50 }, (_, i) => [i * 10, i] as const);
    for (let seed = 1; seed <= 100; seed++) {
      const random = seeded(seed);
      const columns = new SeriesColumns();
      const snapshotEnd = Math.floor(random() * 51);
      const deltaStart = Math.floor(random() * (snapshotEnd + 1));
      for (const [time, value] of all.slice(0, snapshotEnd)) columns.set(time, value);
      const deltas = all.slice(deltaStart).sort(() => random() - 0.5);
      for (const [time, value] of deltas) columns.set(time, value);
      columns.merge();
      expect(contents(columns), `seed ${seed}`).toEqual(all);
    }
  });

  it('replaces the newest without waiting for a merge of others', () => {
    const columns = new SeriesColumns();
    columns.set(1, 10);
    columns.set(1, 11);
    columns.merge();
    expect(contents(columns)).toEqual([[1, 11]]);
    columns.set(1, 12);
    columns.set(2, 20);
    columns.merge();
    expect(contents(columns)).toEqual([
      [1, 12],
      [2, 20],
    ]);
  });

  it('finds the first that is not before', () => {
    const times = Float64Array.of(10, 20, 30);
    expect([5, 10, 15, 30, 31].map((time) => firstNotBefore(times, time))).toEqual([0, 0, 1, 2, 3]);
  });
});
