/** The devices on the map, as they are at one moment. */

import type { DeviceMap } from '../fleet/fleet-store';
import type { LatestStore } from '../fleet/latest-store';
import type { Work } from '../fleet/slices';
import { formatAge } from '../format';
import type { DeviceState } from '../live/messages';
import { strings } from '../strings';
import { endOf, type IndexOfHour, isRecent } from './air-quality';
import { type Point, projected } from './clusters';

export interface Place extends Point {
  readonly lat: number;
  readonly lon: number;
  readonly state: DeviceState;
  /** What is to be said of the value besides itself. */
  readonly detail: string;
}

/** What the devices are coloured by. */
export interface Values {
  readonly unit: string | null;
  of(id: string): DeviceValue;
}

export interface DeviceValue {
  /** NaN when there is none. */
  readonly value: number;
  /** Too old to say how it is now. */
  readonly isOld: boolean;
  readonly detail: string;
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

export function valuesOfMetric(latest: LatestStore, metric: string): Values {
  const unit = unitOf(latest, metric);
  return {
    unit,
    of(id) {
      const reading = latest.peek(id)?.readings.get(metric);
      const value = reading?.series.unit === unit ? reading.value : Number.NaN;
      return { value, isOld: false, detail: '' };
    },
  };
}

export function valuesOfIndex(found: ReadonlyMap<string, IndexOfHour> | undefined, now: number): Values {
  return {
    unit: null,
    of(id) {
      const hour = found?.get(id);
      if (hour === undefined) return { value: Number.NaN, isOld: false, detail: '' };
      const detail = strings.indexDetail(strings.metric(hour.dominant), formatAge(endOf(hour, now), now));
      return { value: hour.index, isOld: !isRecent(hour, now), detail };
    },
  };
}

/** Devices that are placed before the page may have its turn. */
const REST_EVERY = 128;

export function* placing(ids: readonly string[], devices: DeviceMap, values: Values): Work<Places> {
  const all: Place[] = [];
  let missing = 0;
  for (const [index, id] of ids.entries()) {
    if (index % REST_EVERY === 0) yield;
    const device = devices.get(id)?.peek();
    if (device === undefined) continue;
    if (device.location === null) {
      missing += 1;
      continue;
    }
    const { lat, lon } = device.location;
    const { value, isOld, detail } = values.of(id);
    const isFresh = device.state === 'online' && !isOld;
    all.push({ id, lat, lon, ...projected(lat, lon), value, isFresh, state: device.state, detail });
  }
  return { all, missing, unit: values.unit };
}
