import { describe, expect, it } from 'vitest';
import { addAddress, adminAddress, deviceAddress, eventsAddress, fleetAddress, parseRoute } from './route';

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

  it('of the map is the fleet in another view', () => {
    const address = fleetAddress({ q: 'a' }, 'map');
    expect(address).toBe('#/map?q=a');
    expect(parseRoute(address)).toMatchObject({ page: 'fleet', view: 'map' });
    expect(parseRoute('#/?q=a')).toMatchObject({ page: 'fleet', view: 'table' });
  });

  it('of events and of adding a device carry what was chosen', () => {
    expect(parseRoute(eventsAddress({ type: 'offline' })).options.get('type')).toBe('offline');
    expect(parseRoute(addAddress({ device: 'a' }))).toMatchObject({ page: 'add' });
  });

  it('of administration name a section, and one device of it', () => {
    expect(parseRoute('#/admin')).toMatchObject({ page: 'admin', section: 'devices', name: '' });
    const one = parseRoute(adminAddress('devices', { q: 'x' }, 'a/b?'));
    expect(one).toMatchObject({ page: 'admin', section: 'devices', name: 'a/b?' });
    expect(one.options.get('q')).toBe('x');
    expect(parseRoute(adminAddress('log', { kind: 'user' }))).toMatchObject({ section: 'log' });
  });

  it('leave out what is not set', () => {
    expect(fleetAddress({ q: '', state: undefined })).toBe('#/');
  });

  it.each([
    '#/map/1',
    '#/devices',
    '#/devices/',
    '#/devices/a/b',
    '#/devices/%zz',
    '#/events/1',
    '#/else',
    '#/admin/x',
    '#/admin/users/a',
  ])('%j is unknown', (hash) => {
    expect(parseRoute(hash).page).toBe('unknown');
  });
});
