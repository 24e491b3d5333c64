/** The head of a device's page, and what the hub knows of the device itself. */

import type { ComponentChildren } from 'preact';
import { formatDegrees, formatMillis, formatSpan } from '../format';
import type { Device } from '../live/messages';
import { strings } from '../strings';
import { StateBadge } from '../ui/state-badge';
import { Ago, Moment } from '../ui/time';

export interface DeviceStatusProps {
  readonly device: Device;
  readonly lastSeen: number | null;
}

export function DeviceStatus({ device, lastSeen }: DeviceStatusProps) {
  return (
    <header class="device-head">
      <h1>{device.id}</h1>
      <StateBadge state={device.state} />
      {device.reason !== null && device.state !== 'online' && (
        <span class="reason" data-testid="device-reason" data-reason={device.reason}>
          {strings.reason(device.reason)}
        </span>
      )}
      <span class="device-seen">
        {strings.lastSeen} <Ago millis={lastSeen} />
      </span>
    </header>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export function DeviceFacts({ device }: { readonly device: Device }) {
  const { location, intervalSeconds } = device;
  return (
    <section class="panel">
      <h2>{strings.about}</h2>
      <dl class="facts">
        <Fact label={strings.state(device.state)}>
          {strings.since.toLowerCase()} <Moment millis={device.since} />
        </Fact>
        <Fact label={strings.firmware}>{device.firmware ?? strings.none}</Fact>
        <Fact label={strings.interval}>
          {intervalSeconds === null ? strings.none : formatSpan(intervalSeconds)}
        </Fact>
        <Fact label={strings.roundTrip}>{formatMillis(device.roundTripMillis)}</Fact>
        <Fact label={strings.location}>
          {location === null
            ? strings.none
            : strings.coordinates(formatDegrees(location.lat), formatDegrees(location.lon))}
        </Fact>
      </dl>
    </section>
  );
}
