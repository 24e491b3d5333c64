/** Events as a table, newest first. */

import { deviceAddress } from '../app/route';
import type { HubEvent } from '../live/messages';
import { strings } from '../strings';
import { Icon, type IconName } from '../ui/icon';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import type { EventsState } from './event-store';
import './events.css';

const icons = new Map<string, IconName>([
  ['online', 'online'],
  ['stale', 'stale'],
  ['offline', 'offline'],
  ['hub-started', 'power'],
  ['hub-stopped', 'power-off'],
  ['journal-damaged', 'damaged'],
  ['clock-ahead', 'clock'],
  ['command-issued', 'command'],
  ['command-sent', 'sent'],
  ['command-done', 'done'],
  ['command-failed', 'failed'],
  ['command-expired', 'expired'],
  ['flapping', 'flapping'],
]);

export interface EventListProps {
  readonly state: EventsState;
  /** Beside one device's data its name need not be said again. */
  readonly isOfOneDevice?: boolean;
}

export function EventList({ state, isOfOneDevice = false }: EventListProps) {
  if (state.phase === 'loading') return <Notice kind="loading" title={strings.loadingEvents} />;
  if (state.phase === 'refused') {
    return <Notice kind="error" title={strings.refusedByHub(`${state.code}: ${state.detail}`)} />;
  }
  if (state.events.length === 0) {
    return <Notice kind="empty" title={strings.noEvents} detail={strings.noEventsDetail} />;
  }
  return <EventRows events={state.events} isOfOneDevice={isOfOneDevice} />;
}

export interface EventRowsProps {
  readonly events: readonly HubEvent[];
  readonly isOfOneDevice?: boolean;
}

export function EventRows({ events, isOfOneDevice = false }: EventRowsProps) {
  return (
    <table class="event-table">
      <thead>
        <tr>
          <th scope="col">{strings.time}</th>
          {!isOfOneDevice && <th scope="col">{strings.device}</th>}
          <th scope="col">{strings.event}</th>
          <th scope="col">{strings.detail}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <EventRow key={event.n} event={event} isOfOneDevice={isOfOneDevice} />
        ))}
      </tbody>
    </table>
  );
}

function EventRow({ event, isOfOneDevice }: { readonly event: HubEvent; readonly isOfOneDevice: boolean }) {
  const { device, type, reason, detail } = event;
  return (
    <tr data-testid="event-row" data-device={device ?? ''} data-type={type} data-reason={reason ?? ''}>
      <td class="event-time">
        <Moment millis={event.time} />
      </td>
      {!isOfOneDevice && (
        <td class="event-device">
          {device === null ? strings.hub : <a href={deviceAddress(device)}>{device}</a>}
        </td>
      )}
      <td class="event-type">
        <span class="state" data-state={type}>
          <Icon name={icons.get(type) ?? 'other'} />
          {strings.eventType(type)}
        </span>
      </td>
      <td class="event-detail">
        {reason !== null && <span class="event-reason">{strings.reason(reason)}</span>}
        {detail !== null && <span class="event-words">{detail}</span>}
      </td>
    </tr>
  );
}
