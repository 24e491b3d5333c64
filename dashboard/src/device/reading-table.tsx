/** The newest readings as they were stored: for who cannot see the chart, or wants the exact numbers. */

import { useSignal } from '@preact/signals';
import { useFollowed, useHub } from '../app/hub';
import { formatTime, formatUtc } from '../format';
import { ReadingCollection } from '../live/collection';
import { deviceStrings, strings } from '../strings';
import { formatNumber, formatUnit } from '../units';
import { SeriesReadings } from './reading-store';

const ROWS = 100;
const HISTORY = { text: 'PT1H', millis: 3_600_000 };

interface ReadingTableProps {
  readonly device: string;
  readonly metric: string;
}

export function ReadingTable({ device, metric }: ReadingTableProps) {
  const isOpen = useSignal(false);
  return (
    <details
      class="reading-table"
      data-testid="reading-table"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>{deviceStrings.newestReadings}</summary>
      {isOpen.value && <Readings key={`${device} ${metric}`} device={device} metric={metric} />}
    </details>
  );
}

function Readings({ device, metric }: ReadingTableProps) {
  const followed = useFollowed(
    { mode: 'every', devices: [device], metrics: [metric], history: HISTORY.text },
    ({ publisher, clock }) =>
      new ReadingCollection(() => new SeriesReadings(HISTORY.millis, () => clock.now()), publisher),
  );
  const state = followed.state.value;
  if (state.phase === 'loading') return <p>{strings.loadingReadings}</p>;
  if (state.phase === 'refused') return <p>{strings.refusedByHub(`${state.code}: ${state.detail}`)}</p>;
  return <Rows store={state.store} />;
}

function Rows({ store }: { readonly store: SeriesReadings }) {
  const now = useHub().clock.now();
  store.version.value;
  const times = store.times.slice(-ROWS).reverse();
  const values = store.values.slice(-ROWS).reverse();
  return (
    <table data-readings={store.times.length}>
      <thead>
        <tr>
          <th scope="col">{strings.time}</th>
          <th scope="col">
            {strings.value} <span class="unit">{formatUnit(store.unit)}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {Array.from(times, (time, index) => (
          <tr key={time} data-testid="reading-row" data-time={time} data-value={values[index]}>
            <td>
              <time dateTime={formatUtc(time / 1000)} title={formatUtc(time / 1000)}>
                {formatTime(time / 1000, now)}
              </time>
            </td>
            <td class="cell-value">{formatNumber(values[index] ?? Number.NaN, store.unit)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
