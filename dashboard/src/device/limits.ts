/** Limits of air quality that charts draw. Values change by publication, so the table says which and from when. */

/** Moves with every change of the table. */
export const LIMITS_VERSION = '2026-11';

export interface Limit {
  /** In the metric's own unit, µg/m³. */
  readonly value: number;
  readonly authority: 'WHO' | 'EU';
  /** Over what time the mean must be below it. */
  readonly over: 'day' | 'year' | 'hour' | '8h';
}

export interface LimitSource {
  readonly authority: Limit['authority'];
  readonly title: string;
  readonly address: string;
}

export const LIMIT_SOURCES: readonly LimitSource[] = [
  {
    authority: 'WHO',
    title: 'WHO global air quality guidelines, 2021, table 0.1 (air quality guideline levels)',
    address: 'https://www.who.int/publications/i/item/9789240034228',
  },
  {
    authority: 'EU',
    title: 'Directive (EU) 2024/2881, annex I, limit values to be attained by 1 January 2030',
    address: 'https://eur-lex.europa.eu/eli/dir/2024/2881/oj',
  },
];

const LIMITS = new Map<string, readonly Limit[]>([
  [
    'pm2_5',
    [
      { value: 5, authority: 'WHO', over: 'year' },
      { value: 10, authority: 'EU', over: 'year' },
      { value: 15, authority: 'WHO', over: 'day' },
      { value: 25, authority: 'EU', over: 'day' },
    ],
  ],
  [
    'pm10',
    [
      { value: 15, authority: 'WHO', over: 'year' },
      { value: 20, authority: 'EU', over: 'year' },
      { value: 45, authority: 'WHO', over: 'day' },
      { value: 45, authority: 'EU', over: 'day' },
    ],
  ],
  [
    'no2',
    [
      { value: 10, authority: 'WHO', over: 'year' },
      { value: 20, authority: 'EU', over: 'year' },
      { value: 25, authority: 'WHO', over: 'day' },
      { value: 50, authority: 'EU', over: 'day' },
    ],
  ],
]);

/** Ascending by value; nothing for a metric that has none, or comes in another unit. */
export function limitsOf(metric: string, unit: string | null): readonly Limit[] {
  return unit === 'µg/m³' ? (LIMITS.get(metric) ?? []) : [];
}
