import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { seeded } from '../live/seeded';
import { AQI_CATEGORIES, type AqiCategory, airQuality, aqiBounds, hasAirQuality } from './air-quality';
import { clustersOf, type Point, projected, unprojected } from './clusters';
import { CLASSES, classOf, scaleFor } from './scale';

/** What `GET /api/v1/air-quality/tables` answers, held against the hub by a test of the hub. */
const HUB_TABLES = new URL('../../../hub-server/src/test/resources/air-quality-tables.json', import.meta.url);

interface HubTable {
  readonly index: string;
  readonly pollutants: readonly {
    readonly metric: string;
    readonly bands: readonly {
      readonly category: AqiCategory;
      readonly from: number;
      readonly to: number;
      readonly leastIndex: number;
      readonly mostIndex: number;
    }[];
  }[];
}

describe('air quality index (US EPA 2024)', () => {
  // Ends of the categories, from the table itself, and the index of each.
  it.each([
    ['pm2_5', 0, 'good', 0],
    ['pm2_5', 9.0, 'good', 50],
    ['pm2_5', 9.1, 'moderate', 51],
    ['pm2_5', 35.4, 'moderate', 100],
    ['pm2_5', 35.49, 'moderate', 100],
    ['pm2_5', 35.5, 'unhealthy-for-sensitive', 101],
    ['pm2_5', 55.4, 'unhealthy-for-sensitive', 150],
    ['pm2_5', 55.5, 'unhealthy', 151],
    ['pm2_5', 125.4, 'unhealthy', 200],
    ['pm2_5', 125.5, 'very-unhealthy', 201],
    ['pm2_5', 225.4, 'very-unhealthy', 300],
    ['pm2_5', 225.5, 'hazardous', 301],
    ['pm2_5', 325.4, 'hazardous', 500],
    ['pm2_5', -3, 'good', 0],
    ['pm10', 54.9, 'good', 50],
    ['pm10', 55, 'moderate', 51],
    ['pm10', 154, 'moderate', 100],
    ['pm10', 254, 'unhealthy-for-sensitive', 150],
    ['pm10', 354, 'unhealthy', 200],
    ['pm10', 424, 'very-unhealthy', 300],
    ['pm10', 604, 'hazardous', 500],
  ] as const)('%s of %d is %s, %d', (metric, value, category, index) => {
    expect(airQuality(metric, value)).toEqual({ category, index });
  });

  it('has the bands that the hub has', () => {
    const [usEpa] = JSON.parse(readFileSync(HUB_TABLES, 'utf8')) as HubTable[];
    expect(usEpa?.index).toBe('us-epa');
    for (const { metric, bands } of usEpa?.pollutants ?? []) {
      expect(aqiBounds(metric)).toEqual(bands.map(({ from }) => from));
      for (const { category, from, to, leastIndex, mostIndex } of bands) {
        expect(airQuality(metric, from)).toEqual({ category, index: leastIndex });
        expect(airQuality(metric, to)).toEqual({ category, index: mostIndex });
      }
    }
    expect(usEpa?.pollutants.map(({ metric }) => metric)).toEqual(['pm2_5', 'pm10']);
  });

  it('goes on above its table, rises with the concentration, and is of two metrics only', () => {
    expect(airQuality('pm2_5', 400)).toMatchObject({ category: 'hazardous' });
    expect(airQuality('pm2_5', 400)?.index).toBeGreaterThan(500);
    let last = -1;
    for (let value = 0; value < 500; value += 0.1) {
      const index = airQuality('pm2_5', value)?.index ?? Number.NaN;
      expect(index).toBeGreaterThanOrEqual(last);
      last = index;
    }
    expect(hasAirQuality('temperature')).toBe(false);
    expect(airQuality('temperature', 20)).toBeUndefined();
    expect(aqiBounds('pm10')).toHaveLength(AQI_CATEGORIES.length);
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
