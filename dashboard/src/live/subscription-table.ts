/** Which subscription numbers are taken, by whom, and which may not be used again yet. */

import type { SubscriptionRequest, ViewportRequest } from './requests';

/** A view's number and span are in the request that opens it, so that a new connection begins with the newest. */
type Request = SubscriptionRequest | (ViewportRequest & { readonly view: number; readonly pixels: number });

const LARGEST_ID = 65_535;

interface Entry<S> {
  readonly id: number;
  readonly request: Request;
  readonly subscriber: S;
}

export class SubscriptionTable<S> {
  readonly #entries = new Map<number, Entry<S>>();
  /** Unsubscribed, but the hub has not said so yet: late frames with these numbers are still on their way. */
  readonly #ending = new Set<number>();
  #last = 0;

  add(request: Request, subscriber: S): number {
    const id = this.#freeId();
    this.#entries.set(id, { id, request, subscriber });
    return id;
  }

  /** From now on this is what is asked for on a new connection. */
  change(id: number, request: Request): void {
    const entry = this.#entries.get(id);
    if (entry) this.#entries.set(id, { ...entry, request });
  }

  get(id: number): S | undefined {
    return this.#entries.get(id)?.subscriber;
  }

  active(): readonly Entry<S>[] {
    return [...this.#entries.values()];
  }

  /** False when it had ended before. `isConfirmationDue`: the hub will answer with `unsubscribed`. */
  end(id: number, isConfirmationDue: boolean): boolean {
    if (!this.#entries.delete(id)) return false;
    if (isConfirmationDue) this.#ending.add(id);
    return true;
  }

  ended(id: number): void {
    this.#ending.delete(id);
  }

  /** The socket is gone, and with it everything that was on its way. */
  allEnded(): void {
    this.#ending.clear();
  }

  #freeId(): number {
    do {
      this.#last = (this.#last % LARGEST_ID) + 1;
    } while (this.#entries.has(this.#last) || this.#ending.has(this.#last));
    return this.#last;
  }
}
