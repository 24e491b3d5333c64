/** Commands for a device: what the hub says of them, and how one is issued. */

import { type Answer, ask } from '../api';
import { type Check, listOf, nullable, objectOf, string } from '../live/check';

export interface Command {
  readonly id: string;
  readonly name: string;
  readonly args: unknown;
  /** `pending`, `sent`, `done`, `failed`, `expired`; a newer hub may know more. */
  readonly state: string;
  /** Unix milliseconds. */
  readonly issued: number;
  readonly finished: number | null;
  readonly data: unknown;
  readonly error: string | null;
}

const anything: Check<unknown> = (value) => value ?? null;

const command = objectOf<Command>((take) => ({
  id: take('id', string),
  name: take('name', string),
  args: take('args', anything),
  state: take('state', string),
  issued: Date.parse(take('issued', string)),
  finished: momentOf(take('finished', nullable(string))),
  data: take('data', anything),
  error: take('error', nullable(string)),
}));

function momentOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

const pathOf = (device: string) => `api/v1/devices/${encodeURIComponent(device)}/commands`;

export function commandsOf(device: string, signal: AbortSignal): Promise<Answer<readonly Command[]>> {
  return ask(pathOf(device), listOf(command), { signal });
}

export interface NewCommand {
  readonly name: string;
  readonly args: unknown;
  /** ISO 8601. */
  readonly expiresIn: string;
}

export function issue(device: string, issued: NewCommand): Promise<Answer<Command>> {
  return ask(pathOf(device), command, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(issued),
  });
}

/** What a person typed as arguments: nothing, or a JSON object; undefined if it is neither. */
export function argsOf(text: string): object | undefined {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
