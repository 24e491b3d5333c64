import { describe, expect, it } from 'vitest';
import { isolated, longestBridge } from './gaps';

const seconds = (...times: number[]) => Float64Array.from(times, (time) => time * 1e6);

describe('longestBridge', () => {
  it('is two and a half intervals', () => {
    expect(longestBridge(seconds(), 10)).toBe(25e6);
    expect(longestBridge(seconds(0, 2, 4, 6, 60), null)).toBe(5e6);
  });

  it('takes the longer of what a device says and does', () => {
    expect(longestBridge(seconds(0, 60, 120, 180), 2)).toBe(150e6);
    expect(longestBridge(seconds(0, 1, 2, 3), 20)).toBe(50e6);
  });

  it('bridges everything when nothing is known', () => {
    expect(longestBridge(seconds(0), null)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('isolated', () => {
  it('finds readings that no line reaches', () => {
    expect(isolated([1, null, 2, 3, null, 4])).toEqual([0, 5]);
    expect(isolated([1])).toEqual([0]);
    expect(isolated([1, 2])).toEqual([]);
    expect(isolated([])).toEqual([]);
  });

  it('passes over what is not there', () => {
    expect(isolated([undefined, 1, undefined, 2, undefined])).toEqual([]);
    expect(isolated([undefined, 1, undefined, null, 2, 3, null, undefined, 4])).toEqual([1, 8]);
  });
});
