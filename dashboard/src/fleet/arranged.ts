/** The arrangement of a fleet that changes: anew once a second, and with every change of the wish. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useHub } from '../app/hub';
import { type Arrangement, arranging, type Candidate } from './arrange';
import type { DeviceMap } from './fleet-store';
import type { LatestStore } from './latest-store';
import { naturalKey } from './natural-order';
import { finished, inSlices } from './slices';

/** The names of a fleet in their order; only names that are new are sorted. */
export class NameOrder {
  readonly #keys = new Map<string, string>();
  #devices: ReadonlyMap<string, unknown> | undefined;
  #ids: string[] = [];

  of(devices: ReadonlyMap<string, unknown>): readonly string[] {
    if (devices === this.#devices) return this.#ids;
    const added: string[] = [];
    for (const id of devices.keys()) {
      if (this.#keys.has(id)) continue;
      this.#keys.set(id, naturalKey(id));
      added.push(id);
    }
    added.sort((a, b) => this.#compare(a, b));
    this.#ids = this.#merged(added);
    // Some have gone: what is left of the names is all that is to be known.
    if (this.#ids.length > devices.size) {
      for (const id of this.#ids) if (!devices.has(id)) this.#keys.delete(id);
      this.#ids = this.#ids.filter((id) => devices.has(id));
    }
    this.#devices = devices;
    return this.#ids;
  }

  #merged(added: readonly string[]): string[] {
    if (added.length === 0) return this.#ids;
    const merged: string[] = [];
    let next = 0;
    for (const id of this.#ids) {
      for (let one = added[next]; one !== undefined && this.#compare(one, id) < 0; one = added[next]) {
        merged.push(one);
        next += 1;
      }
      merged.push(id);
    }
    for (; next < added.length; next++) merged.push(added[next] ?? '');
    return merged;
  }

  #compare(a: string, b: string): number {
    const left = this.#keys.get(a) ?? a;
    const right = this.#keys.get(b) ?? b;
    return left < right ? -1 : left > right ? 1 : a < b ? -1 : a > b ? 1 : 0;
  }
}

function* candidates(order: NameOrder, devices: DeviceMap, latest: LatestStore): Iterable<Candidate> {
  for (const id of order.of(devices)) {
    const device = devices.get(id)?.peek();
    if (device !== undefined) yield { device, latest: latest.peek(id) };
  }
}

/**
 * Sorted anew once a second and with every change of the wish, not with every reading: rows that jump ten
 * times a second cannot be read; in slices, since fifty thousand take long. The list stays the same object while the order does, so nothing is redrawn.
 */
export function useArranged(
  devices: ReadonlySignal<DeviceMap | undefined>,
  latest: LatestStore,
  arrangement: Arrangement,
): readonly string[] {
  const { clock } = useHub();
  const order = useMemo(() => new NameOrder(), []);
  const { search, state, metric, sort, isDescending } = arrangement;
  const sorting = () => {
    const wanted = { search, state, metric, sort, isDescending };
    return arranging(candidates(order, devices.peek() ?? new Map(), latest), wanted);
  };
  const ids = useSignal<readonly string[]>(useMemo(() => finished(sorting()), []));
  useEffect(() => {
    let cancel: (() => void) | undefined;
    const taken = (next: readonly string[]) => {
      cancel = undefined;
      const old = ids.peek();
      const isSame = next.length === old.length && next.every((id, index) => id === old[index]);
      if (!isSame) ids.value = next;
    };
    const unlisten = clock.seconds.subscribe(() => {
      // One that takes longer than a second is not begun anew for ever.
      cancel ??= inSlices(sorting(), taken, SLICES);
    });
    return () => {
      unlisten();
      cancel?.();
    };
  }, [clock, ids, order, devices, latest, search, state, metric, sort, isDescending]);
  return ids.value;
}

const SLICES = {
  now: () => performance.now(),
  later: (run: () => void) => {
    const timer = setTimeout(run);
    return () => clearTimeout(timer);
  },
};
