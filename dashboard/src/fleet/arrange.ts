/** Which devices are shown, and in which order. */

import { DEVICE_STATES, type Device, type DeviceState } from '../live/messages';
import type { LatestOfDevice } from './latest-store';
import { finished, sortedInSlices, type Work } from './slices';

/** Candidates that are looked at before the page may have its turn. */
export const REST_EVERY = 256;

/** `metric:…` sorts by the latest value of that metric. */
export type SortKey = 'state' | 'device' | 'seen' | 'firmware' | `metric:${string}`;

export interface Arrangement {
  /** Part of a name; its beginning when it ends in `*`. */
  readonly search: string;
  readonly state: DeviceState | undefined;
  /** Only devices that measure this. */
  readonly metric: string | undefined;
  /** Only devices that have this tag. */
  readonly tag: string | undefined;
  readonly sort: SortKey;
  readonly isDescending: boolean;
}

export interface Candidate {
  readonly device: Device;
  readonly latest: LatestOfDevice | undefined;
}

/** What needs a person first comes first. */
const URGENCY: Record<DeviceState, number> = { offline: 0, stale: 1, 'never-seen': 2, online: 3 };

/**
 * When the hub last heard of a device, in Unix milliseconds. Its list may be a moment behind the readings: what came
 * between the two snapshots is known by the reading's own time alone.
 */
export function seenAt({ device, latest }: Candidate): number | null {
  const heard = Math.max(device.lastSeen ?? 0, latest?.arrivedAt ?? 0);
  if (heard > 0 || latest === undefined) return heard > 0 ? heard : null;
  let newest: number | null = null;
  for (const { timeMicros } of latest.readings.values()) newest = Math.max(newest ?? 0, timeMicros / 1000);
  return newest;
}

function matcher(search: string): (id: string) => boolean {
  const text = search.trim().toLowerCase();
  if (text === '') return () => true;
  const prefix = text.slice(0, -1);
  return text.endsWith('*')
    ? (id) => id.toLowerCase().startsWith(prefix)
    : (id) => id.toLowerCase().includes(text);
}

function sortValue(candidate: Candidate, sort: SortKey): number {
  if (sort === 'state') return URGENCY[candidate.device.state];
  if (sort === 'seen') return seenAt(candidate) ?? Number.NaN;
  return candidate.latest?.readings.get(sort.slice('metric:'.length))?.value ?? Number.NaN;
}

/** By numbers, the same ones by name; devices without one come last, whichever way the others are sorted. */
function* byNumber(shown: readonly Candidate[], sort: SortKey, isDescending: boolean): Work<Uint32Array> {
  const values = new Float64Array(shown.length);
  for (const [index, candidate] of shown.entries()) {
    values[index] = sortValue(candidate, sort);
    if (index % REST_EVERY === 0) yield;
  }
  const at = (index: number) => values[index] ?? Number.NaN;
  const sign = isDescending ? -1 : 1;
  return yield* sortedInSlices(indexes(shown.length), (a, b) => {
    const difference = at(a) - at(b);
    if (difference === 0) return a - b;
    if (!Number.isNaN(difference)) return sign * difference;
    return Number(Number.isNaN(at(a))) - Number(Number.isNaN(at(b))) || a - b;
  });
}

function byFirmware(shown: readonly Candidate[], isDescending: boolean): Work<Uint32Array> {
  const sign = isDescending ? -1 : 1;
  return sortedInSlices(indexes(shown.length), (a, b) => {
    const [one, other] = [shown[a]?.device.firmware ?? null, shown[b]?.device.firmware ?? null];
    if (one === other) return a - b;
    if (one === null) return 1;
    return other === null ? -1 : sign * (one < other ? -1 : 1);
  });
}

export function indexes(count: number): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(count);
  for (let i = 0; i < count; i++) all[i] = i;
  return all;
}

/** `candidates` ascend by name. */
export function* arranging(candidates: Iterable<Candidate>, wanted: Arrangement): Work<readonly string[]> {
  const { state, metric, tag, sort, isDescending } = wanted;
  const matches = matcher(wanted.search);
  const shown: Candidate[] = [];
  let seen = 0;
  for (const candidate of candidates) {
    if (seen++ % REST_EVERY === 0) yield;
    if (state !== undefined && candidate.device.state !== state) continue;
    if (metric !== undefined && !candidate.latest?.readings.has(metric)) continue;
    if (tag !== undefined && !candidate.device.tags?.includes(tag)) continue;
    if (matches(candidate.device.id)) shown.push(candidate);
  }
  const idOf = ({ device }: Candidate) => device.id;
  if (sort === 'device') return (isDescending ? shown.reverse() : shown).map(idOf);
  const order = yield* sort === 'firmware'
    ? byFirmware(shown, isDescending)
    : byNumber(shown, sort, isDescending);
  const ids: string[] = [];
  for (const index of order) {
    const candidate = shown[index];
    if (candidate !== undefined) ids.push(idOf(candidate));
  }
  return ids;
}

/** The same at one go. */
export const arrange = (candidates: Iterable<Candidate>, wanted: Arrangement): readonly string[] =>
  finished(arranging(candidates, wanted));

export function arrangementOf(options: URLSearchParams): Arrangement {
  return {
    search: options.get('q') ?? '',
    state: DEVICE_STATES.find((state) => state === options.get('state')),
    metric: options.get('metric') ?? undefined,
    tag: options.get('tag') ?? undefined,
    sort: sortKeyOf(options.get('sort')),
    isDescending: options.get('order') === 'descending',
  };
}

export function sortKeyOf(text: string | null): SortKey {
  if (text === 'device' || text === 'seen' || text === 'firmware') return text;
  return text?.startsWith('metric:') ? `metric:${text.slice('metric:'.length)}` : 'state';
}

/** As options of an address; what is the default is left out. */
export function optionsOf({ search, state, metric, tag, sort, isDescending }: Arrangement) {
  return {
    q: search,
    state,
    metric,
    tag,
    sort: sort === 'state' ? undefined : sort,
    order: isDescending ? 'descending' : undefined,
  };
}
