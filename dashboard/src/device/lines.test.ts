import { describe, expect, it } from 'vitest';
import { BucketLine } from '../live/view-store';
import { alignLines, bucketAt, summarizeLine } from './lines';

/** Buckets of a second each, whose least, mean and greatest are v − 1, v, v + 1; two readings in each. */
function line(...buckets: readonly (readonly [second: number, mean: number])[]): BucketLine {
  const made = new BucketLine({ n: 1, device: 'A', metric: 'm', unit: 'u' });
  for (const [second, mean] of buckets) made.set(second * 1e6, mean - 1, mean, mean + 1, 2);
  return made;
}

const means = (...lines: (BucketLine | undefined)[]) => {
  const { x, lines: aligned } = alignLines(
    lines,
    1e6,
    lines.map(() => null),
  );
  return { x, means: aligned.map((one) => one.means) };
};

describe('BucketLine', () => {
  it('is sorted, and a bucket that comes again replaces the one before', () => {
    const made = line([3, 3], [1, 1], [2, 2], [1, 9]);
    expect([...made.starts]).toEqual([1e6, 2e6, 3e6]);
    expect([...made.means]).toEqual([9, 2, 3]);
    made.dropBefore(2e6);
    expect([...made.maxes]).toEqual([3, 4]);
  });

  it('grows beyond its first room from either end', () => {
    const made = line();
    for (let i = 0; i < 1500; i++) made.set(i % 2 === 0 ? i : 3000 - i, i, i, i, 1);
    expect(made.starts.length).toBe(1500);
    expect([...made.starts]).toEqual([...made.starts].sort((a, b) => a - b));
  });
});

describe('alignLines', () => {
  it('draws values in the unit that is asked for', () => {
    const { lines } = alignLines([line([0, 10])], 1e6, [null], (celsius) => celsius * 1.8 + 32);
    expect(lines[0]).toEqual({ mins: [48.2], means: [50], maxes: [51.8] });
  });

  it('breaks a line in the middle of a gap, and only there', () => {
    const one = line([0, 1], [1, 2], [2, 3], [10, 4], [11, 5], [12, 6]);
    expect(means(one)).toEqual({
      x: [0, 1000, 2000, 6000, 10_000, 11_000, 12_000],
      means: [[1, 2, 3, null, 4, 5, 6]],
    });
  });

  it('breaks a line over all of a gap, whatever moments other lines have in it', () => {
    const one = line([0, 1], [1, 2], [2, 3], [10, 4], [11, 5], [12, 6]);
    const other = line([0, 1], [1, 2], [2, 3], [3, 4], [11, 5], [12, 6]);
    expect(means(one, other)).toEqual({
      x: [0, 1000, 2000, 3000, 6000, 7000, 10_000, 11_000, 12_000],
      means: [
        [1, 2, 3, null, null, null, 4, 5, 6],
        [1, 2, 3, 4, null, null, null, 5, 6],
      ],
    });
  });

  it('a moment that only another line knows breaks nothing', () => {
    const one = line([0, 1], [2, 3], [4, 5]);
    const other = line([1, 7], [3, 8]);
    expect(means(one, other, undefined)).toEqual({
      x: [0, 1000, 2000, 3000, 4000],
      means: [
        [1, undefined, 3, undefined, 5],
        [undefined, 7, undefined, 8, undefined],
        [undefined, undefined, undefined, undefined, undefined],
      ],
    });
  });

  it('of nothing is nothing', () => {
    expect(means()).toEqual({ x: [], means: [] });
  });
});

describe('figures', () => {
  it('the mean is of the readings, not of the buckets', () => {
    const made = line([1, 10], [2, 20]);
    made.set(3e6, 30, 40, 50, 6);
    expect(summarizeLine(made)).toEqual({ count: 10, min: 9, max: 50, mean: 30, lastMillis: 3000 });
    expect(summarizeLine(undefined).count).toBe(0);
  });

  it('the bucket at a moment is the nearest, and the newest when there is none', () => {
    const made = line([1, 10], [2, 20], [4, 40]);
    expect(bucketAt(made, 2_900_000)?.mean).toBe(20);
    expect(bucketAt(made, 3_100_000)?.mean).toBe(40);
    expect(bucketAt(made, undefined)?.mean).toBe(40);
    expect(bucketAt(line(), undefined)).toBeUndefined();
  });
});
