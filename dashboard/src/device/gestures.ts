/** Wheel, shift-drag, touch and double click over a plot. Dragging with a mouse alone is the plot's own selection. */

import { between, type Part, panned, zoomed } from './range';

const WHEEL_STEP = 1.25;
/** Turns of the wheel within so long are one step. */
const BURST_MILLIS = 600;

export interface GestureEvents {
  changed(part: Part, isStep: boolean): void;
  back(): void;
}

interface Grip {
  readonly part: Part;
  /** Where fingers are, by pointer, as shares of the width. */
  readonly at: ReadonlyMap<number, number>;
}

export class Gestures {
  readonly #over: HTMLElement;
  readonly #part: () => Part;
  readonly #events: GestureEvents;
  readonly #end = new AbortController();
  readonly #fingers = new Map<number, number>();
  #grip: Grip | undefined;
  #isFirstMove = false;
  #lastWheel = Number.NEGATIVE_INFINITY;

  constructor(over: HTMLElement, part: () => Part, events: GestureEvents) {
    this.#over = over;
    this.#part = part;
    this.#events = events;
    const { signal } = this.#end;
    over.addEventListener('wheel', (event) => this.#onWheel(event), { signal, passive: false });
    over.addEventListener('dblclick', () => events.back(), { signal });
    over.addEventListener('pointerdown', (event) => this.#onDown(event), { signal });
    over.addEventListener('pointermove', (event) => this.#onMove(event), { signal });
    for (const type of ['pointerup', 'pointercancel'] as const) {
      over.addEventListener(type, (event) => this.#onUp(event), { signal });
    }
    // The plot begins its selection with this; a shift-drag is not for it.
    const options = { signal, capture: true };
    over.addEventListener(
      'mousedown',
      (event) => event.shiftKey && event.stopImmediatePropagation(),
      options,
    );
  }

  destroy(): void {
    this.#end.abort();
  }

  #share({ clientX }: MouseEvent): number {
    const { left, width } = this.#over.getBoundingClientRect();
    return (clientX - left) / Math.max(1, width);
  }

  #onWheel(event: WheelEvent): void {
    event.preventDefault();
    const isStep = event.timeStamp - this.#lastWheel > BURST_MILLIS;
    this.#lastWheel = event.timeStamp;
    const isSideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    const part = this.#part();
    const next = isSideways
      ? panned(part, Math.sign(event.deltaX) * 0.1)
      : zoomed(part, event.deltaY > 0 ? WHEEL_STEP : 1 / WHEEL_STEP, this.#share(event));
    this.#events.changed(next, isStep);
  }

  #onDown(event: PointerEvent): void {
    if (event.pointerType !== 'touch' && !(event.shiftKey && event.button === 0)) return;
    this.#over.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, this.#share(event));
    this.#isFirstMove = this.#fingers.size === 1;
    this.#takeHold();
  }

  #onMove(event: PointerEvent): void {
    const grip = this.#grip;
    if (grip === undefined || !this.#fingers.has(event.pointerId)) return;
    this.#fingers.set(event.pointerId, this.#share(event));
    this.#events.changed(moved(grip, this.#fingers), this.#isFirstMove);
    this.#isFirstMove = false;
  }

  #onUp(event: PointerEvent): void {
    if (this.#fingers.delete(event.pointerId)) this.#takeHold();
  }

  #takeHold(): void {
    this.#grip = this.#fingers.size === 0 ? undefined : { part: this.#part(), at: new Map(this.#fingers) };
  }
}

/** One finger takes the time along; of two, each keeps the moment that it was put on. */
export function moved({ part, at }: Grip, now: ReadonlyMap<number, number>): Part {
  const length = part.to - part.from;
  const [one, other] = [...at].map(([id, share]) => ({ was: share, is: now.get(id) ?? share }));
  if (one === undefined) return part;
  if (other === undefined) return panned(part, one.was - one.is);
  const apart = other.is - one.is;
  if (Math.abs(apart) < 0.02) return part;
  const perShare = ((other.was - one.was) * length) / apart;
  const from = part.from + one.was * length - one.is * perShare;
  return between(from, from + perShare);
}
