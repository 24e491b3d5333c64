/**
 * What each of the rows in sight is drawn with: a jump makes all of them new, and so does another set of columns; that is too
 * much for one frame.
 */

import { useEffect, useRef, useState } from 'preact/hooks';

/** Rows that a frame has time to draw anew. */
const MOST_NEW_ROWS = 10;

export interface Step<T> {
  /** A row that is not in here has no cells yet. */
  readonly drawn: ReadonlyMap<string, T>;
  readonly isLast: boolean;
}

/** Rows keep what they were drawn with; as many as a frame may have get what is wanted, from `first` on and then those before it. */
export function nextStep<T>(
  before: ReadonlyMap<string, T>,
  shown: readonly string[],
  first: number,
  wanted: T,
  most = MOST_NEW_ROWS,
): Step<T> {
  const drawn = new Map<string, T>();
  for (const id of shown) {
    const known = before.get(id);
    if (known !== undefined) drawn.set(id, known);
  }
  let left = most;
  for (const id of [...shown.slice(first), ...shown.slice(0, first)]) {
    if (drawn.get(id) === wanted) continue;
    if (left === 0) return { drawn, isLast: false };
    drawn.set(id, wanted);
    left -= 1;
  }
  return { drawn, isLast: true };
}

/** Draws again, frame after frame, until all have what is wanted. `first` is the index of the first one on the screen. */
export function useGradually<T>(shown: readonly string[], first: number, wanted: T): ReadonlyMap<string, T> {
  const drawn = useRef<ReadonlyMap<string, T>>(new Map());
  const [, redraw] = useState(0);
  const step = nextStep(drawn.current, shown, first, wanted);
  drawn.current = step.drawn;
  useEffect(() => {
    if (step.isLast) return;
    const frame = requestAnimationFrame(() => redraw((times) => times + 1));
    return () => cancelAnimationFrame(frame);
  });
  return step.drawn;
}
