/** A subscription that several pages share, and that outlives the way from one to the next. */

import type { Connection, Subscriber } from '../live/connection';
import type { SubscriptionRequest } from '../live/requests';

/** Back from a device's page within this time, the fleet is there as it was. */
const KEPT_MILLIS = 60_000;

export class KeptSubscription<S extends Subscriber> {
  readonly subscriber: S;
  readonly #subscribe: () => () => void;
  readonly #schedule: (run: () => void, millis: number) => () => void;
  #holders = 0;
  #end: (() => void) | undefined;
  #cancelEnd = () => {};

  constructor(
    connection: Connection,
    request: SubscriptionRequest,
    subscriber: S,
    schedule: (run: () => void, millis: number) => () => void,
  ) {
    this.subscriber = subscriber;
    this.#subscribe = () => connection.subscribe(request, subscriber);
    this.#schedule = schedule;
  }

  /** Follows it until the returned function is called, and a while longer. */
  hold(): () => void {
    this.#cancelEnd();
    this.#holders += 1;
    this.#end ??= this.#subscribe();
    return () => {
      this.#holders -= 1;
      if (this.#holders === 0) this.#cancelEnd = this.#schedule(() => this.#endNow(), KEPT_MILLIS);
    };
  }

  #endNow(): void {
    this.#end?.();
    this.#end = undefined;
  }
}
