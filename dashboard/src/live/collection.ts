/** Snapshot, then deltas: one subscription's readings, kept in a store that is never half a snapshot. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Subscriber } from './connection';
import type { ReadingsFrame } from './frame';
import type { Series, SubscriptionMessage } from './messages';
import type { Publisher } from './publisher';

/** What a collection fills. Setting the same series and time again replaces the value. */
export interface ReadingStore {
  /** `isNew` is false for what the snapshot brings: history, as opposed to what happens now. */
  set(series: Series, timeMicros: number, value: number, isNew: boolean): void;
  /** Makes what was set since the last time visible. */
  publish(): void;
}

export type CollectionState<S> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly store: S }
  | { readonly phase: 'refused'; readonly code: string; readonly detail: string };

export class ReadingCollection<S extends ReadingStore> implements Subscriber {
  readonly #create: () => S;
  readonly #publisher: Publisher;
  readonly #state = signal<CollectionState<S>>({ phase: 'loading' });
  readonly #publish = () => this.#publishNow();
  readonly #names = new Map<number, Series>();
  /** The store in use; a new one takes its place when its snapshot is whole, so a page never shows half of it. */
  #current: S | undefined;
  #staged: S | undefined;
  #cursor: bigint | undefined;

  constructor(create: () => S, publisher: Publisher) {
    this.#create = create;
    this.#publisher = publisher;
  }

  get state(): ReadonlySignal<CollectionState<S>> {
    return this.#state;
  }

  /** Half a snapshot is no place to go on from. */
  cursor(): bigint | undefined {
    return this.#staged === undefined && this.#current !== undefined ? this.#cursor : undefined;
  }

  opened(): void {
    this.#names.clear();
    this.#staged = undefined;
  }

  message(message: SubscriptionMessage): string | undefined {
    if (message.type !== 'series') return `a ${message.type} message for a subscription to readings`;
    for (const series of message.series) this.#names.set(series.n, series);
    return undefined;
  }

  readings(frame: ReadingsFrame): string | undefined {
    if (frame.snapshotStarts) this.#staged = this.#create();
    const store = this.#staged ?? this.#current;
    if (store === undefined) return 'readings before the snapshot';
    const unnamed = this.#fill(store, frame);
    if (frame.snapshotEnds && this.#staged !== undefined) {
      this.#current = this.#staged;
      this.#staged = undefined;
    }
    if (store === this.#current) {
      this.#cursor = frame.cursor;
      this.#publisher.mark(this.#publish);
    }
    return unnamed === 0 ? undefined : `${unnamed} readings of series without a name`;
  }

  refused(code: string, detail: string): void {
    this.#state.value = { phase: 'refused', code, detail };
  }

  #fill(store: S, frame: ReadingsFrame): number {
    const isNew = this.#staged === undefined;
    let unnamed = 0;
    for (let i = 0; i < frame.times.length; i++) {
      const series = this.#names.get(frame.series[i] ?? 0);
      const time = frame.times[i];
      const value = frame.values[i];
      if (series === undefined || time === undefined || value === undefined) unnamed += 1;
      else store.set(series, time, value, isNew);
    }
    return unnamed;
  }

  #publishNow(): void {
    const store = this.#current;
    if (store === undefined) return;
    store.publish();
    const state = this.#state.peek();
    if (state.phase !== 'ready' || state.store !== store) this.#state.value = { phase: 'ready', store };
  }
}
