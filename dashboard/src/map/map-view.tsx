/** The devices on a map, what its colours mean, and the same devices as a list. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { deviceAddress } from '../app/route';
import { paint } from '../app/theme';
import type { DeviceMap } from '../fleet/fleet-store';
import type { LatestStore } from '../fleet/latest-store';
import { chooseColumns, metricNames } from '../fleet/metric-columns';
import { strings } from '../strings';
import { Notice } from '../ui/notice';
import type { IndexTable } from './air-quality';
import { type LatestIndexes, useIndexTables, useLatestIndexes } from './air-quality-feed';
import { type Box, clustersOf, isInside } from './clusters';
import type { Colouring } from './colouring';
import { FleetMap } from './fleet-map';
import { Legend } from './legend';
import { MapList } from './map-list';
import { indexOption, mapOptionsOf, viewOption } from './map-options';
import { type Places, valuesOfIndex, valuesOfMetric } from './map-points';
import { background } from './outlines';
import { usePlaces, useStableColouring } from './shown-places';
import type { Sign } from './signs';
import { signOf } from './signs-of';
import './map.css';

export interface MapViewProps {
  readonly devices: DeviceMap;
  readonly ids: readonly string[];
  readonly latest: LatestStore;
  readonly options: URLSearchParams;
  /** A change of the address: `isStep` when Back should undo it. */
  readonly onOptions: (change: Readonly<Record<string, string>>, isStep: boolean) => void;
}

export function MapView({ devices, ids, latest, options, onOptions }: MapViewProps) {
  const wanted = mapOptionsOf(options);
  const metric = wanted.metric ?? chooseColumns(latest.metrics.value)[0]?.metric ?? '';
  const tables = useIndexTables();
  const indexes = useLatestIndexes(wanted.index);
  const table = tables?.find(({ index }) => index === wanted.index);
  const found = indexes?.ok ? indexes.value : undefined;
  const shown = usePlaces(ids, devices, {
    metric,
    table,
    valuesAt: (now) =>
      wanted.index === undefined ? valuesOfMetric(latest, metric) : valuesOfIndex(found, now),
    depends: [latest, wanted.index, found],
  });
  const colouring = useStableColouring(shown);
  if (shown === undefined || colouring === undefined)
    return <Notice kind="loading" title={strings.loadingFleet} />;
  const { places } = shown;
  if (places.all.length === 0) {
    return <Notice kind="empty" title={strings.nobodyHasPlace} detail={strings.nobodyHasPlaceDetail} />;
  }
  return (
    <div class="map-view">
      <ColourChoice
        metrics={metricNames(latest.metrics.value)}
        tables={tables ?? []}
        chosen={wanted.index === undefined ? metric : indexOption(wanted.index)}
        onChoose={(colour) => onOptions({ colour }, true)}
      />
      <MapAndList
        {...{ places, colouring, onOptions }}
        view={options.get('at')}
        notes={wanted.index === undefined ? [] : indexNotes(table, tables !== undefined, indexes)}
      />
    </div>
  );
}

/** What a person must know of an index: whose it is, that it is indicative, and how old. */
function indexNotes(
  table: IndexTable | undefined,
  isKnown: boolean,
  indexes: LatestIndexes,
): readonly string[] {
  if (isKnown && table === undefined) return [strings.unknownIndex];
  if (table === undefined || indexes === undefined) return [strings.loadingIndexes];
  const note = strings.indexNote(table.title, table.version, table.concentration);
  if (!indexes.ok) return [note, strings.indexesFailed(indexes.problem)];
  return indexes.value.size === 0 ? [note, strings.noIndexes] : [note];
}

interface ColourChoiceProps {
  readonly metrics: readonly string[];
  readonly tables: readonly IndexTable[];
  readonly chosen: string;
  readonly onChoose: (colour: string) => void;
}

