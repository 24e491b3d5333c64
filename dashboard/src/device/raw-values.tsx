/** The newest reading of every metric as it was stored: all digits, and the time to the microsecond. */

import type { LatestOfDevice } from '../fleet/latest-store';
import { deviceStrings, strings } from '../strings';
import { utcMicros } from './export';

export interface RawValuesProps {
  readonly latest: LatestOfDevice;
  readonly metrics: readonly string[];
}

export function RawValues({ latest, metrics }: RawValuesProps) {
  return (
    <section class="panel">
      <details data-testid="raw-values">
        <summary>{deviceStrings.rawValues}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{deviceStrings.metric}</th>
              <th scope="col">{strings.value}</th>
              <th scope="col">{deviceStrings.unit}</th>
              <th scope="col">{deviceStrings.timeUtc}</th>
            </tr>
          </thead>
          <tbody>
            {metrics.map((metric) => {
              const reading = latest.readings.get(metric);
              return (
                reading && (
                  <tr key={metric} data-testid="raw-value" data-metric={metric}>
                    <th scope="row">
                      <code>{metric}</code>
                    </th>
                    <td class="cell-value">{String(reading.value)}</td>
                    <td>{reading.series.unit}</td>
                    <td>{utcMicros(reading.timeMicros)}</td>
                  </tr>
                )
              );
            })}
          </tbody>
        </table>
      </details>
    </section>
  );
}
