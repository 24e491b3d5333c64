/** One viewport subscription: the newest view that is whole, while the next is on its way. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { BucketFrame } from './bucket-frame';
import type { Subscriber } from './connection';
import type { Series, SubscriptionMessage } from './messages';
import type { Publisher } from './publisher';
import { type ViewExtent, ViewStore } from './view-store';

export interface ShownView {
  /** The newest view that is whole; still the one before while the next is loading. */
  readonly store: ViewStore | undefined;
  /** Moves with every change of the store. */
  readonly version: number;
  readonly isLoading: boolean;
  readonly refusal: string | undefined;
}

export class ViewCollection implements Subscriber {
  readonly #publisher: Publisher;
  readonly #shown = signal<ShownView>({ store: undefined, version: 0, isLoading: true, refusal: undefined });
  readonly #publish = () => this.#publishNow();
  readonly #names = new Map<number, Series>();
  #wanted = 0;
  #extent: ViewExtent | undefined;
  #staged: ViewStore | undefined;
  #current: ViewStore | undefined;

  constructor(publisher: Publisher) {
    this.#publisher = publisher;
  }

  get shown(): ReadonlySignal<ShownView> {
    return this.#shown;
  }

  /** A view with this number has been asked for: those before it are of no use any more. */
  wants(view: number): void {
    this.#wanted = view;
    this.#shown.value = { ...this.#shown.peek(), isLoading: true, refusal: undefined };
  }

  opened(): void {
    this.#names.clear();
    this.#extent = undefined;
    this.#staged = undefined;
  }

  message(message: SubscriptionMessage): string | undefined {
    if (message.type === 'view') {
      this.#extent = message;
      return undefined;
    }
    if (message.type !== 'series') return `a ${message.type} message for a viewport`;
    for (const series of message.series) this.#names.set(series.n, series);
    return undefined;
  }

  readings(): string {
    return 'readings for a viewport';
  }

  buckets(frame: BucketFrame): string | undefined {
    if (frame.view !== this.#wanted) return undefined;
    if (frame.viewStarts) {
      if (this.#extent?.view !== frame.view) return 'a view that was not announced';
      this.#staged = new ViewStore(this.#extent);
    }
    const store = this.#staged ?? this.#current;
    if (store?.extent.view !== frame.view) return 'buckets before their view';
    const unnamed = store.take(frame, this.#names);
    if (frame.viewEnds && this.#staged !== undefined) {
      this.#current = this.#staged;
      this.#staged = undefined;
    }
    if (store === this.#current) this.#publisher.mark(this.#publish);
    return unnamed === 0 ? undefined : `${unnamed} buckets of series without a name`;
  }

  refused(code: string, detail: string, view: number | null): void {
    if (view !== null && view !== this.#wanted) return;
    this.#shown.value = { ...this.#shown.peek(), isLoading: false, refusal: `${code}: ${detail}` };
  }

  #publishNow(): void {
    const store = this.#current;
    if (store === undefined) return;
    const { version, refusal, isLoading } = this.#shown.peek();
    const isWanted = store.extent.view === this.#wanted;
    this.#shown.value = {
      store,
      version: version + 1,
      isLoading: isLoading && !isWanted,
      refusal: isWanted ? undefined : refusal,
    };
  }
}
