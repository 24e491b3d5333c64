/** All devices: which of them, in which order, and the rows that are near the screen. */

import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useHub } from '../app/hub';
import { getText } from '../http';
import type { Arrangement } from './arrange';
import { DeviceRow } from './device-row';
import type { DeviceMap } from './fleet-store';
import { useGradually } from './gradual-rows';
import type { LatestStore } from './latest-store';
import { chooseColumns, compareMetrics, type MetricColumn } from './metric-columns';
import { onRowKey } from './row-keys';
import { MARGIN_ROWS, type RowRange, useRowWindow } from './row-window';
import { TableHead } from './table-head';
import { Trends } from './trends';
import './device-table.css';

export interface DeviceTableProps {
  readonly devices: DeviceMap;
  readonly ids: readonly string[];
  readonly latest: LatestStore;
  readonly arrangement: Arrangement;
  readonly onArrange: (change: Partial<Arrangement>) => void;
}

export function DeviceTable({ devices, ids, latest, arrangement, onArrange }: DeviceTableProps) {
  const body = useRef<HTMLTableSectionElement>(null);
  // Of the store that is there now: the first one is empty and makes way for the one of the snapshot.
  const metrics = latest.metrics.value;
  const columns = useMemo(() => chooseColumns(metrics), [metrics]);
  const { range, rowHeight } = useRowWindow(body, ids.length);
  const shown = useMemo(() => inRange(ids, range.value), [ids, range.value]);
  const trendMetric = trendMetricOf(arrangement, columns);
  const trends = useTrends(shown, latest, trendMetric);
  const from = Math.min(range.value.from, ids.length);
  const content = useMemo(() => ({ columns, latest }), [columns, latest]);
  const drawn = useGradually(shown, from === 0 ? 0 : MARGIN_ROWS, content);
  const below = ids.length - from - shown.length;
  return (
    <table class="device-table" aria-rowcount={ids.length + 1} data-columns={columns.length}>
      <TableHead {...{ columns, trendMetric, arrangement, onArrange }} />
      <tbody
        ref={body}
        onKeyDown={(event) =>
          body.current && onRowKey(event, { body: body.current, ids, rowHeight: rowHeight.value })
        }
      >
        <Space key=" above" pixels={from * rowHeight.value} />
        {shown.map((id, index) => {
          const device = devices.get(id);
          return (
            device && (
              <DeviceRow
                key={id}
                position={from + index + 2}
                device={device}
                latest={(drawn.get(id)?.latest ?? latest).of(id)}
                trend={trends.of(id)}
                columns={drawn.get(id)?.columns}
              />
            )
          );
        })}
        <Space key=" below" pixels={below * rowHeight.value} />
      </tbody>
    </table>
  );
}

function inRange(ids: readonly string[], { from, to }: RowRange): readonly string[] {
  return ids.slice(from, to);
}

/** Stands for the rows that are not drawn. */
function Space({ pixels }: { readonly pixels: number }) {
  return <tr class="space" style={{ height: `${pixels}px` }} />;
}

/** What one looks at is what the line should be of. */
function trendMetricOf({ sort, metric }: Arrangement, columns: readonly MetricColumn[]): string | undefined {
  if (metric !== undefined) return metric;
  return sort.startsWith('metric:') ? sort.slice('metric:'.length) : columns[0]?.metric;
}

/** Asks for the trends of what is in sight; a device without `metric` shows the first that it has. */
function useTrends(shown: readonly string[], latest: LatestStore, metric: string | undefined): Trends {
  const { clock } = useHub();
  const trends = useMemo(() => new Trends({ now: () => clock.now(), get: getText, schedule }), [clock]);
  const isKnown = latest.metrics.value.length > 0;
  useEffect(() => {
    const wanted = new Map<string, string>();
    for (const id of shown) {
      const own = latest.peek(id)?.readings;
      const name = metric !== undefined && own?.has(metric) ? metric : firstOf(own?.keys());
      if (name !== undefined) wanted.set(id, name);
    }
    trends.want(wanted);
  }, [trends, shown, latest, metric, isKnown]);
  useEffect(() => () => trends.close(), [trends]);
  return trends;
}

function firstOf(metrics: Iterable<string> | undefined): string | undefined {
  return [...(metrics ?? [])].sort(compareMetrics)[0];
}

function schedule(run: () => void, millis: number): () => void {
  const timer = setTimeout(run, millis);
  return () => clearTimeout(timer);
}
