/** The head of a device's page, and what the hub knows of the device itself. */

import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { ask } from '../api';
import { adminAddress } from '../app/route';
import { may } from '../app/who';
import { formatDegrees, formatMillis, formatSpan } from '../format';
import { nullable, number, objectOf } from '../live/check';
import type { Device } from '../live/messages';
import { adminStrings, deviceStrings, strings } from '../strings';
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

interface Link {
  readonly roundTripMillis: number | null;
  readonly clockOffsetMillis: number | null;
}

const link = objectOf<Link>((take) => ({
  roundTripMillis: take('roundTripMillis', nullable(number)),
  clockOffsetMillis: take('clockOffsetMillis', nullable(number)),
}));

const REFRESH_MILLIS = 10_000;

/** Both change with each ping and reading, of which the list of devices does not tell. */
function useLink({ id, state, since }: Device): Link | undefined {
  const found = useSignal<Link | undefined>(undefined);
  // Another connection is another link.
  useEffect(() => {
    const abandoned = new AbortController();
    const read = async () => {
      const answer = await ask(`api/v1/devices/${encodeURIComponent(id)}`, link, {
        signal: abandoned.signal,
      }).catch(() => undefined);
      if (answer && !abandoned.signal.aborted) found.value = answer.ok ? answer.value : undefined;
    };
    read();
    const timer = setInterval(read, REFRESH_MILLIS);
    return () => {
      clearInterval(timer);
      abandoned.abort();
    };
  }, [id, state, since]);
  return found.value;
}

/** Below a second it may as well be what the frame waited. */
function clockOffset(millis: number | null): string {
  if (millis === null) return strings.none;
  const span = formatMillis(Math.abs(millis));
  return millis < 0 ? deviceStrings.clockAhead(span) : deviceStrings.clockBehind(span);
}

export function DeviceFacts({ device }: { readonly device: Device }) {
  const { location, intervalSeconds } = device;
  const link = useLink(device);
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
        <Fact label={strings.roundTrip}>
          <span data-testid="round-trip">
            {formatMillis(link?.roundTripMillis ?? device.roundTripMillis)}
          </span>
        </Fact>
        <Fact label={deviceStrings.clockOffset}>
          <span data-testid="clock-offset">{clockOffset(link?.clockOffsetMillis ?? null)}</span>
        </Fact>
        <Fact label={strings.location}>
          {location === null
            ? strings.none
            : strings.coordinates(formatDegrees(location.lat), formatDegrees(location.lon))}
        </Fact>
      </dl>
      {may('devices') && (
        <p>
          <a href={adminAddress('devices', {}, device.id)}>{adminStrings.manage}</a>
        </p>
      )}
    </section>
  );
}
