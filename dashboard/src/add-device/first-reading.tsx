/** Whether the device has come, and whether it has said something: turns green when it has. */

import { useFollowed, useHub } from '../app/hub';
import { deviceAddress } from '../app/route';
import { LatestCollection } from '../fleet/latest-collection';
import { compareMetrics } from '../fleet/metric-columns';
import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { Ago } from '../ui/time';
import { formatQuantity } from '../units';

type Progress = 'waiting' | 'connected' | 'arrived';

const ICONS = { waiting: 'pending', connected: 'stale', arrived: 'online' } as const;

/** Needs a `key` of the device. */
export function FirstReading({ device: id }: { readonly device: string }) {
  const latest = useFollowed({ mode: 'latest', devices: [id] }, (hub) => new LatestCollection(hub));
  const device = useHub().fleet.devices.value?.get(id)?.value;
  const readings = [...latest.store.of(id).value.readings.values()].sort((a, b) =>
    compareMetrics(a.series.metric, b.series.metric),
  );
  const newest = Math.max(...readings.map(({ timeMicros }) => timeMicros / 1000));
  const progress: Progress =
    readings.length > 0 ? 'arrived' : device?.state === 'online' ? 'connected' : 'waiting';
  return (
    <div class="first-reading" role="status" data-testid="first-reading" data-progress={progress}>
      <Icon name={ICONS[progress]} />
      <div>
        <p class="first-title">{strings.firstReading[progress](id)}</p>
        {progress === 'arrived' && (
          <p>
            {readings.map(({ series, value }) => (
              <span class="first-value" key={series.metric}>
                {strings.metric(series.metric)} {formatQuantity({ value, unit: series.unit })}
              </span>
            ))}{' '}
            <Ago millis={newest} /> · <a href={deviceAddress(id)}>{strings.openDevice(id)}</a>
          </p>
        )}
      </div>
    </div>
  );
}
