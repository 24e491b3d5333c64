import { describe, expect, it } from 'vitest';
import type { Device, DeviceState } from '../live/messages';
import { scriptedHub } from '../live/scripted-hub';
import { seeded } from '../live/seeded';
import { type Arrangement, arrange, arrangementOf, optionsOf } from './arrange';
import { FleetStore } from './fleet-store';
import { LatestStore } from './latest-store';
import { chooseColumns } from './metric-columns';
import { naturalKey } from './natural-order';

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
    tags: null,
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
    expect(store.metrics.value).toEqual([{ metric: 'm', unit: null, devices: 1 }]);
  });
});

describe('arrange', () => {
  const store = new LatestStore(() => 0);
  store.set(series('s-9', 'm'), 1, 7.5, false);
  store.set(series('s-10', 'm'), 1, -1, false);
  const fleet = [
    device('S-2', 'never-seen', null),
    { ...device('s-9', 'offline', 1), firmware: '2.0' },
    { ...device('s-10', 'online', 5), firmware: '1.0', tags: ['north', 'roof'] },
  ].map((item) => ({ device: item, latest: store.peek(item.id) }));
  const wish: Arrangement = {
    search: '',
    state: undefined,
    metric: undefined,
    tag: undefined,
    sort: 'device',
    isDescending: false,
  };

  it.each([
    [{}, ['S-2', 's-9', 's-10']],
    [{ isDescending: true }, ['s-10', 's-9', 'S-2']],
    [{ sort: 'state' as const }, ['s-9', 'S-2', 's-10']],
    [{ sort: 'seen' as const }, ['s-9', 's-10', 'S-2']],
    [{ sort: 'seen' as const, isDescending: true }, ['s-10', 's-9', 'S-2']],
    [{ sort: 'metric:m' as const }, ['s-10', 's-9', 'S-2']],
    [{ sort: 'metric:m' as const, isDescending: true }, ['s-9', 's-10', 'S-2']],
    [{ sort: 'firmware' as const }, ['s-10', 's-9', 'S-2']],
    [{ sort: 'firmware' as const, isDescending: true }, ['s-9', 's-10', 'S-2']],
    [{ search: ' S-1' }, ['s-10']],
    [{ search: '-1' }, ['s-10']],
    [{ search: '-1*' }, []],
    [{ search: 's-*' }, ['S-2', 's-9', 's-10']],
    [{ metric: 'm' }, ['s-9', 's-10']],
    [{ state: 'offline' as const }, ['s-9']],
    [{ tag: 'roof' }, ['s-10']],
    [{ tag: 'none' }, []],
  ])('%j gives %j', (change, expected) => {
    expect(arrange(fleet, { ...wish, ...change })).toEqual(expected);
  });

  it('survives the way through an address', () => {
    const wanted: Arrangement = {
      search: 'x',
      state: 'stale',
      metric: 'pm10',
      tag: 'roof',
      sort: 'metric:pm2_5',
      isDescending: true,
    };
    const given = Object.entries(optionsOf(wanted)).filter((entry): entry is [string, string] => !!entry[1]);
    expect(arrangementOf(new URLSearchParams(given))).toEqual(wanted);
  });
});

describe('naturalKey', () => {
  const sorted = (names: readonly string[]) =>
    [...names].sort((a, b) => (naturalKey(a) < naturalKey(b) ? -1 : 1));

  it('sorts as the collation of the language does', () => {
    const random = seeded(11);
    const part = () => ['a', 'B', 'c', '-', '7', '12', '123', '90'][Math.floor(random() * 8)] ?? '';
    const collator = new Intl.Collator('en', { numeric: true });
    const names = Array.from({ length: 500 }, () => `s${part()}${part()}${part()}`);
    // Signs and letters of two cases have an order of their own in a language; names of one fleet have numbers.
    const digits = names.map((name) => name.replace(/[^\d]/g, 'x')).filter((name) => /^x\d+$/.test(name));
    expect(digits.length).toBeGreaterThan(20);
    expect(sorted(digits)).toEqual([...digits].sort(collator.compare));
    expect(sorted(['s-10', 's-9', 'S-2', 's-010', 's'])).toEqual(['s', 'S-2', 's-9', 's-10', 's-010']);
  });
});

describe('chooseColumns', () => {
  it('takes what most devices have, in the usual order, units apart', () => {
    const store = new LatestStore(() => 0);
    const set = (device: string, metric: string, unit: string | null = null) =>
      store.set(series(device, metric, unit), 1, 1, false);
    for (const id of ['A', 'B', 'C']) {
      set(id, 'own');
      set(id, 'temperature', '°C');
      set(id, 'pm2_5');
    }
    set('D', 'temperature', '°F');
    for (const metric of ['u', 'v', 'w']) set('D', metric);
    store.publish();
    expect(chooseColumns(store.metrics.value).map(({ metric, unit }) => [metric, unit])).toEqual([
      ['pm2_5', null],
      ['temperature', '°C'],
      ['temperature', '°F'],
      ['own', null],
      ['u', null],
    ]);
  });
});
