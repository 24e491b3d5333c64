/** Asks the hub which readings it doubts in the time that the charts show, and again as that moves on. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Answer, ask } from '../api';
import { formatUtc } from '../format';
import { type Doubtful, type DoubtfulChoice, doubtfulPath, doubtfulReadings } from './doubtful';
import type { Part } from './range';

/** A range that is being dragged is not asked for at each step. */
const SETTLE_MILLIS = 400;
const LEAST_REFRESH_MILLIS = 15_000;
/** Times the least. */
const MOST_DOUBLINGS = 4;
/** A long range costs the hub more, and moves by less than a pixel meanwhile. */
const REFRESH_PART = 1 / 240;

export type DoubtfulAnswer = Answer<readonly Doubtful[]> | undefined;

/** Undefined while nothing is known; nothing is asked while `choice` is undefined. */
export function useDoubtful(
  choice: DoubtfulChoice | undefined,
  part: ReadonlySignal<Part>,
): ReadonlySignal<DoubtfulAnswer> {
  const answer = useSignal<DoubtfulAnswer>(undefined);
  const turn = useSignal('');
  useEffect(
    () =>
      part.subscribe((now) => {
        turn.value = turnOf(now);
      }),
    [part],
  );
  const key = JSON.stringify(choice);
  useEffect(() => {
    if (choice === undefined) {
      answer.value = undefined;
      return;
    }
    const abandoned = new AbortController();
    const timer = setTimeout(async () => {
      const { from, to } = part.peek();
      const path = doubtfulPath(choice, formatUtc(from), formatUtc(to));
      const given = await ask(path, doubtfulReadings, { signal: abandoned.signal }).catch(() => undefined);
      if (given && !abandoned.signal.aborted) answer.value = given;
    }, SETTLE_MILLIS);
    return () => {
      clearTimeout(timer);
      abandoned.abort();
    };
  }, [key, part, turn.value]);
  return answer;
}

/** A window that moves on is the same question until the next refresh. */
function turnOf({ from, to }: Part): string {
  const doublings = Math.floor(Math.log2(Math.max(1, ((to - from) * REFRESH_PART) / LEAST_REFRESH_MILLIS)));
  const refresh = LEAST_REFRESH_MILLIS * 2 ** Math.min(MOST_DOUBLINGS, doublings);
  return `${refresh} ${Math.floor(to / refresh)}`;
}
