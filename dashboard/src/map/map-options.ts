/** What an address says about the map: colours, and where it looks. */

import type { MapView } from './fleet-map';

export interface MapOptions {
  readonly metric: string | undefined;
  /** Coloured by the air quality index rather than by the value itself. */
  readonly isIndexWanted: boolean;
  readonly view: MapView | undefined;
}

const INDEX = 'aqi:';

function viewOf(text: string | null): MapView | undefined {
  const [lat, lon, zoom] = (text ?? '').split(',').map(Number);
  if (lat === undefined || lon === undefined || zoom === undefined) return undefined;
  const isRight = Math.abs(lat) <= 90 && Math.abs(lon) <= 540 && zoom >= 0 && zoom <= 20;
  return isRight ? { lat, lon, zoom } : undefined;
}

export function mapOptionsOf(options: URLSearchParams): MapOptions {
  const colour = options.get('colour') ?? undefined;
  const isIndexWanted = colour?.startsWith(INDEX) ?? false;
  const metric = isIndexWanted ? colour?.slice(INDEX.length) : colour;
  return { metric, isIndexWanted, view: viewOf(options.get('at')) };
}

export const colourOption = (metric: string, isIndexWanted: boolean) =>
  isIndexWanted ? `${INDEX}${metric}` : metric;

const ABOUT_A_METRE = 5;

export const viewOption = ({ lat, lon, zoom }: MapView) =>
  `${lat.toFixed(ABOUT_A_METRE)},${lon.toFixed(ABOUT_A_METRE)},${zoom}`;
