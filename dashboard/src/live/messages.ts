/** The text messages of the live protocol, checked where they enter (docs/live-protocol.md). */

import { boolean, type Check, listOf, Mismatch, nullable, number, objectOf, oneOf, string } from './check';

export const DEVICE_STATES = ['online', 'stale', 'offline', 'never-seen'] as const;
export type DeviceState = (typeof DEVICE_STATES)[number];

export interface Location {
  readonly lat: number;
  readonly lon: number;
}

export interface Device {
  readonly id: string;
  readonly state: DeviceState;
  readonly since: number | null;
  readonly lastSeen: number | null;
  readonly reason: string | null;
  readonly firmware: string | null;
  readonly intervalSeconds: number | null;
  readonly location: Location | null;
  readonly roundTripMillis: number | null;
  /** Of the registry; null if there are none. */
  readonly tags: readonly string[] | null;
}

export interface Series {
  readonly n: number;
  readonly device: string;
  readonly metric: string;
  readonly unit: string | null;
}

/** `type` and `reason` stay open: a newer hub may know more than this page. */
export interface HubEvent {
  readonly n: number;
  readonly time: number;
  readonly device: string | null;
  readonly type: string;
  readonly reason: string | null;
  readonly detail: string | null;
}

export interface Welcome {
  readonly type: 'welcome';
  readonly version: number;
  readonly time: number;
  readonly tickMillis: number;
  /** Which run of the hub this is; cursors are of one only. */
  readonly run: string | null;
}

/** The hub goes, and the page is to come back after so long. */
export interface Stopping {
  readonly type: 'stopping';
  readonly retryMillis: number;
}

export interface Subscribed {
  readonly type: 'subscribed' | 'unsubscribed';
  readonly id: number;
}

export interface HubError {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  readonly id: number | null;
  /** The view that it is about. */
  readonly view: number | null;
}

export interface FleetCounts {
  readonly type: 'fleet';
  readonly id: number;
  readonly time: number;
  readonly online: number;
  readonly stale: number;
  readonly offline: number;
  readonly neverSeen: number;
  readonly readingsPerSecond: number;
  readonly received: number;
  readonly stored: number;
  readonly duplicate: number;
  readonly refused: number;
  readonly ackP50Millis: number | null;
  readonly ackP99Millis: number | null;
  readonly diskBytes: number;
  readonly viewers: number;
}

export interface DeviceList {
  readonly type: 'devices';
  readonly id: number;
  readonly reset: boolean;
  readonly devices: readonly Device[];
}

export interface SeriesNames {
  readonly type: 'series';
  readonly id: number;
  readonly series: readonly Series[];
}

export interface EventList {
  readonly type: 'events';
  readonly id: number;
  readonly reset: boolean;
  readonly events: readonly HubEvent[];
}

/** What a view covers. */
export interface ViewMessage {
  readonly type: 'view';
  readonly id: number;
  readonly view: number;
  /** Unix milliseconds; `to` is null when it goes on. */
  readonly from: number;
  readonly to: number | null;
  readonly widthMicros: number;
}

/** What belongs to one subscription. */
export type SubscriptionMessage = FleetCounts | DeviceList | SeriesNames | EventList | ViewMessage;
export type HubMessage = Welcome | Stopping | Subscribed | HubError | SubscriptionMessage;

/** A message that could not be read: a value, not an exception. */
export interface Refusal {
  readonly type: 'refusal';
  readonly code: 'bad-message' | 'unknown-type';
  readonly detail: string;
}

const location = objectOf<Location>((take) => ({ lat: take('lat', number), lon: take('lon', number) }));

const device = objectOf<Device>((take) => ({
  id: take('id', string),
  state: take('state', oneOf(DEVICE_STATES)),
  since: take('since', nullable(number)),
  lastSeen: take('lastSeen', nullable(number)),
  reason: take('reason', nullable(string)),
  firmware: take('firmware', nullable(string)),
  intervalSeconds: take('intervalSeconds', nullable(number)),
  location: take('location', nullable(location)),
  roundTripMillis: take('roundTripMillis', nullable(number)),
  tags: take('tags', nullable(listOf(string))),
}));

const series = objectOf<Series>((take) => ({
  n: take('n', number),
  device: take('device', string),
  metric: take('metric', string),
  unit: take('unit', nullable(string)),
}));

const event = objectOf<HubEvent>((take) => ({
  n: take('n', number),
  time: take('time', number),
  device: take('device', nullable(string)),
  type: take('type', string),
  reason: take('reason', nullable(string)),
  detail: take('detail', nullable(string)),
}));

const fleet = objectOf<FleetCounts>((take) => ({
  type: 'fleet',
  id: take('id', number),
  time: take('time', number),
  online: take('online', number),
  stale: take('stale', number),
  offline: take('offline', number),
  neverSeen: take('neverSeen', number),
  readingsPerSecond: take('readingsPerSecond', number),
  received: take('received', number),
  stored: take('stored', number),
  duplicate: take('duplicate', number),
  refused: take('refused', number),
  ackP50Millis: take('ackP50Millis', nullable(number)),
  ackP99Millis: take('ackP99Millis', nullable(number)),
  diskBytes: take('diskBytes', number),
  viewers: take('viewers', number),
}));

function acknowledgement(type: Subscribed['type']): Check<Subscribed> {
  return objectOf((take) => ({ type, id: take('id', number) }));
}

const checks = new Map<string, Check<HubMessage>>([
  [
    'welcome',
    objectOf<Welcome>((take) => ({
      type: 'welcome',
      version: take('version', number),
      time: take('time', number),
      tickMillis: take('tickMillis', number),
      run: take('run', nullable(string)),
    })),
  ],
  [
    'stopping',
    objectOf<Stopping>((take) => ({ type: 'stopping', retryMillis: take('retryMillis', number) })),
  ],
  ['subscribed', acknowledgement('subscribed')],
  ['unsubscribed', acknowledgement('unsubscribed')],
  [
    'error',
    objectOf<HubError>((take) => ({
      type: 'error',
      code: take('code', string),
      message: take('message', string),
      id: take('id', nullable(number)),
      view: take('view', nullable(number)),
    })),
  ],
  ['fleet', fleet],
  [
    'devices',
    objectOf<DeviceList>((take) => ({
      type: 'devices',
      id: take('id', number),
      reset: take('reset', nullable(boolean)) ?? false,
      devices: take('devices', listOf(device)),
    })),
  ],
  [
    'series',
    objectOf<SeriesNames>((take) => ({
      type: 'series',
      id: take('id', number),
      series: take('series', listOf(series)),
    })),
  ],
  [
    'view',
    objectOf<ViewMessage>((take) => ({
      type: 'view',
      id: take('id', number),
      view: take('view', number),
      from: take('from', number),
      to: take('to', nullable(number)),
      widthMicros: take('widthMicros', number),
    })),
  ],
  [
    'events',
    objectOf<EventList>((take) => ({
      type: 'events',
      id: take('id', number),
      reset: take('reset', nullable(boolean)) ?? false,
      events: take('events', listOf(event)),
    })),
  ],
]);

const typeOf = objectOf((take) => take('type', string));

export function parseMessage(text: string): HubMessage | Refusal {
  try {
    const json: unknown = JSON.parse(text);
    const type = typeOf(json, '');
    const check = checks.get(type);
    return check ? check(json, '') : { type: 'refusal', code: 'unknown-type', detail: type };
  } catch (problem) {
    if (problem instanceof Mismatch || problem instanceof SyntaxError) {
      return { type: 'refusal', code: 'bad-message', detail: problem.message };
    }
    throw problem;
  }
}
