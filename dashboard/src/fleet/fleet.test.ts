import { describe, expect, it } from 'vitest';
import type { Device, DeviceState } from '../live/messages';
import { scriptedHub } from '../live/scripted-hub';
import { type Arrangement, arrange, arrangementOf, optionsOf } from './arrange';
import { FleetStore } from './fleet-store';
import { LatestStore } from './latest-store';
import { chooseColumns } from './metric-columns';

function device(id: string, state: DeviceState = 'online', lastSeen: number | null = 1): Device {
  return {
    id,
    state,
    lastSeen,
    since: null,
    reason: null,
    firmware: null,
    intervalSeconds: null,
    location: null,
    roundTripMillis: null,
  };
}

const series = (device: string, metric: string, unit: string | null = null) => ({
  n: 1,
  device,
  metric,
  unit,
});

describe('FleetStore', () => {
  it('moves one device and leaves the list alone, until one comes or goes', () => {
    const hub = scriptedHub();
    const fleet = new FleetStore(hub.publisher);
    const list = (reset: boolean, ...devices: Device[]) =>
      fleet.message({ type: 'devices', id: 1, reset, devices });
    expect(fleet.devices.value).toBeUndefined();
    list(true, device('A'), device('B'));
    const before = fleet.devices.value;
    list(false, device('B', 'offline'));
    expect(fleet.devices.value).toBe(before);
    expect(before?.get('B')?.value.state).toBe('offline');
    list(false, device('C'));
    expect([...(fleet.devices.value?.keys() ?? [])]).toEqual(['A', 'B', 'C']);
    list(true, device('C'));
    expect([...(fleet.devices.value?.keys() ?? [])]).toEqual(['C']);
  });
});

describe('LatestStore', () => {
  it('keeps the newest by time, not by arrival, and knows when something arrived', () => {
    const store = new LatestStore(() => 99);
    store.set(series('A', 'm'), 10, 1, false);
    store.publish();
    expect(store.of('A').value.arrivedAt).toBeNull();
    store.set(series('A', 'm'), 5, 2, true);
    store.publish();
    expect(store.of('A').value.readings.get('m')?.value).toBe(1);
    expect(store.of('A').value.arrivedAt).toBe(99);
    store.set(series('A', 'm'), 10, 3, true);
    store.publish();
    expect(store.of('A').value.readings.get('m')?.value).toBe(3);
    expect(store.series.value).toHaveLength(1);
  });
});

describe('arrange', () => {
  const nothing = { readings: new Map(), arrivedAt: null };
  const fleet = [
    device('s-10', 'online', 5),
    device('s-9', 'offline', 1),
    device('S-2', 'never-seen', null),
  ].map((item) => ({ device: item, latest: nothing }));
  const wish: Arrangement = { search: '', state: undefined, sort: 'device', isDescending: false };

  it.each([
    [{}, ['S-2', 's-9', 's-10']],
    [{ isDescending: true }, ['s-10', 's-9', 'S-2']],
    [{ sort: 'state' as const }, ['s-9', 'S-2', 's-10']],
    [{ sort: 'seen' as const }, ['s-9', 's-10', 'S-2']],
    [{ sort: 'seen' as const, isDescending: true }, ['s-10', 's-9', 'S-2']],
    [{ search: ' S-1' }, ['s-10']],
    [{ state: 'offline' as const }, ['s-9']],
  ])('%j gives %j', (change, expected) => {
    expect(arrange(fleet, { ...wish, ...change })).toEqual(expected);
  });

  it('survives the way through an address', () => {
    const wanted: Arrangement = { search: 'x', state: 'stale', sort: 'metric:pm2_5', isDescending: true };
    const given = Object.entries(optionsOf(wanted)).filter((entry): entry is [string, string] => !!entry[1]);
    expect(arrangementOf(new URLSearchParams(given))).toEqual(wanted);
  });
});

describe('chooseColumns', () => {
  it('takes what most devices have, in the usual order, units apart', () => {
    const all = [
      ...['A', 'B', 'C'].flatMap((id) => [
        series(id, 'own'),
        series(id, 'temperature', '°C'),
        series(id, 'pm2_5'),
      ]),
      series('D', 'temperature', '°F'),
      ...['u', 'v', 'w'].map((metric) => series('D', metric)),
    ];
    expect(chooseColumns(all).map(({ metric, unit }) => [metric, unit])).toEqual([
      ['pm2_5', null],
      ['temperature', '°C'],
      ['temperature', '°F'],
      ['own', null],
      ['u', null],
    ]);
  });
});
