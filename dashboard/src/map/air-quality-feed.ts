/** Asks the hub for its indexes of air quality, while the map is coloured by one, and again from time to time. */

import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Answer, ask } from '../api';
import { type IndexOfHour, type IndexTable, indexTables, latestIndexes } from './air-quality';

/** An index is of an hour; the hub reads a day of each device for it. */
const REFRESH_MILLIS = 5 * 60_000;

/** Undefined until they are there; a hub that cannot be asked has none. */
export function useIndexTables(): readonly IndexTable[] | undefined {
  const tables = useSignal<readonly IndexTable[] | undefined>(undefined);
  useEffect(() => {
    const abandoned = new AbortController();
    ask('api/v1/air-quality/tables', indexTables, { signal: abandoned.signal }).then(
      (given) => {
        tables.value = given.ok ? given.value : [];
      },
      () => undefined,
    );
    return () => abandoned.abort();
  }, [tables]);
  return tables.value;
}

export type LatestIndexes = Answer<ReadonlyMap<string, IndexOfHour>> | undefined;

/** Of every device that has one, the newest; undefined until the first answer. */
export function useLatestIndexes(index: string | undefined): LatestIndexes {
  const latest = useSignal<LatestIndexes>(undefined);
  useEffect(() => {
    latest.value = undefined;
    if (index === undefined) return;
    const abandoned = new AbortController();
    const path = `api/v1/air-quality/latest?${new URLSearchParams({ index, format: 'json' })}`;
    const refresh = async () => {
      const given = await ask(path, latestIndexes, { signal: abandoned.signal }).catch(() => undefined);
      if (given && !abandoned.signal.aborted) latest.value = given;
    };
    refresh();
    const timer = setInterval(refresh, REFRESH_MILLIS);
    return () => {
      clearInterval(timer);
      abandoned.abort();
    };
  }, [index, latest]);
  return latest.value;
}
