/** The order of a fleet's names, kept while devices come and go. */

import { indexes, REST_EVERY } from './arrange';
import { naturalKey } from './natural-order';
import { finished, sortedInSlices, type Work } from './slices';

/** The names of a fleet in their order; only names that are new are sorted. */
export class NameOrder {
  #devices: ReadonlyMap<string, unknown> | undefined;
  #known: ReadonlySet<string> = new Set();
  #names: Names = { ids: [], keys: [] };

  /** All of it at one go. */
  of(devices: ReadonlyMap<string, unknown>): readonly string[] {
    return finished(this.ordering(devices));
  }

  /** Of this only what is whole is kept: it may be given up at any rest. */
  *ordering(devices: ReadonlyMap<string, unknown>): Work<readonly string[]> {
    if (devices === this.#devices) return this.#names.ids;
    const added = yield* sorted(yield* this.#added(devices));
    const names = yield* merged(this.#names, added, devices);
    this.#known = new Set(names.ids);
    this.#names = names;
    this.#devices = devices;
    return names.ids;
  }

  *#added(devices: ReadonlyMap<string, unknown>): Work<Names> {
    const names: Names = { ids: [], keys: [] };
    let seen = 0;
    for (const id of devices.keys()) {
      if (seen++ % REST_EVERY === 0) yield;
      if (!this.#known.has(id)) push(names, id, naturalKey(id));
    }
    return names;
  }
}

/** Names, and beside each what it is sorted by. */
interface Names {
  readonly ids: string[];
  readonly keys: string[];
}

function push({ ids, keys }: Names, id: string, key: string): void {
  ids.push(id);
  keys.push(key);
}

function compare(one: Names, at: number, other: Names, otherAt: number): number {
  const [left, right] = [one.keys[at] ?? '', other.keys[otherAt] ?? ''];
  if (left !== right) return left < right ? -1 : 1;
  const [a, b] = [one.ids[at] ?? '', other.ids[otherAt] ?? ''];
  return a < b ? -1 : a > b ? 1 : 0;
}

function* sorted(names: Names): Work<Names> {
  const order = yield* sortedInSlices(indexes(names.ids.length), (a, b) => compare(names, a, names, b));
  const result: Names = { ids: [], keys: [] };
  for (const index of order) push(result, names.ids[index] ?? '', names.keys[index] ?? '');
  return result;
}

/** Those of `known` that are still there, with those that are new. */
function* merged(known: Names, added: Names, there: ReadonlyMap<string, unknown>): Work<Names> {
  const result: Names = { ids: [], keys: [] };
  let next = 0;
  const addUntil = (isBefore: (index: number) => boolean) => {
    for (; next < added.ids.length && isBefore(next); next++)
      push(result, added.ids[next] ?? '', added.keys[next] ?? '');
  };
  for (const [index, id] of known.ids.entries()) {
    if (index % REST_EVERY === 0) yield;
    addUntil((at) => compare(added, at, known, index) < 0);
    if (there.has(id)) push(result, id, known.keys[index] ?? '');
  }
  addUntil(() => true);
  return result;
}
