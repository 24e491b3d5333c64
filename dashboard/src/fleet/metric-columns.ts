/** Which metrics get a column of their own in the table of devices. */

import { METRIC_ORDER } from '../strings';
import type { LatestOfDevice, LatestReading } from './latest-store';

const MOST_COLUMNS = 5;

/** The same metric in another unit is another column: numbers below each other must be comparable. */
export interface MetricColumn {
  readonly metric: string;
  readonly unit: string | null;
}

/** How many devices have a metric. */
export interface MetricCount extends MetricColumn {
  readonly devices: number;
}

function rank(metric: string): number {
  const known = METRIC_ORDER.indexOf(metric);
  return known < 0 ? METRIC_ORDER.length : known;
}

/** Standard metrics first, in their usual order, then the others by name. */
export function compareMetrics(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** The metrics that most devices have; devices make up own ones, and a table cannot be that wide. */
export function chooseColumns(counts: readonly MetricCount[]): readonly MetricColumn[] {
  return [...counts]
    .sort((a, b) => b.devices - a.devices || compareMetrics(a.metric, b.metric))
    .slice(0, MOST_COLUMNS)
    .map(({ metric, unit }) => ({ metric, unit }))
    .sort((a, b) => compareMetrics(a.metric, b.metric));
}

/** Every metric that some device has, for a choice among them. */
export function metricNames(counts: readonly MetricCount[]): readonly string[] {
  return [...new Set(counts.map(({ metric }) => metric))].sort(compareMetrics);
}

export function readingIn(column: MetricColumn, latest: LatestOfDevice): LatestReading | undefined {
  const reading = latest.readings.get(column.metric);
  return reading?.series.unit === column.unit ? reading : undefined;
}

/** What a device measures beyond the columns. */
export function readingsBeyond(
  columns: readonly MetricColumn[],
  latest: LatestOfDevice,
): readonly LatestReading[] {
  return [...latest.readings.values()]
    .filter(
      ({ series }) =>
        !columns.some((column) => column.metric === series.metric && column.unit === series.unit),
    )
    .sort((a, b) => compareMetrics(a.series.metric, b.series.metric));
}
