import { describe, expect, it } from 'vitest';
import { doubtfulPath, doubtfulReadings, markOf } from './doubtful';

describe('doubtful readings', () => {
  it('are read as the hub writes them', () => {
    const text =
      '[{"time":"2026-01-01T00:30:00Z","device":"A","metric":"pm10","value":1999.9,"qa":["rail","spike"]}]';
    expect(doubtfulReadings(JSON.parse(text), '')).toEqual([
      { time: Date.UTC(2026, 0, 1, 0, 30), metric: 'pm10', value: 1999.9, flags: ['rail', 'spike'] },
    ]);
  });

  it('are asked for by every metric that is shown', () => {
    expect(doubtfulPath('a:b', ['pm2_5', 'pm10'], '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')).toBe(
      'api/v1/readings?device=a%3Ab&metric=pm2_5&metric=pm10&from=2026-01-01T00%3A00%3A00Z' +
        '&to=2026-01-02T00%3A00%3A00Z&qa=only&format=json&limit=201',
    );
  });

  it('are marked where they lie, and not outside', () => {
    expect(markOf(150, { from: 100, to: 200 })).toBe(50);
    expect(markOf(100, { from: 100, to: 200 })).toBe(0);
    expect(markOf(99, { from: 100, to: 200 })).toBeUndefined();
    expect(markOf(201, { from: 100, to: 200 })).toBeUndefined();
  });
});
