/** The hub's log of changes: which lines are wanted, and the way back through it, page by page. */

import { type ReadonlySignal, signal } from '@preact/signals';
import { goToLogin } from '../app/login';
import { type Check, listOf, nullable, number, objectOf, string } from '../live/check';
import { deviceStrings } from '../strings';
import { time } from './registry';

/** A thing before and after a change: the members that may be told. */
export type Told = Readonly<Record<string, unknown>>;

export interface Change {
  readonly number: number;
  /** Unix milliseconds. */
  readonly time: number;
  readonly actor: string;
  readonly address: string;
  readonly action: string;
  readonly kind: string;
  readonly name: string;
  readonly before: Told | null;
  readonly after: Told | null;
}

/** Whatever an object has: a newer hub may tell more. */
const told: Check<Told> = (value, path) =>
  objectOf(() => Object.fromEntries(Object.entries(value ?? {})))(value, path);

const changes = listOf(
  objectOf<Change>((take) => ({
    number: take('number', number),
    time: take('time', time),
    actor: take('actor', string),
    address: take('address', string),
    action: take('action', string),
    kind: take('kind', string),
    name: take('name', string),
    before: take('before', nullable(told)),
    after: take('after', nullable(told)),
  })),
);

export interface LogFilter {
  readonly kind: string;
  readonly action: string;
  /** Part of what the change was of, and of who made it. */
  readonly name: string;
  readonly actor: string;
  /** Unix milliseconds, from inclusive, to exclusive. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

const millisOf = (text: string | null) => {
  const millis = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(millis) ? undefined : millis;
};
const textOf = (millis: number | undefined) =>
  millis === undefined ? undefined : new Date(millis).toISOString();

export function logFilterOf(options: URLSearchParams): LogFilter {
  const text = (name: string) => options.get(name) ?? '';
  return {
    kind: text('kind'),
    action: text('action'),
    name: text('name'),
    actor: text('actor'),
    from: millisOf(options.get('from')),
    to: millisOf(options.get('to')),
  };
}

export const logOptionsOf = ({ from, to, ...texts }: LogFilter) => ({
  ...texts,
  from: textOf(from),
  to: textOf(to),
});

export interface LogState {
  readonly changes: readonly Change[];
  readonly isLoading: boolean;
  readonly failure: string | undefined;
  /** Whether there are lines that were not looked at. */
  readonly isComplete: boolean;
}

const LINES_AT_ONCE = 100;

/** One filter's lines, the newest first. The hub looks through so many a call; where it left off is in its Link. */
export class ChangeLog {
  readonly #state = signal<LogState>({ changes: [], isLoading: true, failure: undefined, isComplete: false });
  readonly #abandon = new AbortController();
  #next: string;

  constructor(filter: LogFilter) {
    const given = Object.entries(logOptionsOf(filter)).filter(
      (entry): entry is [string, string] => !!entry[1],
    );
    this.#next = `api/v1/audit?${new URLSearchParams([...given, ['limit', String(LINES_AT_ONCE)]])}`;
  }

  get state(): ReadonlySignal<LogState> {
    return this.#state;
  }

  abandon(): void {
    this.#abandon.abort();
  }

  async older(): Promise<void> {
    this.#state.value = { ...this.#state.peek(), isLoading: true, failure: undefined };
    try {
      const response = await fetch(new URL(this.#next, document.baseURI), { signal: this.#abandon.signal });
      if (response.status === 401) goToLogin();
      if (!response.ok) throw new Error(await problemOf(response));
      this.#take(changes(await response.json(), ''), nextOf(response.headers.get('Link')));
    } catch (failure) {
      if (this.#abandon.signal.aborted) return;
      const text = failure instanceof TypeError ? deviceStrings.notReached : String(failure);
      this.#state.value = { ...this.#state.peek(), isLoading: false, failure: text };
    }
  }

  #take(found: readonly Change[], next: string | undefined): void {
    this.#next = next ?? this.#next;
    this.#state.value = {
      changes: [...this.#state.peek().changes, ...found],
      isLoading: false,
      failure: undefined,
      isComplete: next === undefined,
    };
  }
}

async function problemOf(response: Response): Promise<string> {
  const body = await response.json().catch(() => undefined);
  const detail = nullable(objectOf((take) => take('detail', nullable(string))))(body ?? null, '');
  return detail ?? deviceStrings.httpStatus(response.status);
}

/** Relative to the page, so that it also works behind a proxy that puts the hub under a path. */
export function nextOf(link: string | null): string | undefined {
  return /<\/?([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1];
}

export interface FieldChange {
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** The members that are not as they were. Of what is new or gone: those that say something. */
export function fieldsOf({ before, after }: Pick<Change, 'before' | 'after'>): readonly FieldChange[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const named = fields.filter((field) => !['id', 'name', 'created'].includes(field));
  return named
    .map((field) => ({ field, before: wordsOf(before?.[field]), after: wordsOf(after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

function wordsOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '' || value === false) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value).replaceAll(/[{}"]/g, '') : String(value);
}
