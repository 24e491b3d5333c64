/** The arrangement of a fleet that changes: anew once a second, and with every change of the wish. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useHub } from '../app/hub';
import { type Arrangement, arrange, type Candidate } from './arrange';
import type { DeviceMap } from './fleet-store';
import type { LatestStore } from './latest-store';
import { naturalKey } from './natural-order';

/** The names of a fleet in their order, sorted again only when a device comes or goes. */
class NameOrder {
  readonly #keys = new Map<string, string>();
  #devices: DeviceMap | undefined;
  #ids: string[] = [];

  of(devices: DeviceMap): readonly string[] {
    if (devices === this.#devices) return this.#ids;
    for (const id of devices.keys()) if (!this.#keys.has(id)) this.#keys.set(id, naturalKey(id));
    // What was sorted stays in front: sorting something that is nearly in order takes little.
    const known = new Set(this.#ids);
    const kept = this.#ids.filter((id) => devices.has(id));
    const added = [...devices.keys()].filter((id) => !known.has(id));
    this.#ids = [...kept, ...added].sort((a, b) => this.#compare(a, b));
    this.#devices = devices;
    return this.#ids;
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
 * times a second cannot be read. The list stays the same object while the order does, so nothing is redrawn.
 */
export function useArranged(
  devices: ReadonlySignal<DeviceMap | undefined>,
  latest: LatestStore,
  arrangement: Arrangement,
): readonly string[] {
  const { clock } = useHub();
  const order = useMemo(() => new NameOrder(), []);
  const { search, state, metric, sort, isDescending } = arrangement;
  const sorted = () => {
    const wanted = { search, state, metric, sort, isDescending };
    return arrange(candidates(order, devices.peek() ?? new Map(), latest), wanted);
  };
  const ids = useSignal<readonly string[]>(useMemo(sorted, []));
  useEffect(
    () =>
      clock.seconds.subscribe(() => {
        const next = sorted();
        const old = ids.peek();
        const isSame = next.length === old.length && next.every((id, index) => id === old[index]);
        if (!isSame) ids.value = next;
      }),
    [clock, ids, order, devices, latest, search, state, metric, sort, isDescending],
  );
  return ids.value;
}
