/** Which devices of the registry are shown, as an address says it. Those that only send are in the list, too. */

import { DEVICE_STATES, type DeviceState } from '../live/messages';
import type { RegisteredDevice } from './registry';

/** What a device is beside online or not. */
const MARKS = ['disabled', 'tokenless', 'rotating', 'unregistered'] as const;
export const STATE_FILTERS = [...DEVICE_STATES, ...MARKS] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

export interface DeviceFilter {
  /** Part of an id, a tag or the notes. */
  readonly search: string;
  readonly state: StateFilter | undefined;
  readonly tag: string;
}

export function deviceFilterOf(options: URLSearchParams): DeviceFilter {
  return {
    search: options.get('q') ?? '',
    state: STATE_FILTERS.find((state) => state === options.get('state')),
    tag: options.get('tag') ?? '',
  };
}

export const deviceOptionsOf = ({ search, state, tag }: DeviceFilter) => ({ q: search, state, tag });

/** Whether the live state of devices, which moves, decides what is shown. */
export function isOfLiveState({ state }: DeviceFilter): boolean {
  return DEVICE_STATES.some((name) => name === state);
}

/** A device as the list has it; without `registered` it has only sent. */
export interface Entry {
  readonly id: string;
  readonly registered: RegisteredDevice | undefined;
}

/** All that are registered, and then all others, each part by name. */
export function entriesOf(
  registered: readonly RegisteredDevice[],
  sending: Iterable<string>,
): readonly Entry[] {
  const known = new Set(registered.map(({ id }) => id));
  const others = [...sending].filter((id) => !known.has(id)).sort();
  return [
    ...registered.map((device) => ({ id: device.id, registered: device })),
    ...others.map((id) => ({ id, registered: undefined })),
  ];
}

/** @param stateOf what the hub says of a device now; undefined if it has never heard of it */
export function matches(
  { search, state, tag }: DeviceFilter,
  { id, registered }: Entry,
  stateOf: (id: string) => DeviceState | undefined,
): boolean {
  const text = search.trim().toLowerCase();
  const tags = registered?.tags ?? [];
  if (tag !== '' && !tags.includes(tag)) return false;
  if (text !== '' && ![id, registered?.notes ?? '', ...tags].some((one) => one.toLowerCase().includes(text)))
    return false;
  switch (state) {
    case undefined:
      return true;
    case 'disabled':
      return registered?.disabled === true;
    case 'tokenless':
      return registered?.tokens === 0;
    case 'rotating':
      return registered?.tokens === 2;
    case 'unregistered':
      return registered === undefined;
    default:
      return (stateOf(id) ?? 'never-seen') === state;
  }
}

/** All tags, each once, by name. */
export function tagsOf(registered: readonly RegisteredDevice[]): readonly string[] {
  return [...new Set(registered.flatMap(({ tags }) => tags))].sort();
}

/** What a person wrote as tags, with `;` between them. */
export function parseTags(text: string): readonly string[] {
  return [...new Set(text.split(';').map((tag) => tag.trim()))].filter((tag) => tag !== '');
}
