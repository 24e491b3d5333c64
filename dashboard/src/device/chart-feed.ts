/** Follows one series at a time and changes from one to the next without an empty chart between them. */

import { type ReadonlySignal, signal } from '@preact/signals';
import { type CollectionState, ReadingCollection } from '../live/collection';
import type { Connection } from '../live/connection';
import type { HubClock } from '../live/hub-clock';
import type { Publisher } from '../live/publisher';
import { ChartStore } from './chart-store';
import type { ChartWindow } from './windows';

export interface ChartTarget {
  readonly device: string;
  readonly metric: string;
  readonly window: ChartWindow;
}

export interface ShownChart {
  readonly target: ChartTarget;
  readonly store: ChartStore;
}

export interface ChartView {
  /** The newest chart that is complete; still the one before while the next is loading. */
  readonly shown: ShownChart | undefined;
  readonly isLoading: boolean;
  readonly refusal: string | undefined;
}

export class ChartFeed {
  readonly #connection: Connection;
  readonly #publisher: Publisher;
  readonly #clock: HubClock;
  readonly #view = signal<ChartView>({ shown: undefined, isLoading: true, refusal: undefined });
  /** Ends the subscription of the chart that is shown, and of the one that is loading. */
  #endShown = () => {};
  #endLoading = () => {};

  constructor(connection: Connection, publisher: Publisher, clock: HubClock) {
    this.#connection = connection;
    this.#publisher = publisher;
    this.#clock = clock;
  }

  get view(): ReadonlySignal<ChartView> {
    return this.#view;
  }

  show(target: ChartTarget): void {
    this.#endLoading();
    const { device, metric, window } = target;
    const store = () => new ChartStore(window.millis, () => this.#clock.now());
    const collection = new ReadingCollection(store, this.#publisher);
    const unsubscribe = this.#connection.subscribe(
      { mode: 'every', devices: [device], metrics: [metric], history: window.history },
      collection,
    );
    const unlisten = collection.state.subscribe((state) => this.#onState(target, state));
    this.#endLoading = () => {
      unlisten();
      unsubscribe();
    };
    // A snapshot cannot be here yet, so this says what is true: loading, or refused on the spot.
    if (collection.state.peek().phase === 'loading') {
      this.#view.value = { ...this.#view.peek(), isLoading: true, refusal: undefined };
    }
  }

  close(): void {
    this.#endLoading();
    this.#endShown();
    this.#endLoading = () => {};
    this.#endShown = () => {};
    this.#view.value = { shown: undefined, isLoading: true, refusal: undefined };
  }

  #onState(target: ChartTarget, state: CollectionState<ChartStore>): void {
    if (state.phase === 'loading') return;
    if (state.phase === 'refused') {
      this.#view.value = {
        ...this.#view.peek(),
        isLoading: false,
        refusal: `${state.code}: ${state.detail}`,
      };
      return;
    }
    const isOther = this.#view.peek().shown?.target !== target;
    if (isOther) {
      this.#endShown();
      this.#endShown = this.#endLoading;
      this.#endLoading = () => {};
    }
    this.#view.value = { shown: { target, store: state.store }, isLoading: false, refusal: undefined };
  }
}
