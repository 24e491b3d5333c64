/** The page's address: everything after the #, so that a link can be shared and Back works. */

import { type ReadonlySignal, signal } from '@preact/signals';

export type Route = { readonly options: URLSearchParams } & (
  | { readonly page: 'fleet' }
  | { readonly page: 'device'; readonly device: string }
  | { readonly page: 'events' }
  | { readonly page: 'unknown' }
);

export type Options = Readonly<Record<string, string | undefined>>;

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const options = new URLSearchParams(query);
  const [, first = '', second = '', ...rest] = path.split('/');
  if (first === '') return { page: 'fleet', options };
  if (first === 'events' && second === '') return { page: 'events', options };
  const device = first === 'devices' && rest.length === 0 ? decoded(second) : '';
  return device === '' ? { page: 'unknown', options } : { page: 'device', device, options };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function query(options: Options): string {
  const given = Object.entries(options).filter((entry): entry is [string, string] => !!entry[1]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

export const fleetAddress = (options: Options = {}) => `#/${query(options)}`;
export const deviceAddress = (device: string, options: Options = {}) =>
  `#/devices/${encodeURIComponent(device)}${query(options)}`;
export const eventsAddress = () => '#/events';

const current = signal<Route>(parseRoute(''));

export const route: ReadonlySignal<Route> = current;

/** Follows the address bar; called once. */
export function followAddress(): void {
  const read = () => {
    current.value = parseRoute(location.hash);
  };
  addEventListener('hashchange', read);
  read();
}

/** A new view of the same page (a filter, a window): no new step for Back. */
export function replaceAddress(address: string): void {
  history.replaceState(null, '', address);
  current.value = parseRoute(location.hash);
}
