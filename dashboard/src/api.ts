/** The hub's HTTP interface as this page uses it: checked values, or what was wrong in words. */

import { goToLogin } from './app/login';
import { type Check, Mismatch, nullable, objectOf, string } from './live/check';
import { deviceStrings } from './strings';

export type Answer<T> = { readonly ok: true; readonly value: T } | Refused;

/** `status` is that of HTTP and `body` what came with it; both undefined if the hub was not reached. */
export interface Refused {
  readonly ok: false;
  readonly problem: string;
  readonly status?: number | undefined;
  readonly body?: unknown;
}

const problem = objectOf((take) => take('detail', nullable(string)) ?? take('title', nullable(string)));

/** `path` is relative to the page, so that it also works behind a proxy that puts the hub under a path. */
export async function ask<T>(path: string, check: Check<T>, request: RequestInit = {}): Promise<Answer<T>> {
  try {
    const response = await fetch(new URL(path, document.baseURI), request);
    const json: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { ok: true, value: check(json, '') };
    if (response.status === 401) goToLogin();
    return refused(response.status, json);
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    return {
      ok: false,
      problem: failure instanceof Mismatch ? failure.message : deviceStrings.notReached,
    };
  }
}

function refused(status: number, body: unknown): Refused {
  return { ok: false, problem: wordsOf(body) ?? deviceStrings.httpStatus(status), status, body };
}

/** For answers without a body. */
export const nothing: Check<void> = () => undefined;

/** A request that changes something; browsers say with each that it is of the hub's own page. */
export function change<T>(method: string, path: string, check: Check<T>, body?: object): Promise<Answer<T>> {
  if (body === undefined) return ask(path, check, { method });
  const headers = { 'Content-Type': 'application/json' };
  return ask(path, check, { method, headers, body: JSON.stringify(body) });
}

function wordsOf(json: unknown): string | null {
  try {
    return problem(json, '');
  } catch {
    return null;
  }
}
