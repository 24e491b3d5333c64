/** The hub's HTTP interface as this page uses it: checked values, or what was wrong in words. */

import { type Check, Mismatch, nullable, objectOf, string } from './live/check';
import { deviceStrings } from './strings';

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

const problem = objectOf((take) => take('detail', nullable(string)) ?? take('title', nullable(string)));

/** `path` is relative to the page, so that it also works behind a proxy that puts the hub under a path. */
export async function ask<T>(path: string, check: Check<T>, request: RequestInit = {}): Promise<Answer<T>> {
  try {
    const response = await fetch(new URL(path, document.baseURI), request);
    const json: unknown = await response.json().catch(() => undefined);
    if (response.ok) return { ok: true, value: check(json, '') };
    return { ok: false, problem: wordsOf(json) ?? deviceStrings.httpStatus(response.status) };
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
    return {
      ok: false,
      problem: failure instanceof Mismatch ? failure.message : deviceStrings.notReached,
    };
  }
}

function wordsOf(json: unknown): string | null {
  try {
    return problem(json, '');
  } catch {
    return null;
  }
}
