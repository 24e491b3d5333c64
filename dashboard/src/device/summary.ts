/** A series within its window in a few figures. */

import { formatValue } from '../format';
import { strings } from '../strings';
import type { ChartTarget } from './chart-feed';

export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly newest: number;
  /** Unix milliseconds of the newest reading; 0 when there is none. */
  readonly lastMillis: number;
}

export function summarize(times: Float64Array, values: Float64Array): Summary {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
    sum += value;
  }
  const count = values.length;
  const lastMillis = Math.floor((times[count - 1] ?? 0) / 1000);
  return { count, min, max, mean: sum / count, newest: values[count - 1] ?? Number.NaN, lastMillis };
}

/** The chart in one sentence, for who cannot see it. */
export function inWords({ metric, window }: ChartTarget, summary: Summary, unit: string): string {
  const text = (value: number) => `${formatValue(value)} ${unit}`.trim();
  const range =
    summary.count === 0 ? '' : strings.chartRange(text(summary.min), text(summary.max), text(summary.newest));
  return strings.chartSummary(strings.metric(metric), strings.window(window.history), summary.count, range);
}
