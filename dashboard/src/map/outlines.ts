/** What lies under the signs: land and borders at 1:110 million, from Natural Earth (public domain) by world-atlas. */

import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { getText } from '../http';
import { nullable, objectOf, string } from '../live/check';

type Atlas = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

export interface Outlines {
  /** In parts, of which each is drawn at one go. */
  readonly land: readonly GeoJSON.MultiPolygon[];
  readonly borders: GeoJSON.GeoJsonObject;
}

const settings = objectOf((take) => ({ mapTiles: take('mapTiles', nullable(string)) }));

/** The template of a tile server, if the hub was started with one, or else outlines. */
export async function background(): Promise<string | Outlines> {
  const json: unknown = JSON.parse(await getText('api/v1/dashboard'));
  return settings(json, '').mapTiles ?? loadOutlines();
}

/** A file of its own, fetched when a map is first shown. */
async function loadOutlines(): Promise<Outlines> {
  const file = await import('world-atlas/countries-110m.json');
  const atlas = file.default as unknown as Atlas;
  const { countries, land } = atlas.objects;
  const parts = inParts(feature(atlas, land));
  await rest();
  // Only what two countries share: coasts are drawn with the land.
  const borders = mesh(atlas, countries, (a, b) => a !== b);
  await rest();
  return { land: parts, borders };
}

/** Points of coast that a part has at the most, unless one piece of land alone has more. */
const MOST_POINTS = 600;

function inParts({ features }: GeoJSON.FeatureCollection): readonly GeoJSON.MultiPolygon[] {
  const parts: GeoJSON.MultiPolygon[] = [];
  let left = 0;
  for (const { geometry } of features) {
    if (geometry.type !== 'MultiPolygon') continue;
    for (const piece of geometry.coordinates) {
      const points = piece.reduce((sum, ring) => sum + ring.length, 0);
      if (left < points) {
        parts.push({ type: 'MultiPolygon', coordinates: [] });
        left = MOST_POINTS;
      }
      parts.at(-1)?.coordinates.push(piece);
      left -= points;
    }
  }
  return parts;
}

/** Lets the page draw, and hear who uses it. */
const rest = () => new Promise<void>((resolve) => setTimeout(resolve));
