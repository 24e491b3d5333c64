/** The collection of latest readings as pages want it: there is always a store, at first an empty one. */

import type { Hub } from '../app/hub';
import { ReadingCollection } from '../live/collection';
import { LatestStore } from './latest-store';

export class LatestCollection extends ReadingCollection<LatestStore> {
  readonly #empty: LatestStore;

  constructor(hub: Pick<Hub, 'clock' | 'publisher'>) {
    const create = () => new LatestStore(() => hub.clock.now());
    super(create, hub.publisher);
    this.#empty = create();
  }

  get store(): LatestStore {
    const state = this.state.value;
    return state.phase === 'ready' ? state.store : this.#empty;
  }

  get refusal(): string | undefined {
    const state = this.state.value;
    return state.phase === 'refused' ? `${state.code}: ${state.detail}` : undefined;
  }
}
