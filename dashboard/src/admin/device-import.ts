/** Many devices from a CSV file: what is sent, and what comes back, line by line. */

import { goToLogin } from '../app/login';
import { listOf, number, objectOf, string } from '../live/check';
import { adminStrings, deviceStrings } from '../strings';

/** The hub's own limit of a body. */
const MOST_BYTES = 1024 * 1024;

export interface LineError {
  readonly line: number;
  readonly device: string;
  readonly detail: string;
}

export type Imported =
  /** `csv` has a head and a line for each device. */
  | { readonly ok: true; readonly csv: string; readonly count: number }
  | { readonly ok: false; readonly problem: string; readonly errors: readonly LineError[] };

const problem = objectOf((take) => ({
  detail: take('detail', string),
  errors: take('errors', (value, path) => (value === undefined ? [] : lineErrors(value, path))),
}));

const lineErrors = listOf(
  objectOf<LineError>((take) => ({
    line: take('line', number),
    device: take('device', string),
    detail: take('detail', string),
  })),
);

const failed = (text: string, errors: readonly LineError[] = []): Imported => ({
  ok: false,
  problem: text,
  errors,
});

export async function importDevices(csv: string): Promise<Imported> {
  const bytes = new Blob([csv]).size;
  if (bytes > MOST_BYTES) return failed(adminStrings.importTooLong(Math.ceil(bytes / 1024)));
  try {
    const response = await fetch(new URL('api/v1/registry/import', document.baseURI), {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv' },
      body: csv,
    });
    const text = await response.text();
    if (response.ok) return { ok: true, csv: text, count: linesOf(text) };
    if (response.status === 401) goToLogin();
    return refusal(text, response.status);
  } catch {
    return failed(deviceStrings.notReached);
  }
}

/** Each line has its own entry, so what is said of all of them need not repeat it. */
export function refusal(text: string, status: number): Imported {
  try {
    const { detail, errors } = problem(JSON.parse(text), '');
    return errors.length === 0 ? failed(detail) : failed(adminStrings.importErrors(errors.length), errors);
  } catch {
    return failed(deviceStrings.httpStatus(status));
  }
}

/** Lines with something in them below the first one. */
export function linesOf(csv: string): number {
  return Math.max(0, csv.split('\n').filter((line) => line.trim() !== '').length - 1);
}
