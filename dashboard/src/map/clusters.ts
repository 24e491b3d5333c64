/** Devices that would lie on top of each other, gathered into one sign. */

/** Side of the squares in which devices are gathered, in pixels of the screen. */
const CELL_PIXELS = 56;
const TILE_PIXELS = 256;

export interface Point {
  readonly id: string;
  /** Where on the world, 0 to 1 from west to east and from north to south (Web Mercator). */
  readonly x: number;
  readonly y: number;
  /** NaN when there is none. */
  readonly value: number;
  /** Connected and sending: only then does its value say how it is now. */
  readonly isFresh: boolean;
}

export interface Cluster {
  /** Stays the same while the square has devices. */
  readonly key: string;
  /** The zoom at which it was gathered. */
  readonly zoom: number;
  /** The middle of its devices. */
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly fresh: number;
  /** Mean of the fresh values; NaN when there are none. */
  readonly mean: number;
  /** One of its devices: the only one, where `count` is 1. */
  readonly id: string;
}

export interface Box {
  readonly west: number;
  readonly east: number;
  readonly north: number;
  readonly south: number;
}

/** Beyond, the map has no place; it ends at 85 degrees. */
const MOST_LATITUDE = 85.0511287798;

export function projected(lat: number, lon: number): { readonly x: number; readonly y: number } {
  const radians = (Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, lat)) * Math.PI) / 180;
  return { x: (lon + 180) / 360, y: (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2 };
}

export function unprojected({ x, y }: { readonly x: number; readonly y: number }): [number, number] {
  return [(Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI, x * 360 - 180];
}

export function isInside({ west, east, north, south }: Box, { x, y }: Point): boolean {
  return x >= west && x <= east && y >= north && y <= south;
}

interface Sum {
  x: number;
  y: number;
  count: number;
  fresh: number;
  values: number;
  total: number;
  id: string;
}

/** The signs for what lies inside `box` at a zoom as maps count it (0: the world is 256 pixels wide). */
export function clustersOf(points: Iterable<Point>, zoom: number, box: Box): readonly Cluster[] {
  const cells = (TILE_PIXELS * 2 ** zoom) / CELL_PIXELS;
  const sums = new Map<string, Sum>();
  for (const point of points) {
    if (!isInside(box, point)) continue;
    const key = `${Math.floor(point.x * cells)}/${Math.floor(point.y * cells)}`;
    let sum = sums.get(key);
    if (sum === undefined) {
      sum = { x: 0, y: 0, count: 0, fresh: 0, values: 0, total: 0, id: point.id };
      sums.set(key, sum);
    }
    add(sum, point);
  }
  return [...sums].map(([key, { x, y, count, fresh, values, total, id }]) => ({
    key: `${zoom}/${key}`,
    zoom,
    x: x / count,
    y: y / count,
    count,
    fresh,
    mean: values === 0 ? Number.NaN : total / values,
    id,
  }));
}

function add(sum: Sum, { x, y, value, isFresh }: Point): void {
  sum.x += x;
  sum.y += y;
  sum.count += 1;
  if (!isFresh) return;
  sum.fresh += 1;
  if (Number.isNaN(value)) return;
  sum.values += 1;
  sum.total += value;
}
