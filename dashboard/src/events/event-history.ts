/** Events of the past, asked for page by page, together with those that the live feed brings. */

import { type ReadonlySignal, signal } from '@preact/signals';
import { type Check, listOf, Mismatch, nullable, number, objectOf, string } from '../live/check';
import type { HubEvent } from '../live/messages';

/** How many the hub is asked for at a time. */
export const PAGE_EVENTS = 500;

/** Beyond, the oldest are forgotten; they can be asked for again. */
const MOST_EVENTS = 20_000;

/** A page without anything that is looked for is followed by the next one, so often. */
const MOST_PAGES = 20;

const time: Check<number> = (value, path) => {
  const millis = Date.parse(string(value, path));
  if (Number.isNaN(millis)) throw new Mismatch(`${path}: expected a time, found ${String(value)}`);
  return millis;
};

const events = listOf(
  objectOf<HubEvent>((take) => ({
    n: take('n', number),
    time: take('time', time),
    device: take('device', nullable(string)),
    type: take('type', string),
    reason: take('reason', nullable(string)),
    detail: take('detail', nullable(string)),
  })),
);

/** What the hub answers to `GET /api/v1/events`; throws a Mismatch when it is something else. */
export function parseEvents(text: string): readonly HubEvent[] {
  const json: unknown = JSON.parse(text);
  return events(json, '');
}

export interface HistoryState {
  /** Newest first. */
  readonly events: readonly HubEvent[];
  readonly isLoading: boolean;
  /** There is nothing older. */
  readonly isComplete: boolean;
  readonly failure: string | undefined;
}

export interface HistoryRange {
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Narrows the question itself; only for a complete id. */
  readonly device: string | undefined;
}

export class EventHistory {
  readonly #get: (address: string) => Promise<string>;
  readonly #range: HistoryRange;
  readonly #byNumber = new Map<number, HubEvent>();
  readonly #state = signal<HistoryState>({
    events: [],
    isLoading: false,
    isComplete: false,
    failure: undefined,
  });

  constructor(get: (address: string) => Promise<string>, range: HistoryRange) {
    this.#get = get;
    this.#range = range;
  }

  get state(): ReadonlySignal<HistoryState> {
    return this.#state;
  }

  /** What the live feed has brought stays here when the feed itself forgets it. */
  add(newest: readonly HubEvent[]): void {
    const before = this.#byNumber.size;
    for (const event of newest) this.#byNumber.set(event.n, event);
    if (this.#byNumber.size !== before) this.#publish({});
  }

  /** Asks for older ones until something comes that `isWanted`, or nothing is left. */
  async older(isWanted: (event: HubEvent) => boolean): Promise<void> {
    if (this.#state.peek().isLoading || this.#state.peek().isComplete) return;
    this.#publish({ isLoading: true, failure: undefined });
    try {
      let isComplete = false;
      let isFound = false;
      for (let page = 0; page < MOST_PAGES && !isFound && !isComplete; page++) {
        const added = await this.#page();
        isComplete = added.isLast;
        isFound = added.events.some(isWanted);
      }
      this.#publish({ isLoading: false, isComplete });
    } catch (problem) {
      this.#publish({
        isLoading: false,
        failure: problem instanceof Error ? problem.message : String(problem),
      });
    }
  }

  /** One page before the oldest that is there. Many may have happened in one millisecond: the limit grows until all fit. */
  async #page(): Promise<{ readonly events: readonly HubEvent[]; readonly isLast: boolean }> {
    for (let limit = PAGE_EVENTS; ; limit *= 4) {
      const found = parseEvents(await this.#get(this.#question(Math.min(limit, 10_000))));
      const added = found.filter(({ n }) => !this.#byNumber.has(n));
      for (const event of added) this.#byNumber.set(event.n, event);
      const isLast = found.length < Math.min(limit, 10_000);
      if (added.length > 0 || isLast || limit >= 10_000) {
        return { events: added, isLast: isLast || added.length === 0 };
      }
    }
  }

  #question(limit: number): string {
    const query = new URLSearchParams({ limit: String(limit) });
    const { from, to, device } = this.#range;
    const oldest = this.#oldest();
    // The end of a range is exclusive, and times here are cut to milliseconds.
    const before = oldest === undefined ? to : oldest + 1;
    if (from !== undefined) query.set('from', new Date(from).toISOString());
    if (before !== undefined) query.set('to', new Date(before).toISOString());
    if (device !== undefined) query.set('device', device);
    return `api/v1/events?${query}`;
  }

  /** By number: the hub's clock may have been set back. */
  #oldest(): number | undefined {
    let oldest: HubEvent | undefined;
    for (const event of this.#byNumber.values())
      if (oldest === undefined || event.n < oldest.n) oldest = event;
    return oldest?.time;
  }

  #publish(change: Partial<HistoryState>): void {
    const sorted = [...this.#byNumber.values()].sort((a, b) => b.n - a.n);
    const forgotten = sorted.splice(MOST_EVENTS);
    for (const { n } of forgotten) this.#byNumber.delete(n);
    const state = { ...this.#state.peek(), ...change };
    this.#state.value = { ...state, events: sorted, isComplete: state.isComplete && forgotten.length === 0 };
  }
}
