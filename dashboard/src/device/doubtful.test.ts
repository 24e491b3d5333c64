import { describe, expect, it } from 'vitest';
import { BucketLine } from '../live/view-store';
import { bucketOf, doubtfulPath, doubtfulReadings, markOf, nextDoubtful } from './doubtful';

describe('doubtful readings', () => {
  it('are read as the hub writes them', () => {
    const text =
      '[{"time":"2026-01-01T00:30:00Z","device":"A","metric":"pm10","value":1999.9,"qa":["rail","spike"]}]';
    expect(doubtfulReadings(JSON.parse(text), '')).toEqual([
      {
        time: Date.UTC(2026, 0, 1, 0, 30),
        device: 'A',
        metric: 'pm10',
        value: 1999.9,
        flags: ['rail', 'spike'],
      },
    ]);
  });

  it('are asked for by every metric that is shown', () => {
    const choice = { devices: ['a:b', 'c'], metrics: ['pm2_5', 'pm10'], most: 200 };
    expect(doubtfulPath(choice, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')).toBe(
      'api/v1/readings?device=a%3Ab&device=c&metric=pm2_5&metric=pm10&from=2026-01-01T00%3A00%3A00Z' +
        '&to=2026-01-02T00%3A00%3A00Z&qa=only&format=json&limit=201',
    );
  });

  it('are marked where they lie, and not outside', () => {
    expect(markOf(150, { from: 100, to: 200 })).toBe(50);
    expect(markOf(100, { from: 100, to: 200 })).toBe(0);
    expect(markOf(99, { from: 100, to: 200 })).toBeUndefined();
    expect(markOf(201, { from: 100, to: 200 })).toBeUndefined();
  });

  it('lie in the bucket that began last before them, to the microsecond', () => {
    const [line] = [new BucketLine({ n: 1, device: 'A', metric: 'pm10', unit: 'µg/m³' })];
    for (const start of [1_000_000, 2_000_001, 3_000_000]) line.set(start, 1, 1, 1, 1);
    const at = (time: number, device = 'A') => ({ time, device, metric: 'pm10', value: 1, flags: ['spike'] });
    expect(bucketOf(at(1_999.999), [line])).toBe(1_000_000);
    expect(bucketOf(at(2_000.001), [line])).toBe(2_000_001);
    expect(bucketOf(at(9_000), [undefined, line])).toBe(3_000_000);
    expect(bucketOf(at(999), [line])).toBeUndefined();
    expect(bucketOf(at(2_500, 'B'), [line])).toBeUndefined();
    const [first] = doubtfulReadings(
      [{ time: '1970-01-01T00:00:02.000001Z', device: 'A', metric: 'pm10', value: 1, qa: ['spike'] }],
      '',
    );
    expect(first && bucketOf(first, [line])).toBe(2_000_001);
    const found = [at(3_500), at(1_500)];
    expect(nextDoubtful(found, [line], undefined, 1)).toBe(1_000_000);
    expect(nextDoubtful(found, [line], 1_000_000, 1)).toBe(3_000_000);
    expect(nextDoubtful(found, [line], 3_000_000, 1)).toBeUndefined();
    expect(nextDoubtful(found, [line], undefined, -1)).toBe(3_000_000);
    expect(nextDoubtful(found, [line], 3_000_000, -1)).toBe(1_000_000);
  });
});
