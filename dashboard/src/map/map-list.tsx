/** The devices in sight as links: for keyboards, for who cannot see a map, and where signs lie too close. */

import { deviceAddress } from '../app/route';
import { strings } from '../strings';
import { StateBadge } from '../ui/state-badge';
import type { Colouring } from './colouring';
import type { Place } from './map-points';
import { textOf } from './signs-of';

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
        {places.slice(0, MOST_ITEMS).map((place) => (
          <li key={place.id}>
            <a href={deviceAddress(place.id)}>{place.id}</a>
            <StateBadge state={place.state} />
            <span>{textOf(place, colouring)}</span>
          </li>
        ))}
      </ul>
      {places.length > MOST_ITEMS && <p>{strings.firstOf(MOST_ITEMS)}</p>}
    </section>
  );
}
