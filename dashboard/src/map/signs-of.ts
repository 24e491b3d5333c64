/** From what is gathered in one square to its sign. */

import { strings } from '../strings';
import { type Cluster, unprojected } from './clusters';
import { type Colouring, colourOf, longText, shortText } from './colouring';
import type { Place } from './map-points';
import type { Sign } from './signs';

export function signOf(cluster: Cluster, first: Place | undefined, colouring: Colouring): Sign {
  const [lat, lon] = unprojected(cluster);
  const common = { key: cluster.key, zoom: cluster.zoom, lat, lon, count: cluster.count };
  if (cluster.count === 1 && first !== undefined) {
    const value = textOf(first, colouring);
    return {
      ...common,
      device: first.id,
      state: first.state,
      colour: first.isFresh ? colourOf(colouring, first.value) : undefined,
      text: shortText(colouring, first.value),
      label: strings.signOfDevice(first.id, strings.state(first.state), value),
    };
  }
  return {
    ...common,
    device: undefined,
    state: cluster.fresh > 0 ? 'online' : 'offline',
    colour: colourOf(colouring, cluster.mean),
    text: cluster.count.toLocaleString('en'),
    label: strings.signOfMany(cluster.count, cluster.fresh, longText(colouring, cluster.mean)),
  };
}

/** The value of one device in words. */
export function textOf({ value, detail }: Place, colouring: Colouring): string {
  return detail === '' ? longText(colouring, value) : `${longText(colouring, value)}, ${detail}`;
}
