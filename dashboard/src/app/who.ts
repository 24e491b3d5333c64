/** Who looks at this page, and what that lets: asked when the page opens, and whenever it is live again. */

import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { ask } from '../api';
import { boolean, listOf, nullable, objectOf, string } from '../live/check';
import type { ConnectionState } from '../live/connection';

/** What a role or a token lets do, as `docs/http-api.md` has it. */
export type Permission = 'read' | 'sql' | 'ingest' | 'import' | 'command' | 'backup' | 'devices' | 'admin';

export interface Who {
  /** As the hub's log of changes has it: `user ann`, `anonymous`. */
  readonly name: string;
  readonly role: string | null;
  /** Whether there is a session, which can be ended. */
  readonly isSession: boolean;
  readonly permissions: readonly string[];
}

const check = objectOf<Who>((take) => ({
  name: take('name', string),
  role: take('role', nullable(string)),
  isSession: take('session', boolean),
  permissions: take('permissions', listOf(string)),
}));

const current = signal<Who | undefined>(undefined);

/** Undefined until the hub has said it. */
export const who: ReadonlySignal<Who | undefined> = current;

export async function askWho(): Promise<void> {
  const answer = await ask('api/v1/session', check);
  if (answer.ok) current.value = answer.value;
}

/** False as long as nobody knows. What the hub refuses it refuses all the same. */
export function may(permission: Permission): boolean {
  return current.value?.permissions.includes(permission) ?? false;
}

export function mayAdminister(): boolean {
  return may('devices') || may('admin');
}

/** Whoever gets other rights is thrown off the live socket, and comes back with them. Called once. */
export function followWho(connection: ReadonlySignal<ConnectionState>): void {
  let isAsked = false;
  effect(() => {
    const isLive = connection.value.phase === 'live';
    if (isLive || !isAsked) void askWho();
    isAsked = true;
  });
}
