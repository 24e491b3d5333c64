import { describe, expect, it } from 'vitest';
import { between, DEFAULT_WINDOW, panned, rangeOf, rangeOptions, WINDOWS, zoomed } from './range';

const read = (query: string) => rangeOf(new URLSearchParams(query));

describe('a range in an address', () => {
  it('is read as it is written', () => {
    for (const window of WINDOWS) {
      for (const part of [null, { from: 1_790_000_000_000, to: 1_790_000_060_000 }]) {
        const options = Object.entries(rangeOptions({ window, part })).filter(
          ([, value]) => value !== undefined,
        );
        expect(read(String(new URLSearchParams(options as [string, string][])))).toEqual({ window, part });
      }
    }
  });

  it('is the default where it makes no sense', () => {
    const nothing = { window: DEFAULT_WINDOW, part: null };
    expect(read('')).toEqual(nothing);
    expect(read('window=PT2H&from=5&to=5')).toEqual(nothing);
    expect(read('from=1e5&to=2e5')).toEqual(nothing);
    expect(read('from=1&to=9999999999999999')).toEqual(nothing);
    expect(read('from=1')).toEqual(nothing);
  });
});

describe('moving about', () => {
  const hour = { from: 0, to: 3_600_000 };

  it('pans by a share of what is seen', () => {
    expect(panned(hour, -0.25)).toEqual({ from: -900_000, to: 2_700_000 });
  });

  it('keeps the moment under the pointer where it is', () => {
    const closer = zoomed(hour, 0.5, 0.25);
    expect(closer).toEqual({ from: 450_000, to: 2_250_000 });
    expect(closer.from + (closer.to - closer.from) * 0.25).toBe(900_000);
    expect(zoomed(closer, 2, 0.25)).toEqual(hour);
  });

  it('goes no closer than a second and no further than a century', () => {
    expect(zoomed(hour, 1e-9, 0.5)).toEqual({ from: 1_799_500, to: 1_800_500 });
    const far = zoomed(hour, 1e12, 0);
    expect(far.to - far.from).toBe(100 * 365.25 * 86_400_000);
    expect(between(5_000, 5_010)).toEqual({ from: 5_000, to: 6_000 });
    expect(between(9_000, 1_000)).toEqual({ from: 1_000, to: 9_000 });
  });
});
