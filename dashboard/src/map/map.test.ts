import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seeded } from '../live/seeded';
import { endOf, indexTables, isRecent, latestIndexes } from './air-quality';
import { clustersOf, type Point, projected, unprojected } from './clusters';
import { colouringByIndex, colourOf, legendOf, longText } from './colouring';
import { CLASSES, classOf, scaleFor } from './scale';

/** What `GET /api/v1/air-quality/tables` answers, held against the hub by a test of the hub. */
const HUB_TABLES = new URL('../../../hub-server/src/test/resources/air-quality-tables.json', import.meta.url);

describe('air quality indexes of the hub', () => {
  const tables = indexTables(JSON.parse(readFileSync(HUB_TABLES, 'utf8')), '');
  const tableOf = (name: string) => {
    const found = tables.find(({ index }) => index === name);
    if (found === undefined) throw new Error(name);
    return found;
  };

  it.each([
    ['us-epa', 0, 0, 'Good'],
    ['us-epa', 50, 0, 'Good'],
    ['us-epa', 51, 1, 'Moderate'],
    ['us-epa', 150, 2, 'Unhealthy for sensitive groups'],
    ['us-epa', 200, 3, 'Unhealthy'],
    ['us-epa', 300, 4, 'Very unhealthy'],
    ['us-epa', 700, 5, 'Hazardous'],
    ['eaqi', 1, 0, 'Good'],
    ['eaqi', 2, 1, 'Fair'],
    ['eaqi', 6, 5, 'Extremely poor'],
  ])('%s %d has colour %d: %s', (name, index, colour, category) => {
    const colouring = colouringByIndex(tableOf(name));
    expect(colourOf(colouring, index)).toBe(colour);
    expect(longText(colouring, index)).toBe(`index ${index}: ${category}`);
  });

  it('has a legend of all categories, and no colour for no index', () => {
    expect(legendOf(colouringByIndex(tableOf('us-epa'))).map(({ text }) => text)).toEqual([
      'Good: 0 to 50',
      'Moderate: 51 to 100',
      'Unhealthy for sensitive groups: 101 to 150',
      'Unhealthy: 151 to 200',
      'Very unhealthy: 201 to 300',
      'Hazardous: 301 and more',
    ]);
    expect(legendOf(colouringByIndex(tableOf('eaqi')))[1]?.text).toBe('Fair: 2');
    expect(colourOf(colouringByIndex(tableOf('eaqi')), Number.NaN)).toBeUndefined();
  });

  it('is read by device, and says when its hour was over', () => {
    const text =
      '[{"time":"2026-01-01T01:00:00Z","device":"a","index":68,"category":"moderate","dominant":"pm2_5","concentration":18,"coverage":1,"indicative":true,"reason":null}' +
      ',{"time":"2026-01-01T02:00:00Z","device":"b","index":null,"category":null,"dominant":null,"concentration":null,"coverage":0.4,"indicative":true,"reason":"coverage"}]';
    const found = latestIndexes(JSON.parse(text), '');
    expect([...found.keys()]).toEqual(['a']);
    const hour = found.get('a');
    if (hour === undefined) throw new Error('no hour');
    const at = (hours: number) => Date.UTC(2026, 0, 1, hours);
    expect(endOf(hour, at(1.5))).toBe(at(1.5));
    expect(endOf(hour, at(4))).toBe(at(2));
    expect(isRecent(hour, at(5))).toBe(true);
    expect(isRecent(hour, at(5) + 1)).toBe(false);
  });
});

describe('scaleFor', () => {
  it('has round bounds that a broken sensor does not move', () => {
    const values = Array.from({ length: 1000 }, (_, index) => index / 10);
    expect(scaleFor(values).bounds).toEqual([20, 40, 60, 80]);
    expect(scaleFor([...values, 1e9]).bounds).toEqual([20, 40, 60, 80]);
    expect(scaleFor([7, 7, 7]).bounds).toEqual([]);
    expect(scaleFor([]).bounds).toEqual([]);
  });

  it('never has more than its classes, whatever the values', () => {
    const random = seeded(3);
    for (let i = 0; i < 300; i++) {
      const size = 10 ** (random() * 12 - 6);
      const values = Array.from({ length: 40 }, () => (random() - 0.5) * size);
      const scale = scaleFor(values);
      expect(scale.bounds.length).toBeGreaterThan(0);
      expect(scale.bounds.length).toBeLessThan(CLASSES);
      expect([...scale.bounds].sort((a, b) => a - b)).toEqual(scale.bounds);
      for (const value of values) expect(classOf(scale, value)).toBeLessThan(CLASSES);
    }
    expect(classOf({ bounds: [1, 2] }, 2)).toBe(2);
  });
});

const WORLD = { west: 0, east: 1, north: 0, south: 1 };

describe('clustersOf', () => {
  const at = (id: string, lat: number, lon: number, value = 1, isFresh = true): Point => ({
    id,
    ...projected(lat, lon),
    value,
    isFresh,
  });

  it('loses and doubles no device at any zoom', () => {
    const random = seeded(5);
    const points = Array.from({ length: 2000 }, (_, index) =>
      at(String(index), random() * 170 - 85, random() * 360 - 180),
    );
    for (const zoom of [0, 1, 4, 9, 18]) {
      const clusters = clustersOf(points, zoom, WORLD);
      expect(clusters.reduce((sum, { count }) => sum + count, 0)).toBe(points.length);
      expect(new Set(clusters.map(({ key }) => key)).size).toBe(clusters.length);
    }
    expect(clustersOf(points, 18, WORLD).every(({ count }) => count === 1)).toBe(true);
  });

  it('means only what is fresh, and leaves out what is not in sight', () => {
    const points = [
      at('a', 57.1, -2.1, 10),
      at('b', 57.1, -2.1, 30),
      at('c', 57.1, -2.1, 999, false),
      at('d', 57.1, -2.1, Number.NaN),
    ];
    expect(clustersOf(points, 3, WORLD)).toMatchObject([{ count: 4, fresh: 3, mean: 20 }]);
    expect(clustersOf(points, 3, { ...WORLD, east: 0.1 })).toEqual([]);
    expect(clustersOf([at('c', 1, 1, 5, false)], 3, WORLD)[0]?.mean).toBeNaN();
  });

  it('projects there and back', () => {
    const [lat, lon] = unprojected(projected(57.17, -2.11));
    expect([lat, lon]).toEqual([expect.closeTo(57.17, 9), expect.closeTo(-2.11, 9)]);
  });
});
