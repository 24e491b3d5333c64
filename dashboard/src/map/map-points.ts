/** The devices on the map, as they are at one moment. */

import type { DeviceMap } from '../fleet/fleet-store';
import type { LatestStore } from '../fleet/latest-store';
import type { DeviceState } from '../live/messages';
import { type Point, projected } from './clusters';

export interface Place extends Point {
  readonly lat: number;
  readonly lon: number;
  readonly state: DeviceState;
}

export interface Places {
  readonly all: readonly Place[];
  /** How many of the devices have not said where they are. */
  readonly missing: number;
  /** The unit that most values have; values in another one are not compared with them. */
  readonly unit: string | null;
}

/** The unit of `metric` that most devices have. */
function unitOf(latest: LatestStore, metric: string): string | null {
  let most = 0;
  let unit: string | null = null;
  for (const count of latest.metrics.value) {
    if (count.metric !== metric || count.devices <= most) continue;
    most = count.devices;
    unit = count.unit;
  }
  return unit;
}

export function placesOf(
  ids: readonly string[],
  devices: DeviceMap,
  latest: LatestStore,
  metric: string,
): Places {
  const unit = unitOf(latest, metric);
  const all: Place[] = [];
  let missing = 0;
  for (const id of ids) {
    const device = devices.get(id)?.peek();
    if (device === undefined) continue;
    if (device.location === null) {
      missing += 1;
      continue;
    }
    const { lat, lon } = device.location;
    const reading = latest.peek(id)?.readings.get(metric);
    const value = reading?.series.unit === unit ? reading.value : Number.NaN;
    const isFresh = device.state === 'online';
    all.push({ id, lat, lon, ...projected(lat, lon), value, isFresh, state: device.state });
  }
  return { all, missing, unit };
}
