/** The arrangement of a fleet that changes: anew once a second, and with every change of the wish. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useHub } from '../app/hub';
import { type Arrangement, arranging, type Candidate } from './arrange';
import type { DeviceMap } from './fleet-store';
import type { LatestStore } from './latest-store';
import { inOneSlice, inSlices, onPage, type Work } from './slices';

function* candidates(names: readonly string[], devices: DeviceMap, latest: LatestStore): Iterable<Candidate> {
  for (const id of names) {
    const device = devices.get(id)?.peek();
    if (device !== undefined) yield { device, latest: latest.peek(id) };
  }
}

/**
 * Sorted anew once a second and with every change of the wish, not with every reading: rows that jump ten
 * times a second cannot be read; in slices, since fifty thousand take long. The list stays the same object while the order does, so nothing is redrawn.
 * Undefined until there is a first one, unless a slice is enough for it.
 */
export function useArranged(
  devices: ReadonlySignal<DeviceMap | undefined>,
  latest: LatestStore,
  arrangement: Arrangement,
): readonly string[] | undefined {
  const { clock, fleet } = useHub();
  const order = fleet.order;
  const { search, state, metric, tag, sort, isDescending } = arrangement;
  function* sorting(): Work<readonly string[]> {
    const wanted = { search, state, metric, tag, sort, isDescending };
    const now: DeviceMap = devices.peek() ?? new Map();
    const names = yield* order.ordering(now);
    return yield* arranging(candidates(names, now, latest), wanted);
  }
  const ids = useSignal<readonly string[] | undefined>(useMemo(() => inOneSlice(sorting(), onPage), []));
  useEffect(() => {
    let cancel: (() => void) | undefined;
    const taken = (next: readonly string[]) => {
      cancel = undefined;
      const old = ids.peek();
      const isSame = next.length === old?.length && next.every((id, index) => id === old[index]);
      if (!isSame) ids.value = next;
    };
    const unlisten = clock.seconds.subscribe(() => {
      // One that takes longer than a second is not begun anew for ever.
      cancel ??= inSlices(sorting(), taken, onPage);
    });
    return () => {
      unlisten();
      cancel?.();
    };
  }, [clock, ids, order, devices, latest, search, state, metric, tag, sort, isDescending]);
  return ids.value;
}
