/** The places that a map shows, once a second, with what their values are of. */

import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { useHub } from '../app/hub';
import type { DeviceMap } from '../fleet/fleet-store';
import { inOneSlice, inSlices, onPage } from '../fleet/slices';
import type { IndexTable } from './air-quality';
import { type Colouring, colouringByIndex, colouringOf } from './colouring';
import { type Places, placing, type Values } from './map-points';

/** What devices are coloured by. */
interface Colour {
  readonly metric: string;
  readonly table: IndexTable | undefined;
  /** `now`: the hub's Unix milliseconds. */
  readonly valuesAt: (now: number) => Values;
  /** What `valuesAt` depends on. */
  readonly depends: readonly unknown[];
}

/** Places, with what their values are of. */
interface ShownPlaces {
  readonly places: Places;
  readonly metric: string;
  readonly table: IndexTable | undefined;
}

/**
 * Once a second: signs that change ten times a second cannot be read; in slices, since fifty thousand take long. Undefined until there
 * are the first.
 */
export function usePlaces(
  ids: readonly string[],
  devices: DeviceMap,
  { metric, table, valuesAt, depends }: Colour,
): ShownPlaces | undefined {
  const { clock } = useHub();
  const placingNow = () => placing(ids, devices, valuesAt(clock.now()));
  const shown = useSignal<ShownPlaces | undefined>(
    useMemo(() => {
      const places = inOneSlice(placingNow(), onPage);
      return places && { places, metric, table };
    }, []),
  );
  useEffect(() => {
    let cancel: (() => void) | undefined;
    const taken = (places: Places) => {
      cancel = undefined;
      shown.value = { places, metric, table };
    };
    const unlisten = clock.seconds.subscribe(() => {
      cancel ??= inSlices(placingNow(), taken, onPage);
    });
    return () => {
      unlisten();
      cancel?.();
    };
  }, [clock, shown, ids, devices, metric, table, ...depends]);
  return shown.value;
}

/** Bounds that moved with every reading would recolour the whole map each second. */
export function useStableColouring(shown: ShownPlaces | undefined): Colouring | undefined {
  const unit = shown?.places.unit;
  const hasValues = shown?.places.all.some(({ value }) => !Number.isNaN(value));
  const key = Math.floor(Date.now() / 60_000);
  return useMemo(() => {
    if (shown === undefined) return undefined;
    if (shown.table !== undefined) return colouringByIndex(shown.table);
    const values = shown.places.all.filter(({ value, isFresh }) => isFresh && !Number.isNaN(value));
    return colouringOf(
      shown.places.unit,
      values.map(({ value }) => value),
    );
  }, [shown?.metric, unit, shown?.table, hasValues, key]);
}
