import { describe, expect, it } from 'vitest';
import { moved } from './gestures';

const hour = { from: 0, to: 3_600_000 };
const fingers = (...shares: number[]) => new Map(shares.map((share, id) => [id, share]));

describe('fingers on a chart', () => {
  it('one takes the time along', () => {
    expect(moved({ part: hour, at: fingers(0.5) }, fingers(0.75))).toEqual({ from: -900_000, to: 2_700_000 });
  });

  it('of two, each keeps the moment that it was put on', () => {
    expect(moved({ part: hour, at: fingers(0.4, 0.6) }, fingers(0.25, 0.75))).toEqual({
      from: 1_080_000,
      to: 2_520_000,
    });
    expect(moved({ part: hour, at: fingers(0.25, 0.75) }, fingers(0.5, 0.75))).toEqual({
      from: -2_700_000,
      to: 4_500_000,
    });
  });

  it('two on one spot do nothing', () => {
    expect(moved({ part: hour, at: fingers(0.2, 0.6) }, fingers(0.5, 0.51))).toEqual(hour);
  });
});
