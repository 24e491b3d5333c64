import { describe, expect, it } from 'vitest';
import { formatAge, formatBytes, formatMillis, formatValue } from './format';
import { seeded } from './live/seeded';

describe('formatValue', () => {
  it('shows a number as it was sent', () => {
    expect([7.35, 7, 0, 101_325, 0.1, 1e21].map(formatValue)).toEqual([
      '7.35',
      '7',
      '0',
      '101325',
      '0.1',
      '1e+21',
    ]);
    expect(formatValue(-67.5)).toBe('−67.5');
  });

  it('shows a 32-bit float in the digits it was made from', () => {
    expect(
      [7.35, 21.37, 0.1, 1_234_567.9, 16_777_216, 3.4e38].map((value) => formatValue(Math.fround(value))),
    ).toEqual(['7.35', '21.37', '0.1', '1234567.9', '16777216', '3.4e+38']);
  });

  it('loses nothing: every text reads back as the same number', () => {
    const random = seeded(7);
    for (let i = 0; i < 2_000; i++) {
      const value = (random() - 0.5) * 10 ** (random() * 20 - 10);
      expect(Number(formatValue(value).replace('−', '-'))).toBe(value);
      const float = Math.fround(value);
      expect(Math.fround(Number(formatValue(float).replace('−', '-')))).toBe(float);
    }
  });
});

describe('formatAge', () => {
  it.each([
    [0, 'just now'],
    [-900, 'just now'],
    [3_000, '3 s ago'],
    [99_000, '99 s ago'],
    [100_000, '2 min ago'],
    [3_600_000, '60 min ago'],
    [7_200_000, '2 h ago'],
    [172_800_000, '2 d ago'],
    [-240_000, 'in 4 min'],
  ])('of %d ms is %s', (age, text) => {
    expect(formatAge(1e12, 1e12 + age).replace('\u00a0', ' ')).toBe(text);
  });
});

describe('other figures', () => {
  it('have units', () => {
    expect([0, 999, 73_400_320, 2e12].map((bytes) => formatBytes(bytes).replace('\u00a0', ' '))).toEqual([
      '0 B',
      '999 B',
      '73.4 MB',
      '2 TB',
    ]);
    expect([null, 0.42, 6.53, 128.4].map((millis) => formatMillis(millis).replace('\u00a0', ' '))).toEqual([
      '–',
      '0.42 ms',
      '6.5 ms',
      '128 ms',
    ]);
  });
});
