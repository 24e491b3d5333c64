/** What an address says about the map: colours, and where it looks. */

import type { MapView } from './fleet-map';

export interface MapOptions {
  readonly metric: string | undefined;
  /** The air quality index that is coloured by, instead of a metric. */
  readonly index: string | undefined;
  readonly view: MapView | undefined;
}

const INDEX = 'index:';

function viewOf(text: string | null): MapView | undefined {
  const [lat, lon, zoom] = (text ?? '').split(',').map(Number);
  if (lat === undefined || lon === undefined || zoom === undefined) return undefined;
  const isRight = Math.abs(lat) <= 90 && Math.abs(lon) <= 540 && zoom >= 0 && zoom <= 20;
  return isRight ? { lat, lon, zoom } : undefined;
}

export function mapOptionsOf(options: URLSearchParams): MapOptions {
  const colour = options.get('colour') ?? undefined;
  const index = colour?.startsWith(INDEX) ? colour.slice(INDEX.length) : undefined;
  return { metric: index === undefined ? colour : undefined, index, view: viewOf(options.get('at')) };
}

/** As `mapOptionsOf` reads it. */
export const indexOption = (index: string) => `${INDEX}${index}`;

const ABOUT_A_METRE = 5;

export const viewOption = ({ lat, lon, zoom }: MapView) =>
  `${lat.toFixed(ABOUT_A_METRE)},${lon.toFixed(ABOUT_A_METRE)},${zoom}`;
