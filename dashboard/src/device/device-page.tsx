/** One device: what it measures now, how that went lately, and how its connection is. */

import type { ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useFollowed, useHub } from '../app/hub';
import { fleetAddress } from '../app/route';
import { EventList } from '../events/event-list';
import { EventStore } from '../events/event-store';
import { seenAt } from '../fleet/arrange';
import { LatestCollection } from '../fleet/latest-collection';
import { compareMetrics } from '../fleet/metric-columns';
import type { Device } from '../live/messages';
import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { Notice } from '../ui/notice';
import { ChartPanel } from './chart-panel';
import { CommandPanel } from './command-panel';
import { CurrentValues } from './current-values';
import { DeviceFacts, DeviceStatus } from './device-facts';
import { RawValues } from './raw-values';
import './device.css';

export interface DevicePageProps {
  readonly device: string;
  readonly options: URLSearchParams;
}

export function DevicePage({ device: id, options }: DevicePageProps) {
  const devices = useHub().fleet.devices.value;
  const device = devices?.get(id);
  return (
    <article class="device" data-testid="device-page" data-device={id}>
      <a class="back" href={fleetAddress()}>
        <Icon name="back" />
        {strings.backToFleet}
      </a>
      {device && <KnownDevice device={device} options={options} />}
      {!device && <h1>{id}</h1>}
      {devices === undefined && <Notice kind="loading" title={strings.loadingFleet} />}
      {devices !== undefined && !device && (
        <Notice kind="empty" title={strings.unknownDevice} detail={strings.unknownDeviceDetail} />
      )}
    </article>
  );
}

interface KnownDeviceProps {
  readonly device: ReadonlySignal<Device>;
  readonly options: URLSearchParams;
}

function KnownDevice({ device: deviceSignal, options }: KnownDeviceProps) {
  const device = deviceSignal.value;
  const devices = [device.id];
  const latest = useFollowed({ mode: 'latest', devices }, (hub) => new LatestCollection(hub));
  const events = useFollowed({ mode: 'events', devices }, (hub) => new EventStore(hub.publisher));
  const values = latest.store.of(device.id).value;
  const metrics = [...values.readings.keys()].sort(compareMetrics);
  const metric = useChosenMetric(metrics, options.get('metric'));
  const lastSeen = seenAt({ device, latest: values });
  return (
    <>
      <DeviceStatus device={device} lastSeen={lastSeen} />
      {metric === undefined ? (
        <NoReadings isLoading={latest.state.value.phase === 'loading'} refusal={latest.refusal} />
      ) : (
        <>
          <CurrentValues
            device={device.id}
            latest={values}
            metrics={metrics}
            chosen={metric}
            options={options}
          />
          <ChartPanel device={device} metrics={metrics} metric={metric} options={options} />
        </>
      )}
      <CommandPanel device={device.id} events={events.state.value} />
      {metric !== undefined && <RawValues latest={values} metrics={metrics} />}
      <div class="asides">
        <DeviceFacts device={device} />
        <section class="panel">
          <h2>{strings.recentEvents}</h2>
          <EventList state={events.state.value} isOfOneDevice />
        </section>
      </div>
    </>
  );
}

/** What the address asks for if the device has it; otherwise the first, and then the same one for good. */
function useChosenMetric(metrics: readonly string[], wanted: string | null): string | undefined {
  const chosen = useRef<string | undefined>(undefined);
  if (wanted !== null && metrics.includes(wanted)) chosen.current = wanted;
  chosen.current ??= metrics[0];
  return chosen.current;
}

function NoReadings({
  isLoading,
  refusal,
}: {
  readonly isLoading: boolean;
  readonly refusal: string | undefined;
}) {
  if (refusal !== undefined) return <Notice kind="error" title={strings.refusedByHub(refusal)} />;
  if (isLoading) return <Notice kind="loading" title={strings.loadingReadings} />;
  return <Notice kind="empty" title={strings.noReadings} detail={strings.noReadingsDetail} />;
}
