/** The newest reading of each metric; choosing one puts it on the chart. */

import { deviceAddress, replaceAddress } from '../app/route';
import type { LatestOfDevice } from '../fleet/latest-store';
import { strings } from '../strings';
import { Ago } from '../ui/time';
import { formatNumber, formatUnit } from '../units';

export interface CurrentValuesProps {
  readonly device: string;
  readonly latest: LatestOfDevice;
  readonly metrics: readonly string[];
  readonly chosen: string;
  readonly options: URLSearchParams;
}

export function CurrentValues({ device, latest, metrics, chosen, options }: CurrentValuesProps) {
  const choose = (metric: string) =>
    replaceAddress(deviceAddress(device, { ...Object.fromEntries(options), metric }));
  return (
    <fieldset class="values">
      <legend class="unseen">{strings.currentValues}</legend>
      {metrics.map((metric) => {
        const reading = latest.readings.get(metric);
        return (
          reading && (
            <button
              key={metric}
              type="button"
              class="tile value-tile"
              aria-pressed={metric === chosen}
              data-testid="current-value"
              data-metric={metric}
              onClick={() => choose(metric)}
            >
              <span class="tile-label">{strings.metric(metric)}</span>
              <span class="tile-value">
                <span data-testid="value">{formatNumber(reading.value, reading.series.unit)}</span>{' '}
                <span class="unit">{formatUnit(reading.series.unit)}</span>
              </span>
              <span class="tile-age">
                <Ago millis={reading.timeMicros / 1000} />
              </span>
            </button>
          )
        );
      })}
    </fieldset>
  );
}
