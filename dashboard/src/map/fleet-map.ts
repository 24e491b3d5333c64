/** Leaflet as this page uses it: outlines, signs, and where the map looks. */

import {
  Canvas,
  CRS,
  control,
  GeoJSON as GeoJsonLayer,
  LatLngBounds,
  type Layer,
  Map as LeafletMap,
  type Marker,
  type PathOptions,
  TileLayer,
} from 'leaflet';
import 'leaflet/dist/leaflet.css';
import { inSlices, onPage, type Work } from '../fleet/slices';
import { strings } from '../strings';
import type { Box } from './clusters';
import type { Outlines } from './outlines';
import { lookOf, markerOf, type Sign } from './signs';

/** Where a map looks. */
export interface MapView {
  readonly lat: number;
  readonly lon: number;
  readonly zoom: number;
}

export interface FleetMapEvents {
  /** Moved or zoomed, by a person or by the page. */
  onMove(): void;
  onOpen(sign: Sign): void;
}

const LARGEST_ZOOM = 18;
/** A single device is not looked at as closely as the map can. */
const FIRST_ZOOM = 11;

export class FleetMap {
  readonly #events: FleetMapEvents;
  readonly #map: LeafletMap;
  readonly #observer: ResizeObserver;
  readonly #shown = new Map<
    string,
    { readonly marker: Marker; readonly look: string; readonly sign: Sign }
  >();
  #ground: Layer[] = [];
  #stopGround = () => {};
  #stopSigns = () => {};

  constructor(place: HTMLElement, isCalm: boolean, events: FleetMapEvents) {
    this.#events = events;
    this.#map = new LeafletMap(place, {
      // Ours says who made the outlines, without HTML.
      attributionControl: false,
      zoomControl: false,
      maxZoom: LARGEST_ZOOM,
      minZoom: 1,
      worldCopyJump: true,
      zoomAnimation: !isCalm,
      fadeAnimation: !isCalm,
      markerZoomAnimation: !isCalm,
      inertia: !isCalm,
      renderer: new Canvas({ padding: 0.5 }),
    });
    control.zoom({ zoomInTitle: strings.zoomIn, zoomOutTitle: strings.zoomOut }).addTo(this.#map);
    control.scale({ imperial: false }).addTo(this.#map);
    this.#map.on('moveend', () => events.onMove());
    this.#observer = new ResizeObserver(() => this.#map.invalidateSize({ animate: false }));
    this.#observer.observe(place);
  }

  look({ lat, lon, zoom }: MapView): void {
    this.#map.setView([lat, lon], zoom, { animate: false });
  }

  /** Puts all of these in sight. */
  fit(places: readonly (readonly [lat: number, lon: number])[], isFirst: boolean): void {
    const bounds = new LatLngBounds(places.map(([lat, lon]) => [lat, lon]));
    const options = { padding: [32, 32] as [number, number], maxZoom: isFirst ? FIRST_ZOOM : LARGEST_ZOOM };
    this.#map.fitBounds(bounds, isFirst ? { ...options, animate: false } : options);
  }

  get view(): MapView {
    const { lat, lng } = this.#map.getCenter();
    return { lat, lon: lng, zoom: this.#map.getZoom() };
  }

  get isClosest(): boolean {
    return this.#map.getZoom() >= LARGEST_ZOOM;
  }

  /** What is in sight and a little around it, in the measure of `projected`. */
  get box(): Box {
    const bounds = this.#map.getPixelBounds();
    const world = CRS.EPSG3857.scale(this.#map.getZoom());
    const { min, max } = {
      min: bounds.min ?? bounds.getTopLeft(),
      max: bounds.max ?? bounds.getBottomRight(),
    };
    const margin = 60;
    return {
      west: (min.x - margin) / world,
      east: (max.x + margin) / world,
      north: (min.y - margin) / world,
      south: (max.y + margin) / world,
    };
  }

  /** Changes what has changed, so that a sign under a finger stays. */
  setSigns(signs: readonly Sign[]): void {
    this.#stopSigns();
    this.#stopSigns = inSlices(this.#settingSigns(signs), () => {}, onPage);
  }

  *#settingSigns(signs: readonly Sign[]): Work<void> {
    const wanted = new Map(signs.map((sign) => [sign.key, sign]));
    for (const [key, { marker }] of this.#shown) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.#shown.delete(key);
    }
    for (const [key, sign] of wanted) {
      this.#setSign(key, sign);
      yield;
    }
  }

  setOutlines(outlines: Outlines, colours: { readonly land: string; readonly line: string }): void {
    this.#stopGround();
    for (const layer of this.#ground) layer.remove();
    this.#ground = [];
    this.#stopGround = inSlices(this.#settingOutlines(outlines, colours), () => {}, onPage);
  }

  /** All at once would take longer than a frame has. */
  *#settingOutlines(
    { land, borders }: Outlines,
    { land: fillColor, line: color }: { readonly land: string; readonly line: string },
  ): Work<void> {
    const filled = { color, weight: 1, fillColor, fillOpacity: 1 };
    for (const part of land) {
      this.#ground.push(outline(part, filled).addTo(this.#map));
      yield;
    }
    this.#ground.push(outline(borders, { color, weight: 1, fill: false }).addTo(this.#map));
  }

  /** Pictures instead of outlines, from a server that the operator has chosen. */
  setTiles(template: string): void {
    if (this.#ground.length > 0) return;
    this.#ground = [new TileLayer(template, { maxZoom: LARGEST_ZOOM }).addTo(this.#map)];
  }

  destroy(): void {
    this.#stopGround();
    this.#stopSigns();
    this.#observer.disconnect();
    this.#map.remove();
  }

  #setSign(key: string, sign: Sign): void {
    const look = lookOf(sign);
    const known = this.#shown.get(key);
    if (known?.look === look) {
      if (known.sign.lat !== sign.lat || known.sign.lon !== sign.lon)
        known.marker.setLatLng([sign.lat, sign.lon]);
      return;
    }
    const hadFocus = known?.marker.getElement() === document.activeElement && known !== undefined;
    known?.marker.remove();
    const marker = markerOf(sign, (opened) => this.#events.onOpen(opened)).addTo(this.#map);
    if (hadFocus) marker.getElement()?.focus({ preventScroll: true });
    this.#shown.set(key, { marker, look, sign });
  }
}

function outline(shape: GeoJSON.GeoJsonObject, style: PathOptions): Layer {
  return new GeoJsonLayer(shape, { interactive: false, style: () => style });
}
