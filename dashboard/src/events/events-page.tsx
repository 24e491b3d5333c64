/** What happened: devices that came, went or fell silent, and the hub's own starts and stops. */

import { useFollowed } from '../app/hub';
import { strings } from '../strings';
import { EventList } from './event-list';
import { EventStore } from './event-store';

export function EventsPage() {
  const events = useFollowed({ mode: 'events' }, (hub) => new EventStore(hub.publisher));
  return (
    <section class="events">
      <h1>{strings.events}</h1>
      <EventList state={events.state.value} />
    </section>
  );
}
