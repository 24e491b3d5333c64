/** The hub's clock as this page knows it: ages are counted against it, not against the viewer's own. */

import { type ReadonlySignal, signal } from '@preact/signals';

/** Below this a difference is network jitter; following it would make ages flicker. */
const JITTER_MILLIS = 250;

export class HubClock {
  readonly #local: () => number;
  readonly #seconds;
  #ahead: number | undefined;

  constructor(local: () => number) {
    this.#local = local;
    this.#seconds = signal(local());
  }

  /** Unix milliseconds on the hub; the signal moves with `tick`. */
  get seconds(): ReadonlySignal<number> {
    return this.#seconds;
  }

  /** Unix milliseconds on the hub, at this moment. */
  now(): number {
    return this.#local() + (this.#ahead ?? 0);
  }

  /** The hub has just said what time it is. */
  heard(hubMillis: number): void {
    const ahead = hubMillis - this.#local();
    if (this.#ahead === undefined || Math.abs(ahead - this.#ahead) > JITTER_MILLIS) this.#ahead = ahead;
  }

  /** Called once a second by whoever owns the page's timers. */
  tick(): void {
    this.#seconds.value = this.now();
  }
}
