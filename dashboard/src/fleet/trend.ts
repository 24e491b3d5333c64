/** The last hour of one series in thirty slots: what the sparkline and the heartbeat bar draw. */

export const SLOTS = 30;
export const SLOT_MILLIS = 120_000;

export interface Trend {
  readonly metric: string;
  /** Unix milliseconds at which the first slot begins. */
  readonly from: number;
  /** Averages; NaN where nothing came. */
  readonly averages: Float64Array;
  readonly counts: Uint32Array;
}

/** Where an hour of slots begins that ends with the one of `now`. Aligned, so that slots stay what they are. */
export function trendStart(now: number): number {
  return (Math.floor(now / SLOT_MILLIS) + 1 - SLOTS) * SLOT_MILLIS;
}

export function emptyTrend(metric: string, from: number): Trend {
  return { metric, from, averages: new Float64Array(SLOTS).fill(Number.NaN), counts: new Uint32Array(SLOTS) };
}

/** What the hub answers to `fn=avg,count&format=csv`, by device; lines that make no sense are passed over. */
export function parseTrends(csv: string, metric: string, from: number): Map<string, Trend> {
  const trends = new Map<string, Trend>();
  for (const line of csv.split('\n').slice(1)) {
    const [time = '', device = '', , average = '', count = ''] = line.trim().split(',');
    const slot = Math.floor((Date.parse(time) - from) / SLOT_MILLIS);
    if (!(slot >= 0 && slot < SLOTS) || average === '') continue;
    let trend = trends.get(device);
    if (trend === undefined) {
      trend = emptyTrend(metric, from);
      trends.set(device, trend);
    }
    trend.averages[slot] = Number(average);
    trend.counts[slot] = Number(count);
  }
  return trends;
}

/** `unknown` is the time before the first reading that is there to see. */
export type Beat = 'heard' | 'silent' | 'unknown';

/** As long as this many intervals without a reading is no silence yet; the hub calls a device stale by the same rule. */
const PATIENCE = 2.5;
const LEAST_PATIENCE_MILLIS = SLOT_MILLIS / 2;

/**
 * Whether a device was heard of in each slot. One that measures every ten minutes leaves most slots of two empty
 * and is not silent for that.
 */
export function heartbeats(trend: Trend, intervalSeconds: number | null, now: number): readonly Beat[] {
  const patience = Math.max((intervalSeconds ?? 0) * 1000 * PATIENCE, LEAST_PATIENCE_MILLIS);
  let heardUntil: number | undefined;
  return Array.from(trend.counts, (count, slot) => {
    const end = trend.from + (slot + 1) * SLOT_MILLIS;
    if (count > 0) heardUntil = end;
    if (heardUntil === undefined) return 'unknown';
    return Math.min(end, now) - heardUntil <= patience ? 'heard' : 'silent';
  });
}
