/** One device in the table; redrawn when this device changes, and only then. */

import type { ReadonlySignal } from '@preact/signals';
import { useHub } from '../app/hub';
import { deviceAddress } from '../app/route';
import { formatUtc } from '../format';
import type { Device } from '../live/messages';
import { strings } from '../strings';
import { HeartbeatBar } from '../ui/heartbeat-bar';
import { Sparkline } from '../ui/sparkline';
import { StateBadge } from '../ui/state-badge';
import { Ago } from '../ui/time';
import { formatNumber, formatUnit } from '../units';
import { seenAt } from './arrange';
import type { LatestOfDevice, LatestReading } from './latest-store';
import { type MetricColumn, readingIn, readingsBeyond } from './metric-columns';
import { heartbeats, SLOTS, type Trend } from './trend';

export interface DeviceRowProps {
  readonly device: ReadonlySignal<Device>;
  readonly latest: ReadonlySignal<LatestOfDevice>;
  readonly trend: ReadonlySignal<Trend | undefined>;
  /** Undefined until there is time for all its cells. */
  readonly columns: readonly MetricColumn[] | undefined;
  /** Counted from 1, the heading included. */
  readonly position: number;
}

export function DeviceRow(props: DeviceRowProps) {
  const { device, position, columns } = props;
  const { id, state } = device.value;
  return (
    <tr data-testid="device-row" data-device={id} data-state={state} aria-rowindex={position}>
      <th scope="row" class="cell-device">
        <a href={deviceAddress(id)} title={id}>
          {id}
        </a>
      </th>
      {columns && <Cells {...props} columns={columns} />}
    </tr>
  );
}

interface CellsProps extends Omit<DeviceRowProps, 'columns' | 'position'> {
  readonly columns: readonly MetricColumn[];
}

function Cells({ device, latest, trend, columns }: CellsProps) {
  return (
    <>
      <StateCell device={device.value} />
      <SeenCell device={device} latest={latest} />
      <TrendCells device={device} trend={trend} />
      <ValueCells columns={columns} latest={latest} />
      <td class="cell-firmware" title={device.value.firmware ?? ''}>
        {device.value.firmware}
      </td>
    </>
  );
}

function StateCell({ device: { state, reason } }: { readonly device: Device }) {
  return (
    <td class="cell-state">
      <StateBadge state={state} />
      {reason !== null && state !== 'online' && (
        <span class="reason" data-testid="device-reason" data-reason={reason} title={strings.reason(reason)}>
          {strings.reason(reason)}
        </span>
      )}
    </td>
  );
}

function SeenCell({ device, latest }: Pick<DeviceRowProps, 'device' | 'latest'>) {
  return (
    <td class="cell-seen">
      <Ago millis={seenAt({ device: device.value, latest: latest.value })} />
    </td>
  );
}

function TrendCells({ device, trend }: Pick<DeviceRowProps, 'device' | 'trend'>) {
  const { clock } = useHub();
  const known = trend.value;
  if (known === undefined) {
    return (
      <>
        <td class="cell-beats" />
        <td class="cell-trend" />
      </>
    );
  }
  const beats = heartbeats(known, device.value.intervalSeconds, clock.now());
  const heard = beats.filter((beat) => beat === 'heard').length;
  const silent = beats.filter((beat) => beat === 'silent').length;
  return (
    <>
      <td class="cell-beats" data-testid="heartbeat" data-heard={heard} data-silent={silent}>
        <HeartbeatBar label={strings.heartbeatLabel(heard, silent)} beats={beats} />
      </td>
      <td class="cell-trend" data-testid="trend" data-metric={known.metric}>
        <Sparkline
          label={strings.trendLabel(strings.metric(known.metric))}
          values={known.averages}
          capacity={SLOTS}
          base="least"
        />
      </td>
    </>
  );
}

function ValueCells({ columns, latest: signal }: Pick<CellsProps, 'columns' | 'latest'>) {
  const latest = signal.value;
  return (
    <>
      {columns.map((column) => (
        <ValueCell
          key={`${column.metric}/${column.unit}`}
          column={column}
          reading={readingIn(column, latest)}
        />
      ))}
      <OtherValues readings={readingsBeyond(columns, latest)} />
    </>
  );
}

interface ValueCellProps {
  readonly column: MetricColumn;
  readonly reading: LatestReading | undefined;
}

function ValueCell({ column, reading }: ValueCellProps) {
  const label = strings.metric(column.metric);
  if (reading === undefined) return <td class="cell-value" data-label={label} data-none />;
  return (
    <td class="cell-value" data-label={label} data-unit={formatUnit(column.unit)}>
      <Value reading={reading} />
    </td>
  );
}

function Value({ reading: { series, timeMicros, value } }: { readonly reading: LatestReading }) {
  return (
    <span
      class="value"
      title={formatUtc(timeMicros / 1000)}
      data-testid="device-value"
      data-metric={series.metric}
    >
      {formatNumber(value, series.unit)}
    </span>
  );
}

function OtherValues({ readings }: { readonly readings: readonly LatestReading[] }) {
  return (
    <td class="cell-others">
      {readings.map((reading) => (
        <span class="other" key={reading.series.metric}>
          <span class="other-name">{strings.metric(reading.series.metric)}</span> <Value reading={reading} />{' '}
          <span class="unit">{formatUnit(reading.series.unit)}</span>
        </span>
      ))}
    </td>
  );
}
