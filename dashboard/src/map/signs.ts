/** What stands on the map: how each sign looks, as elements. Their colours are in map.css. */

import { DivIcon, Marker } from 'leaflet';
import type { DeviceState } from '../live/messages';

export interface Sign {
  readonly key: string;
  /** The zoom at which it was gathered; while the map moves that may be another one than it has. */
  readonly zoom: number;
  readonly lat: number;
  readonly lon: number;
  /** Devices that it stands for. */
  readonly count: number;
  /** The device, where there is one only. */
  readonly device: string | undefined;
  /** Its state, or of many: online as soon as one is. */
  readonly state: DeviceState;
  /** 0 to 5, or undefined when there is no value to show. */
  readonly colour: number | undefined;
  readonly text: string;
  /** Everything in words. */
  readonly label: string;
}

const SIZE = { device: 34, cluster: 42 } as const;

function elementOf({ text, colour, state, count, device }: Sign): HTMLElement {
  const element = document.createElement('span');
  element.className = 'sign';
  element.textContent = text;
  element.dataset.colour = colour === undefined ? 'none' : String(colour);
  element.dataset.state = state;
  element.dataset.count = String(count);
  if (device !== undefined) element.dataset.device = device;
  return element;
}

export function lookOf({ colour, state, text, label }: Sign): string {
  return JSON.stringify([colour, state, text, label]);
}

function iconOf(sign: Sign): DivIcon {
  const size = sign.count === 1 ? SIZE.device : SIZE.cluster;
  return new DivIcon({ html: elementOf(sign), className: 'sign-place', iconSize: [size, size] });
}

/** A button for mouse, finger and keyboard. */
export function markerOf(sign: Sign, onOpen: (sign: Sign) => void): Marker {
  const marker = new Marker([sign.lat, sign.lon], { icon: iconOf(sign), title: sign.label, alt: sign.label });
  marker.on('click', () => onOpen(sign));
  marker.on('keypress', ({ originalEvent }) => {
    if (originalEvent.key === 'Enter' || originalEvent.key === ' ') onOpen(sign);
  });
  return marker;
}
