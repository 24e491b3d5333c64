/** Which events are shown, as an address says it. */

import type { HubEvent } from '../live/messages';

/** Every type that this page knows, in the groups in which a person looks for them. */
export const EVENT_GROUPS = {
  devices: ['online', 'stale', 'offline', 'flapping', 'clock-ahead'],
  commands: ['command-issued', 'command-sent', 'command-done', 'command-failed', 'command-expired'],
  hub: ['hub-started', 'hub-stopped', 'journal-damaged'],
} as const;
export type EventGroup = keyof typeof EVENT_GROUPS;

export const GROUP_NAMES = ['devices', 'commands', 'hub'] as const satisfies readonly EventGroup[];

const GROUP = 'group:';

export interface EventFilter {
  /** A type, `group:…`, or empty for all. */
  readonly type: string;
  /** Part of a device's id; empty for all. */
  readonly device: string;
  /** Unix milliseconds, from inclusive, to exclusive. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export const groupOption = (group: EventGroup) => `${GROUP}${group}`;

function typesOf(type: string): readonly string[] {
  const group = GROUP_NAMES.find((name) => groupOption(name) === type);
  return group === undefined ? [type] : EVENT_GROUPS[group];
}

export function matches({ type, device, from, to }: EventFilter, event: HubEvent): boolean {
  if (type !== '' && !typesOf(type).includes(event.type)) return false;
  if (device !== '' && !(event.device ?? '').toLowerCase().includes(device.trim().toLowerCase()))
    return false;
  return (from === undefined || event.time >= from) && (to === undefined || event.time < to);
}

function timeOf(text: string | null): number | undefined {
  const millis = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(millis) ? undefined : millis;
}

export function eventFilterOf(options: URLSearchParams): EventFilter {
  return {
    type: options.get('type') ?? '',
    device: options.get('device') ?? '',
    from: timeOf(options.get('from')),
    to: timeOf(options.get('to')),
  };
}

const textOf = (millis: number | undefined) =>
  millis === undefined ? undefined : new Date(millis).toISOString();

export function eventOptionsOf({ type, device, from, to }: EventFilter) {
  return { type, device, from: textOf(from), to: textOf(to) };
}
