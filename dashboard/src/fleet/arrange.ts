/** Which devices the table shows, and in which order. */

import { DEVICE_STATES, type Device, type DeviceState } from '../live/messages';
import type { LatestOfDevice } from './latest-store';

/** `metric:…` sorts by the latest value of that metric. */
export type SortKey = 'state' | 'device' | 'seen' | `metric:${string}`;

export interface Arrangement {
  readonly search: string;
  readonly state: DeviceState | undefined;
  readonly sort: SortKey;
  readonly isDescending: boolean;
}

export interface Candidate {
  readonly device: Device;
  readonly latest: LatestOfDevice;
}

/** What needs a person first comes first. */
const URGENCY: Record<DeviceState, number> = { offline: 0, stale: 1, 'never-seen': 2, online: 3 };

const names = new Intl.Collator('en', { numeric: true });

/**
 * When the hub last heard of a device, in Unix milliseconds. Its list may be a moment behind the readings: what came
 * between the two snapshots is known by the reading's own time alone.
 */
export function seenAt({ device, latest }: Candidate): number | null {
  const heard = Math.max(device.lastSeen ?? 0, latest.arrivedAt ?? 0);
  if (heard > 0) return heard;
  const times = [...latest.readings.values()].map((reading) => reading.timeMicros / 1000);
  return times.length > 0 ? Math.max(...times) : null;
}

function sortValue(candidate: Candidate, sort: Exclude<SortKey, 'device'>): number | null {
  if (sort === 'state') return URGENCY[candidate.device.state];
  if (sort === 'seen') return seenAt(candidate);
  return candidate.latest.readings.get(sort.slice('metric:'.length))?.value ?? null;
}

/** Devices without a value come last, whichever way the others are sorted. */
function compareBy(sort: SortKey, isDescending: boolean) {
  const sign = isDescending ? -1 : 1;
  return (a: Candidate, b: Candidate): number => {
    const byName = names.compare(a.device.id, b.device.id);
    if (sort === 'device') return sign * byName;
    const left = sortValue(a, sort);
    const right = sortValue(b, sort);
    if (left === right) return byName;
    if (left === null) return 1;
    return right === null ? -1 : sign * (left - right);
  };
}

export function arrange(candidates: Iterable<Candidate>, wanted: Arrangement): readonly string[] {
  const search = wanted.search.trim().toLowerCase();
  return [...candidates]
    .filter(({ device }) => wanted.state === undefined || device.state === wanted.state)
    .filter(({ device }) => device.id.toLowerCase().includes(search))
    .sort(compareBy(wanted.sort, wanted.isDescending))
    .map(({ device }) => device.id);
}

export function arrangementOf(options: URLSearchParams): Arrangement {
  return {
    search: options.get('q') ?? '',
    state: DEVICE_STATES.find((state) => state === options.get('state')),
    sort: sortKeyOf(options.get('sort')),
    isDescending: options.get('order') === 'descending',
  };
}

export function sortKeyOf(text: string | null): SortKey {
  if (text === 'device' || text === 'seen') return text;
  return text?.startsWith('metric:') ? `metric:${text.slice('metric:'.length)}` : 'state';
}

/** As options of an address; what is the default is left out. */
export function optionsOf({ search, state, sort, isDescending }: Arrangement) {
  return {
    q: search,
    state,
    sort: sort === 'state' ? undefined : sort,
    order: isDescending ? 'descending' : undefined,
  };
}
