/** The page's address: everything after the #, so that a link can be shared and Back works. */

import { type ReadonlySignal, signal } from '@preact/signals';

/** The same devices, with the same filters, as a table or on a map. */
export type FleetView = 'table' | 'map';

/** Pages of administration; one thing of a section has its name behind it. */
export const ADMIN_SECTIONS = [
  'devices',
  'register',
  'import',
  'keys',
  'users',
  'sessions',
  'tokens',
  'log',
] as const;
export type AdminSection = (typeof ADMIN_SECTIONS)[number];

export type Route = { readonly options: URLSearchParams } & (
  | { readonly page: 'fleet'; readonly view: FleetView }
  | { readonly page: 'device'; readonly device: string }
  | { readonly page: 'events' }
  | { readonly page: 'add' }
  | { readonly page: 'admin'; readonly section: AdminSection; readonly name: string }
  | { readonly page: 'unknown' }
);

export type Options = Readonly<Record<string, string | undefined>>;

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#/, '').split('?', 2);
  const options = new URLSearchParams(query);
  const [, first = '', second = '', ...rest] = path.split('/');
  if (first === '') return { page: 'fleet', view: 'table', options };
  if (first === 'map' && second === '') return { page: 'fleet', view: 'map', options };
  if (first === 'events' && second === '') return { page: 'events', options };
  if (first === 'add' && second === '') return { page: 'add', options };
  if (first === 'admin') return adminRoute(second, rest, options);
  const device = first === 'devices' && rest.length === 0 ? decoded(second) : '';
  return device === '' ? { page: 'unknown', options } : { page: 'device', device, options };
}

function adminRoute(second: string, rest: readonly string[], options: URLSearchParams): Route {
  const section = ADMIN_SECTIONS.find((name) => name === (second || 'devices'));
  const name = decoded(rest[0] ?? '');
  const isOfOne = rest.length === 1 && name !== '' && section === 'devices';
  if (section === undefined || (rest.length > 0 && !isOfOne)) return { page: 'unknown', options };
  return { page: 'admin', section, name, options };
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

export const fleetAddress = (options: Options = {}, view: FleetView = 'table') =>
  `#/${view === 'map' ? 'map' : ''}${query(options)}`;
export const deviceAddress = (device: string, options: Options = {}) =>
  `#/devices/${encodeURIComponent(device)}${query(options)}`;
export const eventsAddress = (options: Options = {}) => `#/events${query(options)}`;
export const adminAddress = (section: AdminSection, options: Options = {}, name = '') =>
  `#/admin/${section}${name === '' ? '' : `/${encodeURIComponent(name)}`}${query(options)}`;
export const addAddress = (options: Options = {}) => `#/add${query(options)}`;

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

/** A new view that Back should leave again: a filter, an order. */
export function pushAddress(address: string): void {
  if (address === location.hash) return;
  history.pushState(null, '', address);
  current.value = parseRoute(location.hash);
}

/** A new view without a step of its own for Back: each letter of a search, a window. */
export function replaceAddress(address: string): void {
  history.replaceState(null, '', address);
  current.value = parseRoute(location.hash);
}