function ColourChoice({ metrics, tables, chosen, onChoose }: ColourChoiceProps) {
  return (
    <label class="colour-choice">
      {strings.colourBy}
      <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {tables.map(({ index, title }) => (
          <option key={`index ${index}`} value={indexOption(index)}>
            {strings.airQualityIndex(title)}
          </option>
        ))}
        {metrics.map((metric) => (
          <option key={metric} value={metric}>
            {strings.metric(metric)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface MapAndListProps extends Pick<MapViewProps, 'onOptions'> {
  readonly places: Places;
  readonly colouring: Colouring;
  /** As the address has it. */
  readonly view: string | null;
  readonly notes: readonly string[];
}

function MapAndList({ places, colouring, view, notes, onOptions }: MapAndListProps) {
  const box = useSignal<Box | undefined>(undefined);
  const { place, map } = useFleetMap(places, view, (next, nextBox) => {
    box.value = nextBox;
    if (next !== undefined) onOptions({ at: next }, false);
  });
  const { failure, isOurs } = useBackground(map);
  const inSight = box.value === undefined ? [] : visible(places, box.value);
  useEffect(() => {
    if (map.value === undefined || box.value === undefined) return;
    const clusters = clustersOf(inSight, map.value.view.zoom, box.value);
    const byId = new Map(inSight.map((item) => [item.id, item]));
    map.value.setSigns(clusters.map((cluster) => signOf(cluster, byId.get(cluster.id), colouring)));
  }, [places, colouring, box.value, map.value]);
  return (
    <>
      <div class="map-frame">
        <section ref={place} class="map" aria-label={strings.mapLabel} data-testid="map" />
        <button type="button" class="map-all" onClick={() => map.value?.fit(latLons(places), false)}>
          {strings.showAll}
        </button>
        {isOurs && <p class="map-credit">{strings.outlinesBy}</p>}
      </div>
      <Legend colouring={colouring} />
      {notes.map((note) => (
        <p key={note} class="map-note" data-testid="index-note">
          {note}
        </p>
      ))}
      {failure !== undefined && <p class="map-note">{failure}</p>}
      {places.missing > 0 && <p class="map-note">{strings.withoutPlace(places.missing)}</p>}
      <MapList places={inSight} colouring={colouring} />
    </>
  );
}

function visible({ all }: Places, box: Box) {
  return all.filter((item) => isInside(box, item));
}

function latLons({ all }: Places) {
  return all.map(({ lat, lon }) => [lat, lon] as const);
}

/**
 * Makes the map once; where it looks at first is what the address says, or all devices. `onMove` gets a view when
 * somebody has moved it, and goes into the address then.
 */
function useFleetMap(
  places: Places,
  view: string | null,
  onMove: (view: string | undefined, box: Box) => void,
) {
  const place = useRef<HTMLElement>(null);
  const map = useSignal<FleetMap | undefined>(undefined);
  const moved = useRef(onMove);
  moved.current = onMove;
  const all = useRef(places);
  all.current = places;
  useEffect(() => {
    if (place.current === null) return;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    let isPlaced = false;
    const made: FleetMap = new FleetMap(place.current, isCalm, {
      onMove: () => moved.current(isPlaced ? viewOption(made.view) : undefined, made.box),
      onOpen: (sign) => open(sign, made, all.current),
    });
    const wanted = mapOptionsOf(new URLSearchParams(view === null ? {} : { at: view })).view;
    if (wanted) made.look(wanted);
    else made.fit(latLons(all.current), true);
    isPlaced = true;
    map.value = made;
    return () => made.destroy();
  }, [map]);
  return { place, map };
}

/** One device is shown on its own page; of many the map shows more, or the list at last. */
function open(sign: Sign, map: FleetMap, places: Places): void {
  if (sign.device !== undefined) location.hash = deviceAddress(sign.device);
  else if (map.isClosest) document.getElementById('map-list')?.focus();
  else {
    const box = { west: 0, east: 1, north: 0, south: 1 };
    const own = places.all.filter((item) => clustersOf([item], sign.zoom, box)[0]?.key === sign.key);
    if (own.length > 0) map.fit(latLons({ ...places, all: own }), false);
  }
}

/** Outlines are drawn again when the colours of the page change. Says why there are none, if so, and whose they are. */
function useBackground(map: { readonly value: FleetMap | undefined }) {
  const isOurs = useSignal(false);
  const failure = useSignal<string | undefined>(undefined);
  const painted = paint.value;
  const made = map.value;
  useEffect(() => {
    if (made === undefined) return;
    let isCurrent = true;
    background().then(
      (found) => {
        if (!isCurrent) return;
        if (typeof found === 'string') made.setTiles(found);
        else made.setOutlines(found, { land: colourOf('--land'), line: colourOf('--coast') });
        isOurs.value = typeof found !== 'string';
      },
      () => {
        failure.value = strings.outlinesFailed;
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [made, painted, failure, isOurs]);
  return { failure: failure.value, isOurs: isOurs.value };
}

/** What a design token means in the present theme; a canvas cannot resolve one itself. */
function colourOf(token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
