/** The registry of devices and the fleet's keys, as the hub tells of them and lets them be changed. */

import { type Answer, ask, change, nothing } from '../api';
import { boolean, type Check, listOf, nullable, number, objectOf, string } from '../live/check';

export interface Place {
  readonly lat: number;
  readonly lon: number;
}

export interface RegisteredDevice {
  readonly id: string;
  readonly disabled: boolean;
  readonly tags: readonly string[];
  /** Exactly, as an operator said; null if nobody did. */
  readonly location: Place | null;
  readonly exactPublished: boolean;
  readonly notes: string;
  /** Unix milliseconds, here and below. */
  readonly created: number | null;
  /** How many open it now: 0, 1, or 2 while one takes the place of the other. */
  readonly tokens: number;
  readonly tokenMade: number | null;
  readonly olderTokenUntil: number | null;
}

/** A time as the hub writes it. */
export const time: Check<number> = (value, path) => Date.parse(string(value, path));

const place = objectOf<Place>((take) => ({ lat: take('lat', number), lon: take('lon', number) }));

const registeredDevice = objectOf<RegisteredDevice>((take) => ({
  id: take('id', string),
  disabled: take('disabled', boolean),
  tags: take('tags', listOf(string)),
  location: take('location', nullable(place)),
  exactPublished: take('exactPublished', boolean),
  notes: take('notes', string),
  created: take('created', nullable(time)),
  tokens: take('tokens', number),
  tokenMade: take('tokenMade', nullable(time)),
  olderTokenUntil: take('olderTokenUntil', nullable(time)),
}));

const ALL = 'api/v1/registry/devices';
const pathOf = (id: string) => `${ALL}/${encodeURIComponent(id)}`;
const token = objectOf((take) => take('token', string));

/** What a person may change of a device. */
export interface DeviceDetails {
  readonly tags: readonly string[];
  readonly location: Place | null;
  readonly exactPublished: boolean;
  readonly notes: string;
}

export function registeredDevices(signal: AbortSignal): Promise<Answer<readonly RegisteredDevice[]>> {
  return ask(ALL, listOf(registeredDevice), { signal });
}

export function deviceOf(id: string, signal: AbortSignal): Promise<Answer<RegisteredDevice>> {
  return ask(pathOf(id), registeredDevice, { signal });
}

/** Answers its token. */
export function registerDevice(id: string, details: DeviceDetails): Promise<Answer<string>> {
  return change('POST', ALL, token, { id, ...details });
}

export function changeDevice(
  id: string,
  changed: Partial<DeviceDetails & { readonly disabled: boolean }>,
): Promise<Answer<RegisteredDevice>> {
  return change('PATCH', pathOf(id), registeredDevice, changed);
}

/** Answers the new token. `grace` is how long the one of now goes on, ISO 8601. */
export function rotateToken(id: string, grace: string): Promise<Answer<string>> {
  return change('POST', `${pathOf(id)}/rotate`, token, { grace });
}

export function revokeTokens(id: string): Promise<Answer<void>> {
  return change('POST', `${pathOf(id)}/revoke`, nothing);
}

/** With what it has sent, if it is to be erased, too. */
export function removeDevice(id: string, erase: boolean): Promise<Answer<void>> {
  return change('DELETE', `${pathOf(id)}?data=${erase ? 'erase' : 'keep'}`, nothing);
}

export interface FleetKey {
  readonly name: string;
  readonly prefix: string;
  readonly tags: readonly string[];
  readonly claimsLeft: number;
  readonly expires: number | null;
}

const fleetKey = objectOf<FleetKey>((take) => ({
  name: take('name', string),
  prefix: take('prefix', string),
  tags: take('tags', listOf(string)),
  claimsLeft: take('claimsLeft', number),
  expires: take('expires', nullable(time)),
}));

const KEYS = 'api/v1/fleet-keys';

export interface NewFleetKey {
  readonly name: string;
  readonly prefix: string;
  readonly tags: readonly string[];
  readonly claims: number;
  /** ISO 8601; undefined if it does not end. */
  readonly expiresIn: string | undefined;
}

export function fleetKeys(signal: AbortSignal): Promise<Answer<readonly FleetKey[]>> {
  return ask(KEYS, listOf(fleetKey), { signal });
}

/** Answers the key. */
export function makeFleetKey(made: NewFleetKey): Promise<Answer<string>> {
  return change(
    'POST',
    KEYS,
    objectOf((take) => take('key', string)),
    made,
  );
}

export function removeFleetKey(name: string): Promise<Answer<void>> {
  return change('DELETE', `${KEYS}/${encodeURIComponent(name)}`, nothing);
}
