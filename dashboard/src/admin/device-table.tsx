/** Devices of the registry as a table; on a narrow screen each is a card. */

import { useHub } from '../app/hub';
import { adminAddress } from '../app/route';
import { formatDegrees, formatTime } from '../format';
import { adminStrings, strings } from '../strings';
import { Icon } from '../ui/icon';
import { StateBadge } from '../ui/state-badge';
import { Ago } from '../ui/time';
import type { Entry } from './device-filter';
import type { RegisteredDevice } from './registry';
import { Tags } from './tags';

export function DeviceTable({ entries }: { readonly entries: readonly Entry[] }) {
  return (
    <table class="admin-table">
      <thead>
        <tr>
          <th scope="col">{adminStrings.deviceColumn}</th>
          <th scope="col">{adminStrings.stateColumn}</th>
          <th scope="col">{adminStrings.tokens}</th>
          <th scope="col">{adminStrings.tags}</th>
          <th scope="col">{adminStrings.place}</th>
          <th scope="col">{adminStrings.notes}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, registered }) => (
          <tr key={id} data-testid="registry-row" data-device={id}>
            {registered === undefined ? <OtherCells id={id} /> : <Cells device={registered} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cells({ device }: { readonly device: RegisteredDevice }) {
  return (
    <>
      <th scope="row" class="cell-name">
        <a href={adminAddress('devices', {}, device.id)}>{device.id}</a>
      </th>
      <td>
        <StateCell id={device.id} isDisabled={device.disabled} />
      </td>
      <td data-label={adminStrings.tokens}>
        <TokenWords device={device} />
      </td>
      <td>
        <Tags tags={device.tags} />
      </td>
      <td data-label={device.location === null ? undefined : adminStrings.place}>
        <PlaceWords device={device} />
      </td>
      <td class="cell-notes">{device.notes}</td>
    </>
  );
}

function OtherCells({ id }: { readonly id: string }) {
  return (
    <>
      <th scope="row" class="cell-name">
        {id}
      </th>
      <td>
        <StateCell id={id} isDisabled={false} />
      </td>
      <td colSpan={4}>
        <span class="quiet">{adminStrings.unregisteredDetail}</span>{' '}
        <a href={adminAddress('register', { device: id })}>{adminStrings.registerThis(id)}</a>
      </td>
    </>
  );
}

export function StateCell({ id, isDisabled }: { readonly id: string; readonly isDisabled: boolean }) {
  const device = useHub().fleet.devices.value?.get(id)?.value;
  return (
    <span class="cell-states">
      <StateBadge state={device?.state ?? 'never-seen'} />
      {isDisabled && (
        <span class="state" data-state="offline">
          <Icon name="failed" />
          {adminStrings.disabled}
        </span>
      )}
    </span>
  );
}

export function TokenWords({ device }: { readonly device: RegisteredDevice }) {
  const { clock } = useHub();
  const { tokens, tokenMade, olderTokenUntil } = device;
  if (tokens === 0) return <span>{adminStrings.noToken}</span>;
  return (
    <span data-testid="token-words">
      {tokenMade === null ? adminStrings.unknownAge : <Ago millis={tokenMade} />}
      {olderTokenUntil !== null && (
        <span class="quiet"> · {adminStrings.olderUntil(formatTime(olderTokenUntil, clock.now()))}</span>
      )}
    </span>
  );
}

function PlaceWords({ device: { location, exactPublished } }: { readonly device: RegisteredDevice }) {
  if (location === null) return null;
  return (
    <>
      {strings.coordinates(formatDegrees(location.lat), formatDegrees(location.lon))}
      <span class="quiet"> · {exactPublished ? adminStrings.exact : adminStrings.rounded}</span>
    </>
  );
}
