/** One device in the table; redrawn when this device changes, and only then. */

import type { ReadonlySignal } from '@preact/signals';
import { deviceAddress } from '../app/route';
import { formatUtc, formatValue } from '../format';
import type { Device } from '../live/messages';
import { strings } from '../strings';
import { StateBadge } from '../ui/state-badge';
import { Ago } from '../ui/time';
import { seenAt } from './arrange';
import type { LatestOfDevice, LatestReading } from './latest-store';
import { type MetricColumn, readingIn, readingsBeyond } from './metric-columns';

export interface DeviceRowProps {
  readonly device: ReadonlySignal<Device>;
  readonly latest: ReadonlySignal<LatestOfDevice>;
  readonly columns: readonly MetricColumn[];
}

export function DeviceRow({ device: deviceSignal, latest: latestSignal, columns }: DeviceRowProps) {
  const device = deviceSignal.value;
  const latest = latestSignal.value;
  return (
    <tr data-testid="device-row" data-device={device.id} data-state={device.state}>
      <th scope="row" class="cell-device">
        <a href={deviceAddress(device.id)}>{device.id}</a>
      </th>
      <td class="cell-state">
        <StateBadge state={device.state} />
        {device.reason !== null && device.state !== 'online' && (
          <span class="reason" data-testid="device-reason" data-reason={device.reason}>
            {strings.reason(device.reason)}
          </span>
        )}
      </td>
      <td class="cell-seen">
        <Ago millis={seenAt({ device, latest })} />
      </td>
      {columns.map((column) => (
        <ValueCell
          key={`${column.metric}/${column.unit}`}
          column={column}
          reading={readingIn(column, latest)}
        />
      ))}
      <OtherValues readings={readingsBeyond(columns, latest)} />
    </tr>
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
    <td class="cell-value" data-label={label} data-unit={strings.unit(column.unit)}>
      <Value reading={reading} />
    </td>
  );
}

function Value({ reading }: { readonly reading: LatestReading }) {
  return (
    <span
      class="value"
      title={formatUtc(reading.timeMicros / 1000)}
      data-testid="device-value"
      data-metric={reading.series.metric}
    >
      {formatValue(reading.value)}
    </span>
  );
}

function OtherValues({ readings }: { readonly readings: readonly LatestReading[] }) {
  return (
    <td class="cell-others">
      {readings.map((reading) => (
        <span class="other" key={reading.series.metric}>
          <span class="other-name">{strings.metric(reading.series.metric)}</span> <Value reading={reading} />{' '}
          <span class="unit">{strings.unit(reading.series.unit)}</span>
        </span>
      ))}
    </td>
  );
}
