/** Turns any number of changes into one update of the page per animation frame. */

import { batch } from '@preact/signals';

export type RequestFrame = (run: () => void) => void;

/**
 * Stores mark themselves as changed; the next frame publishes all of them in one batch. In a hidden tab
 * no frames come, so stores go on filling while the page rests, and it is right again when it is shown.
 */
export class Publisher {
  readonly #requestFrame: RequestFrame;
  readonly #changed = new Set<() => void>();

  constructor(requestFrame: RequestFrame) {
    this.#requestFrame = requestFrame;
  }

  /** `publish` must be the same function every time, so that marking twice publishes once. */
  mark(publish: () => void): void {
    const isFirst = this.#changed.size === 0;
    this.#changed.add(publish);
    if (isFirst) this.#requestFrame(() => this.#publishAll());
  }

  #publishAll(): void {
    const due = [...this.#changed];
    this.#changed.clear();
    batch(() => {
      for (const publish of due) publish();
    });
  }
}
