/** The devices in sight as links: for keyboards, for who cannot see a map, and where signs lie too close. */

import { deviceAddress } from '../app/route';
import { strings } from '../strings';
import { StateBadge } from '../ui/state-badge';
import { type Colouring, longText } from './colouring';
import type { Place } from './map-points';

const MOST_ITEMS = 60;

export interface MapListProps {
  readonly places: readonly Place[];
  readonly colouring: Colouring;
}

export function MapList({ places, colouring }: MapListProps) {
  return (
    <section class="map-list" id="map-list" tabIndex={-1} aria-labelledby="map-list-title">
      <h2 id="map-list-title" data-testid="map-in-sight">
        {strings.inSight(places.length)}
      </h2>
      <ul>
        {places.slice(0, MOST_ITEMS).map(({ id, state, value }) => (
          <li key={id}>
            <a href={deviceAddress(id)}>{id}</a>
            <StateBadge state={state} />
            <span>{longText(colouring, value)}</span>
          </li>
        ))}
      </ul>
      {places.length > MOST_ITEMS && <p>{strings.firstOf(MOST_ITEMS)}</p>}
    </section>
  );
}
