import { describe, expect, it } from 'vitest';
import { parseMessage } from './messages';

const device = {
  id: 'A',
  state: 'online',
  since: 1,
  lastSeen: 2,
  reason: null,
  firmware: '2.1.0',
  intervalSeconds: 145,
  location: { lat: 57.17, lon: -2.11 },
  roundTripMillis: 12.5,
  tags: ['roof'],
};

const fleet = {
  type: 'fleet',
  id: 1,
  time: 1,
  online: 50,
  stale: 0,
  offline: 1,
  neverSeen: 0,
  readingsPerSecond: 20.5,
  received: 90000,
  stored: 89990,
  duplicate: 10,
  refused: 0,
  ackP50Millis: null,
  ackP99Millis: null,
  diskBytes: 73400320,
  viewers: 2,
};

describe('parseMessage', () => {
  it.each([
    [{ type: 'welcome', version: 1, time: 1_790_000_000_000, tickMillis: 100, run: 'a1' }],
    [{ type: 'subscribed', id: 1 }],
    [{ type: 'unsubscribed', id: 1 }],
    [{ type: 'error', code: 'bad-subscription', message: '…', id: 3, view: null }],
    [{ type: 'view', id: 5, view: 2, from: 1, to: null, widthMicros: 36000000 }],
    [fleet],
    [{ type: 'devices', id: 1, reset: true, devices: [device] }],
    [{ type: 'series', id: 2, series: [{ n: 17, device: 'A', metric: 'pm2_5', unit: 'µg/m³' }] }],
    [
      {
        type: 'events',
        id: 4,
        reset: true,
        events: [{ n: 812, time: 1, device: null, type: 'hub-started', reason: null, detail: null }],
      },
    ],
  ])('reads %j', (message) => {
    expect(parseMessage(JSON.stringify(message))).toEqual(message);
  });

  it('takes a field that is left out for null', () => {
    expect(parseMessage('{"type":"devices","id":1,"devices":[{"id":"A","state":"stale"}]}')).toMatchObject({
      reset: false,
      devices: [{ id: 'A', state: 'stale', firmware: null, location: null }],
    });
  });

  it('ignores fields of later versions', () => {
    expect(parseMessage('{"type":"subscribed","id":1,"new":[]}')).toEqual({ type: 'subscribed', id: 1 });
  });

  it.each([
    ['no JSON', '{', 'bad-message'],
    ['no object', '[]', 'bad-message'],
    ['null', 'null', 'bad-message'],
    ['no type', '{}', 'bad-message'],
    ['an unknown type', '{"type":"surprise"}', 'unknown-type'],
    ['a type of every object', '{"type":"constructor"}', 'unknown-type'],
    ['a wrong type', '{"type":"subscribed","id":"1"}', 'bad-message'],
    ['an unknown state', '{"type":"devices","id":1,"devices":[{"id":"A","state":"lost"}]}', 'bad-message'],
    ['a missing count', JSON.stringify({ ...fleet, online: undefined }), 'bad-message'],
    [
      'a half location',
      '{"type":"devices","id":1,"devices":[{"id":"A","state":"stale","location":{"lat":1}}]}',
      'bad-message',
    ],
  ])('refuses %s', (_, text, code) => {
    expect(parseMessage(text)).toMatchObject({ type: 'refusal', code });
  });

  it('says where it went wrong', () => {
    expect(parseMessage('{"type":"series","id":1,"series":[{"n":1,"device":2}]}')).toMatchObject({
      detail: 'series[0].device: expected string, found number',
    });
  });
});
