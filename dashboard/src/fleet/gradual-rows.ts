/** Which of the rows in sight have all their cells: a jump makes all of them new, and that is too much for one frame. */

import { useEffect, useRef, useState } from 'preact/hooks';

/** New rows that a frame has time for. */
const MOST_NEW_ROWS = 10;

export interface Step {
  readonly full: ReadonlySet<string>;
  readonly isLast: boolean;
}

/** Those that were full stay so; of the others as many more as a frame may have, from `first` on and then those before it. */
export function nextStep(
  before: ReadonlySet<string>,
  shown: readonly string[],
  first: number,
  most = MOST_NEW_ROWS,
): Step {
  const full = new Set<string>(shown.filter((id) => before.has(id)));
  let left = most;
  for (const id of [...shown.slice(first), ...shown.slice(0, first)]) {
    if (full.has(id)) continue;
    if (left === 0) return { full, isLast: false };
    full.add(id);
    left -= 1;
  }
  return { full, isLast: true };
}

/** Draws again, frame after frame, until all are full. `first` is the index of the first one on the screen. */
export function useGradually(shown: readonly string[], first: number): ReadonlySet<string> {
  const full = useRef<ReadonlySet<string>>(new Set());
  const [, redraw] = useState(0);
  const step = nextStep(full.current, shown, first);
  full.current = step.full;
  useEffect(() => {
    if (step.isLast) return;
    const frame = requestAnimationFrame(() => redraw((times) => times + 1));
    return () => cancelAnimationFrame(frame);
  });
  return step.full;
}
