/** Events of the hub, newest first, each once. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Subscriber } from '../live/connection';
import type { HubEvent, SubscriptionMessage } from '../live/messages';
import type { Publisher } from '../live/publisher';

/** Enough to scroll through; older ones are for history queries. */
const EVENTS_KEPT = 500;

export type EventsState =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly events: readonly HubEvent[] }
  | { readonly phase: 'refused'; readonly code: string; readonly detail: string };

export class EventStore implements Subscriber {
  readonly #publisher: Publisher;
  readonly #publish = () => this.#publishNow();
  readonly #state = signal<EventsState>({ phase: 'loading' });
  readonly #byNumber = new Map<number, HubEvent>();

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  get state(): ReadonlySignal<EventsState> {
    return this.#state;
  }

  opened(): void {}

  message(message: SubscriptionMessage): string | undefined {
    if (message.type !== 'events') return `a ${message.type} message for the events subscription`;
    if (message.reset) this.#byNumber.clear();
    for (const event of message.events) this.#byNumber.set(event.n, event);
    this.#publisher.mark(this.#publish);
    return undefined;
  }

  readings(): string {
    return 'readings for the events subscription';
  }

  refused(code: string, detail: string): void {
    this.#state.value = { phase: 'refused', code, detail };
  }

  #publishNow(): void {
    const events = [...this.#byNumber.values()].sort((a, b) => b.n - a.n);
    for (const event of events.splice(EVENTS_KEPT)) this.#byNumber.delete(event.n);
    this.#state.value = { phase: 'ready', events };
  }
}
