/**
 * The air quality index of the US EPA for particulate matter, as of 2024.
 *
 * Source: EPA-454/B-24-002, Technical Assistance Document for the Reporting of Daily Air Quality (May 2024), table 6;
 * 40 CFR part 58, appendix G, as amended by 89 FR 16202 (6 March 2024, in force since 6 May 2024).
 *
 * The hub has the same table (`GET /api/v1/air-quality/tables`); tests hold both against one file.
 *
 * The index is defined for means over 24 hours. From a single reading it is indicative, and is labelled so.
 */

export const AQI_VERSION = 'US EPA 2024';

export const AQI_CATEGORIES = [
  'good',
  'moderate',
  'unhealthy-for-sensitive',
  'unhealthy',
  'very-unhealthy',
  'hazardous',
] as const;
export type AqiCategory = (typeof AQI_CATEGORIES)[number];

/** Lowest and highest index of each category. */
const INDEX_RANGES: Record<AqiCategory, readonly [number, number]> = {
  good: [0, 50],
  moderate: [51, 100],
  'unhealthy-for-sensitive': [101, 150],
  unhealthy: [151, 200],
  'very-unhealthy': [201, 300],
  hazardous: [301, 500],
};

interface Pollutant {
  /** Concentrations are cut, not rounded, to this many decimals. */
  readonly decimals: number;
  /** Lowest and highest concentration of each category, in µg/m³. */
  readonly concentrations: Record<AqiCategory, readonly [number, number]>;
}

const POLLUTANTS = new Map<string, Pollutant>([
  [
    'pm2_5',
    {
      decimals: 1,
      concentrations: {
        good: [0, 9],
        moderate: [9.1, 35.4],
        'unhealthy-for-sensitive': [35.5, 55.4],
        unhealthy: [55.5, 125.4],
        'very-unhealthy': [125.5, 225.4],
        hazardous: [225.5, 325.4],
      },
    },
  ],
  [
    'pm10',
    {
      decimals: 0,
      concentrations: {
        good: [0, 54],
        moderate: [55, 154],
        'unhealthy-for-sensitive': [155, 254],
        unhealthy: [255, 354],
        'very-unhealthy': [355, 424],
        hazardous: [425, 604],
      },
    },
  ],
]);

export interface AirQuality {
  readonly category: AqiCategory;
  /** Goes on above 500 with the slope of the highest category. */
  readonly index: number;
}

export function hasAirQuality(metric: string): boolean {
  return POLLUTANTS.has(metric);
}

/** Undefined for metrics without an index. Less than nothing, as cheap sensors report, is nothing. */
export function airQuality(metric: string, microgramsPerCubicMetre: number): AirQuality | undefined {
  const pollutant = POLLUTANTS.get(metric);
  if (pollutant === undefined || Number.isNaN(microgramsPerCubicMetre)) return undefined;
  const { decimals, concentrations } = pollutant;
  const scale = 10 ** decimals;
  // 35.4 × 10 is 354.00000000000006 or 353.99999999999994: cut after taking the noise away.
  const cut = Math.max(0, Math.floor(Number((microgramsPerCubicMetre * scale).toFixed(6))) / scale);
  const category = AQI_CATEGORIES.find((name) => cut <= concentrations[name][1]) ?? 'hazardous';
  const [from, to] = concentrations[category];
  const [lowest, highest] = INDEX_RANGES[category];
  return { category, index: Math.round(((highest - lowest) / (to - from)) * (cut - from) + lowest) };
}

/** The least concentration of each category, in µg/m³: where the colours of a map change. */
export function aqiBounds(metric: string): readonly number[] {
  const concentrations = POLLUTANTS.get(metric)?.concentrations;
  return concentrations === undefined ? [] : AQI_CATEGORIES.map((name) => concentrations[name][0]);
}
