/** The newest readings in figures: for who cannot see the chart, or wants the exact numbers. */

import { useSignal } from '@preact/signals';
import { useHub } from '../app/hub';
import { formatTime, formatUtc, formatValue } from '../format';
import { strings } from '../strings';
import type { ChartStore } from './chart-store';

const ROWS = 100;

export function ReadingTable({ store }: { readonly store: ChartStore }) {
  const isOpen = useSignal(false);
  store.version.value;
  return (
    <details
      class="reading-table"
      data-testid="reading-table"
      onToggle={({ currentTarget }) => {
        isOpen.value = currentTarget.open;
      }}
    >
      <summary>{strings.newestReadings(Math.min(ROWS, store.times.length))}</summary>
      {isOpen.value && <Rows store={store} />}
    </details>
  );
}

function Rows({ store }: { readonly store: ChartStore }) {
  const now = useHub().clock.now();
  store.version.value;
  const times = store.times.slice(-ROWS).reverse();
  const values = store.values.slice(-ROWS).reverse();
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{strings.time}</th>
          <th scope="col">{strings.value}</th>
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
            <td class="cell-value">{formatValue(values[index] ?? Number.NaN)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
