import { describe, expect, it } from 'vitest';
import { deviceAddress, fleetAddress, parseRoute } from './route';

describe('addresses', () => {
  it.each(['', '#', '#/', '#/?q=x'])('%j is the fleet', (hash) => {
    expect(parseRoute(hash).page).toBe('fleet');
  });

  it('of a device survive every name and option', () => {
    const address = deviceAddress('a:b/c?d#e%', { metric: 'x&y=z?', window: 'PT1H', none: undefined });
    const parsed = parseRoute(address);
    expect(parsed).toMatchObject({ page: 'device', device: 'a:b/c?d#e%' });
    expect([...parsed.options]).toEqual([
      ['metric', 'x&y=z?'],
      ['window', 'PT1H'],
    ]);
  });

  it('leave out what is not set', () => {
    expect(fleetAddress({ q: '', state: undefined })).toBe('#/');
  });

  it.each(['#/devices', '#/devices/', '#/devices/a/b', '#/devices/%zz', '#/events/1', '#/else'])(
    '%j is unknown',
    (hash) => {
      expect(parseRoute(hash).page).toBe('unknown');
    },
  );
});
