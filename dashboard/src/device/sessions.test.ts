import { describe, expect, it } from 'vitest';
import { outagesOf, placeOf, sessionLog } from './sessions';

const log = sessionLog(
  {
    device: 'A',
    from: '2026-01-01T00:00:00Z',
    to: '2026-01-02T00:00:00Z',
    connectedShare: 0.75,
    sessions: [
      {
        from: '2025-12-31T20:00:00Z',
        to: '2026-01-01T06:00:00Z',
        reason: 'no-heartbeat',
        detail: 'code 4408',
      },
      { from: '2026-01-01T12:00:00Z', to: '2026-01-01T13:00:00Z', reason: 'replaced', detail: null },
      { from: '2026-01-01T13:00:00Z', to: '2026-01-01T15:00:00Z', reason: 'network', detail: null },
    ],
  },
  '',
);
const day = { from: log.from, to: log.to };
const hour = (hours: number) => log.from + hours * 3_600_000;

describe('sessions', () => {
  it('outages lie between them, newest first, and one may go on', () => {
    expect(outagesOf(log)).toEqual([
      { from: hour(15), to: null, reason: 'network', detail: null },
      { from: hour(6), to: hour(12), reason: 'no-heartbeat', detail: 'code 4408' },
    ]);
  });

  it('one that goes on leaves no outage behind it', () => {
    const sessions = [{ from: hour(1), to: null, reason: null, detail: null }];
    expect(outagesOf({ ...log, sessions })).toEqual([]);
  });

  it('are cut at the edges of what is seen', () => {
    expect(log.sessions.map((one) => placeOf(one, day, hour(24)))).toEqual([
      { left: 0, width: 25 },
      { left: 50, width: expect.closeTo(100 / 24) },
      { left: expect.closeTo(1300 / 24), width: expect.closeTo(200 / 24) },
    ]);
    expect(placeOf({ from: hour(1), to: null, reason: null, detail: null }, day, hour(13))).toEqual({
      left: expect.closeTo(100 / 24),
      width: 50,
    });
    const [first] = log.sessions;
    if (first) expect(placeOf(first, { from: hour(7), to: hour(8) }, hour(24))).toBeUndefined();
  });
});
