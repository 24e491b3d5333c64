import { describe, expect, it } from 'vitest';
import { browserName } from './browser-name';
import { fieldsOf, logFilterOf, logOptionsOf, nextOf } from './change-log';
import { deviceFilterOf, entriesOf, matches, parseTags } from './device-filter';
import { linesOf, refusal } from './device-import';
import type { RegisteredDevice } from './registry';

function device(id: string, change: Partial<RegisteredDevice> = {}): RegisteredDevice {
  return {
    id,
    disabled: false,
    tags: [],
    location: null,
    exactPublished: false,
    notes: '',
    created: 0,
    tokens: 1,
    tokenMade: 0,
    olderTokenUntil: null,
    ...change,
  };
}

describe('the registry’s filter', () => {
  const known = entriesOf(
    [device('roof-1', { tags: ['North'], notes: 'by the door' }), device('b', { disabled: true, tokens: 0 })],
    ['stray', 'b'],
  );
  const found = (query: string) => {
    const filter = deviceFilterOf(new URLSearchParams(query));
    return known
      .filter((entry) => matches(filter, entry, (id) => (id === 'stray' ? 'online' : undefined)))
      .map(({ id }) => id);
  };

  it.each([
    ['', ['roof-1', 'b', 'stray']],
    ['q=ROOF', ['roof-1']],
    ['q=door', ['roof-1']],
    ['q=nor', ['roof-1']],
    ['tag=North', ['roof-1']],
    ['tag=north', []],
    ['state=disabled', ['b']],
    ['state=tokenless', ['b']],
    ['state=rotating', []],
    ['state=unregistered', ['stray']],
    ['state=online', ['stray']],
    ['state=never-seen', ['roof-1', 'b']],
    ['state=nonsense', ['roof-1', 'b', 'stray']],
  ])('%s finds %j', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it('takes tags apart as a person writes them', () => {
    expect(parseTags(' roof;; north wall ;roof; ')).toEqual(['roof', 'north wall']);
    expect(parseTags(' ')).toEqual([]);
  });
});

describe('a list of devices', () => {
  it('counts the lines that are devices', () => {
    expect(linesOf('')).toBe(0);
    expect(linesOf('device\r\nA\r\n\r\nB')).toBe(2);
  });

  it('is refused line by line, as a whole, or without a word that can be read', () => {
    const errors = [{ line: 3, device: 'a b', detail: 'no id' }];
    expect(refusal(JSON.stringify({ detail: 'all of it', errors }), 400)).toMatchObject({
      ok: false,
      errors,
    });
    expect(refusal('{"detail":"no head"}', 400)).toMatchObject({ problem: 'no head', errors: [] });
    expect(refusal('<html>', 502)).toMatchObject({ problem: 'The hub answered with status 502.' });
  });
});

describe('the log of changes', () => {
  it('says what is not as it was', () => {
    expect(
      fieldsOf({
        before: { id: 'A', tags: ['x'], disabled: false, notes: 'old', location: { lat: 1, lon: 2 } },
        after: { id: 'A', tags: ['x', 'y'], disabled: true, notes: 'old' },
      }),
    ).toEqual([
      { field: 'tags', before: 'x', after: 'x, y' },
      { field: 'disabled', before: undefined, after: 'true' },
      { field: 'location', before: 'lat:1,lon:2', after: undefined },
    ]);
    expect(fieldsOf({ before: null, after: { name: 'ann', role: 'viewer', created: 'now' } })).toEqual([
      { field: 'role', before: undefined, after: 'viewer' },
    ]);
  });

  it('goes on where the hub left off', () => {
    expect(nextOf('</api/v1/audit?limit=2&before=7>; rel="next"')).toBe('api/v1/audit?limit=2&before=7');
    expect(nextOf(null)).toBeUndefined();
  });

  it('has a filter that survives the way through an address', () => {
    const filter = logFilterOf(new URLSearchParams('kind=user&from=2026-01-01T00:00:00Z&to=soon'));
    expect(filter).toMatchObject({ kind: 'user', from: Date.UTC(2026, 0, 1), to: undefined });
    expect(logOptionsOf(filter)).toMatchObject({ kind: 'user', from: '2026-01-01T00:00:00.000Z' });
  });
});

describe('browsers', () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
      'Chrome 141, Linux',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0',
      'Edge 141, Windows',
    ],
    ['Mozilla/5.0 (Android 14; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0', 'Firefox 143, Android'],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile/1 Safari/604.1',
      'Safari 18, iPhone',
    ],
    ['curl/8.5.0', 'curl/8.5.0'],
    ['', ''],
  ])('%s is %s', (agent, name) => {
    expect(browserName(agent)).toBe(name);
  });
});
