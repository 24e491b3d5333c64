/** Which rows of a long table are near the screen; only those are drawn. */

import { type ReadonlySignal, type Signal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

export interface RowRange {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

export interface Viewport {
  /** Pixels from the top of the first row to the top of the screen; below 0 while the table begins further down. */
  readonly scrolled: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** Drawn above and below the screen, so that a flick does not show the bare page. */
export const MARGIN_ROWS = 8;

/** The range moves in steps: one drawing for so many rows that scroll by. */
const STEP_ROWS = 4;

export function rangeOf({ scrolled, height, rowHeight }: Viewport, count: number): RowRange {
  const first = Math.floor(scrolled / rowHeight / STEP_ROWS) * STEP_ROWS - MARGIN_ROWS;
  const last = Math.ceil((scrolled + height) / rowHeight / STEP_ROWS) * STEP_ROWS + MARGIN_ROWS;
  const from = Math.min(Math.max(0, first), Math.max(0, count - 1));
  return { from, to: Math.min(count, Math.max(last, from + 1)) };
}

export interface RowWindow {
  readonly range: ReadonlySignal<RowRange>;
  readonly rowHeight: ReadonlySignal<number>;
}

/** So few that the first painting is soon; where the screen ends is known after it. */
const FIRST_RANGE: RowRange = { from: 0, to: 12 };
const FIRST_ROW_PIXELS = 44;

function sameRange(a: RowRange, b: RowRange): boolean {
  return a.from === b.from && a.to === b.to;
}

function read(body: HTMLElement, count: number, range: Signal<RowRange>, rowHeight: Signal<number>): void {
  const row = body.querySelector<HTMLElement>('[data-testid="device-row"]');
  if (row !== null && row.offsetHeight > 0) rowHeight.value = row.offsetHeight;
  const scrolled = -body.getBoundingClientRect().top;
  const next = rangeOf({ scrolled, height: innerHeight, rowHeight: rowHeight.peek() }, count);
  if (!sameRange(next, range.peek())) range.value = next;
}

/** Follows the page's scrolling. All rows must be equally high; how high is read off the first one. */
export function useRowWindow(body: RefObject<HTMLElement | null>, count: number): RowWindow {
  const range = useSignal(FIRST_RANGE);
  const rowHeight = useSignal(FIRST_ROW_PIXELS);
  useEffect(() => {
    let frame = 0;
    const update = () => {
      frame = 0;
      if (body.current) read(body.current, count, range, rowHeight);
    };
    const later = () => {
      if (frame === 0) frame = requestAnimationFrame(update);
    };
    update();
    addEventListener('scroll', later, { passive: true });
    addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', later);
      removeEventListener('resize', later);
    };
  }, [body, count, range, rowHeight]);
  return { range, rowHeight };
}
