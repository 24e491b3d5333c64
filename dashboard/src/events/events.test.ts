import { describe, expect, it } from 'vitest';
import type { HubEvent } from '../live/messages';
import { type EventFilter, eventFilterOf, eventOptionsOf, matches } from './event-filter';
import { EventHistory, PAGE_EVENTS, parseEvents } from './event-history';
import { fromField, toField } from './time-field';

const T0 = Date.UTC(2026, 0, 1);

function event(n: number, change: Partial<HubEvent> = {}): HubEvent {
  return { n, time: T0 + n * 1000, device: 'A', type: 'online', reason: null, detail: null, ...change };
}

describe('filters', () => {
  const all: EventFilter = { type: '', device: '', from: undefined, to: undefined };

  it.each([
    [{}, true],
    [{ type: 'online' }, true],
    [{ type: 'offline' }, false],
    [{ type: 'group:devices' }, true],
    [{ type: 'group:commands' }, false],
    [{ device: 'Nor' }, true],
    [{ device: 'south' }, false],
    [{ from: T0 + 5_000 }, true],
    [{ from: T0 + 5_001 }, false],
    [{ to: T0 + 5_000 }, false],
    [{ to: T0 + 5_001 }, true],
  ])('%j: %j', (change, expected) => {
    expect(matches({ ...all, ...change }, event(5, { device: 'north-1' }))).toBe(expected);
  });

  it('do not find the hub by a name of a device', () => {
    expect(matches({ ...all, device: 'n' }, event(1, { device: null }))).toBe(false);
  });

  it('survive the way through an address, without what makes no sense', () => {
    const filter: EventFilter = { type: 'group:hub', device: 'a b', from: T0, to: T0 + 60_000 };
    const given = Object.entries(eventOptionsOf(filter)).filter(
      (entry): entry is [string, string] => !!entry[1],
    );
    expect(eventFilterOf(new URLSearchParams(given))).toEqual(filter);
    expect(eventFilterOf(new URLSearchParams('from=soon'))).toEqual(all);
  });
});

/** A hub with so many events, which answers as the real one does. */
function archive(stored: readonly HubEvent[]) {
  const asked: URLSearchParams[] = [];
  const get = async (address: string) => {
    const query = new URL(address, 'http://hub').searchParams;
    asked.push(query);
    const to = Date.parse(query.get('to') ?? '2100-01-01');
    const from = Date.parse(query.get('from') ?? '2000-01-01');
    const found = stored
      .filter(({ time }) => time >= from && time < to)
      .slice(-Number(query.get('limit')))
      .map((item) => ({ ...item, time: new Date(item.time).toISOString() }));
    return JSON.stringify(found);
  };
  return { asked, get };
}

const RANGE = { from: undefined, to: undefined, device: undefined };
const anything = () => true;

describe('EventHistory', () => {
  it('goes back page by page, joins what came live, and ends', async () => {
    const stored = Array.from({ length: PAGE_EVENTS + 150 }, (_, index) => event(index + 1));
    const history = new EventHistory(archive(stored).get, RANGE);
    history.add(stored.slice(-100));
    const counts = [history.state.value.events.length];
    while (!history.state.value.isComplete) {
      await history.older(anything);
      counts.push(history.state.value.events.length);
    }
    expect(counts).toEqual([100, PAGE_EVENTS + 99, stored.length]);
    expect(history.state.value.events.map(({ n }) => n)).toEqual(stored.map(({ n }) => n).reverse());
  });

  it('goes on until something is found that is looked for', async () => {
    const stored = Array.from({ length: 3 * PAGE_EVENTS }, (_, index) =>
      event(index + 1, index === 10 ? { type: 'offline' } : {}),
    );
    const hub = archive(stored);
    const history = new EventHistory(hub.get, RANGE);
    await history.older(({ type }) => type === 'offline');
    expect(hub.asked.length).toBeGreaterThan(2);
    expect(history.state.value.events.some(({ n }) => n === 11)).toBe(true);
  });

  it('gets past a millisecond in which more happened than fits a page', async () => {
    const stored = Array.from({ length: 3 * PAGE_EVENTS }, (_, index) => event(index + 1, { time: T0 }));
    const history = new EventHistory(archive(stored).get, RANGE);
    for (let i = 0; i < 5; i++) await history.older(anything);
    expect(history.state.value.events).toHaveLength(stored.length);
    expect(history.state.value.isComplete).toBe(true);
  });

  it('asks within its range, and of one device alone', async () => {
    const hub = archive([event(1), event(2), event(3)]);
    const history = new EventHistory(hub.get, { from: T0 + 2000, to: T0 + 3000, device: 'A' });
    await history.older(anything);
    expect(history.state.value.events.map(({ n }) => n)).toEqual([2]);
    expect(hub.asked[0]?.get('device')).toBe('A');
  });

  it('says what went wrong and can be asked again', async () => {
    let isBroken = true;
    const hub = archive([event(1)]);
    const history = new EventHistory(
      (address) => (isBroken ? Promise.reject(new Error('the hub answered 503')) : hub.get(address)),
      RANGE,
    );
    await history.older(anything);
    expect(history.state.value).toMatchObject({ isLoading: false, failure: 'the hub answered 503' });
    isBroken = false;
    await history.older(anything);
    expect(history.state.value).toMatchObject({ failure: undefined, isComplete: true });
  });

  it('refuses what is no list of events', () => {
    expect(() => parseEvents('[{"n":1,"time":"soon","type":"online"}]')).toThrow('expected a time');
    expect(() => parseEvents('{}')).toThrow('array');
  });
});

describe('a field for date and time', () => {
  it('holds a wall clock to the minute, there and back', () => {
    expect(toField(T0, true)).toBe('2026-01-01T00:00');
    expect(fromField('2026-01-01T00:00', true)).toBe(T0);
    expect(fromField(toField(T0, false), false)).toBe(T0);
    expect(fromField('', true)).toBeUndefined();
  });
});
