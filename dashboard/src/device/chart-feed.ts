/** Follows the buckets of some devices and metrics, and changes from one choice to the next without an empty chart. */

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Connection, Viewport } from '../live/connection';
import type { Publisher } from '../live/publisher';
import type { ViewRequest } from '../live/requests';
import { type ShownView, ViewCollection } from '../live/view-collection';
import type { Range } from './range';

export interface ChartChoice {
  readonly devices: readonly string[];
  readonly metrics: readonly string[];
}

export interface ShownChart extends ShownView {
  /** Whose buckets they are: still those of the choice before while the next is loading. */
  readonly choice: ChartChoice;
}

const NOTHING: ShownChart = {
  choice: { devices: [], metrics: [] },
  store: undefined,
  version: 0,
  isLoading: true,
  refusal: undefined,
};

export class ChartFeed {
  readonly #connection: Connection;
  readonly #publisher: Publisher;
  readonly #shown = signal<ShownChart>(NOTHING);
  #viewport: Viewport | undefined;
  #collection: ViewCollection | undefined;
  #asked = '';
  #end = () => {};

  constructor(connection: Connection, publisher: Publisher) {
    this.#connection = connection;
    this.#publisher = publisher;
  }

  get shown(): ReadonlySignal<ShownChart> {
    return this.#shown;
  }

  choose(choice: ChartChoice, range: Range, pixels: number): void {
    this.close();
    const collection = new ViewCollection(this.#publisher);
    const request = viewOf(range, pixels);
    const viewport = this.#connection.openViewport({ mode: 'viewport', ...choice }, request, collection);
    const unlisten = collection.shown.subscribe((shown) => this.#onShown(choice, shown));
    this.#asked = JSON.stringify(request);
    this.#collection = collection;
    this.#viewport = viewport;
    this.#end = () => {
      unlisten();
      viewport.close();
    };
  }

  /** Another stretch of time, or another width, of the same. */
  view(range: Range, pixels: number): void {
    const request = viewOf(range, pixels);
    const asked = JSON.stringify(request);
    if (this.#viewport === undefined || asked === this.#asked) return;
    this.#asked = asked;
    this.#collection?.wants(this.#viewport.view(request));
  }

  close(): void {
    this.#end();
    this.#end = () => {};
    this.#viewport = undefined;
    this.#collection = undefined;
  }

  #onShown(choice: ChartChoice, shown: ShownView): void {
    const before = this.#shown.peek();
    this.#shown.value =
      shown.store === undefined
        ? { ...before, isLoading: shown.isLoading, refusal: shown.refusal }
        : { ...shown, choice };
  }
}

function viewOf({ window, part }: Range, pixels: number): ViewRequest {
  if (part !== null) return { ...part, pixels };
  return window.millis === null ? { pixels } : { window: window.window, pixels };
}
