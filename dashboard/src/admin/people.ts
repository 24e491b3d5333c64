/** Users, their sessions, and programs' tokens, as the hub tells of them and lets them be changed. */

import { type Answer, ask, change, nothing } from '../api';
import { boolean, listOf, nullable, objectOf, string } from '../live/check';
import { time } from './registry';

export const ROLES = ['viewer', 'analyst', 'operator', 'admin'] as const;
export type Role = (typeof ROLES)[number];

export const SCOPES = ['read', 'sql', 'ingest', 'import', 'command', 'backup', 'devices', 'admin'] as const;

export interface User {
  readonly name: string;
  readonly role: string;
  readonly disabled: boolean;
  /** Unix milliseconds, here and below. */
  readonly created: number | null;
}

const user = objectOf<User>((take) => ({
  name: take('name', string),
  role: take('role', string),
  disabled: take('disabled', boolean),
  created: take('created', nullable(time)),
}));

const USERS = 'api/v1/users';
const userPath = (name: string) => `${USERS}/${encodeURIComponent(name)}`;

export function users(signal: AbortSignal): Promise<Answer<readonly User[]>> {
  return ask(USERS, listOf(user), { signal });
}

export interface NewUser {
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

export function addUser(added: NewUser): Promise<Answer<User>> {
  return change('POST', USERS, user, added);
}

export interface UserChange {
  readonly role?: string;
  readonly password?: string;
  readonly disabled?: boolean;
}

export function changeUser(name: string, changed: UserChange): Promise<Answer<User>> {
  return change('PATCH', userPath(name), user, changed);
}

export function removeUser(name: string): Promise<Answer<void>> {
  return change('DELETE', userPath(name), nothing);
}

export interface OpenSession {
  readonly id: string;
  /** As the log of changes has it: `user ann`. */
  readonly name: string;
  readonly address: string;
  /** What the browser says of itself. */
  readonly browser: string;
  readonly opened: number;
  readonly used: number;
  readonly own: boolean;
}

const openSession = objectOf<OpenSession>((take) => ({
  id: take('id', string),
  name: take('name', string),
  address: take('address', string),
  browser: take('browser', string),
  opened: take('opened', time),
  used: take('used', time),
  own: take('own', boolean),
}));

const SESSIONS = 'api/v1/sessions';

export function sessions(signal: AbortSignal): Promise<Answer<readonly OpenSession[]>> {
  return ask(SESSIONS, listOf(openSession), { signal });
}

export function endSession(id: string): Promise<Answer<void>> {
  return change('DELETE', `${SESSIONS}/${encodeURIComponent(id)}`, nothing);
}

export function endSessionsOf(name: string): Promise<Answer<void>> {
  return change('DELETE', `${userPath(name)}/sessions`, nothing);
}

export interface ApiToken {
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created: number | null;
  readonly expires: number | null;
}

const apiToken = objectOf<ApiToken>((take) => ({
  name: take('name', string),
  scopes: take('scopes', listOf(string)),
  created: take('created', nullable(time)),
  expires: take('expires', nullable(time)),
}));

const TOKENS = 'api/v1/tokens';

export function apiTokens(signal: AbortSignal): Promise<Answer<readonly ApiToken[]>> {
  return ask(TOKENS, listOf(apiToken), { signal });
}

export interface NewApiToken {
  readonly name: string;
  readonly scopes: readonly string[];
  /** ISO 8601; undefined if it does not end. */
  readonly expiresIn: string | undefined;
}

/** Answers the token. */
export function makeApiToken(made: NewApiToken): Promise<Answer<string>> {
  return change(
    'POST',
    TOKENS,
    objectOf((take) => take('token', string)),
    made,
  );
}

export function removeApiToken(name: string): Promise<Answer<void>> {
  return change('DELETE', `${TOKENS}/${encodeURIComponent(name)}`, nothing);
}
