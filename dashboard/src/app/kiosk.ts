/** For a screen on a wall: `?kiosk` shows the page without its frame, `?kiosk=30` moves on every 30 seconds. */

import { signal } from '@preact/signals';
import { eventsAddress, fleetAddress } from './route';

export interface Kiosk {
  /** Seconds for each page; 0 stays on one. */
  readonly seconds: number;
}

const LEAST_SECONDS = 5;
const MOST_SECONDS = 3600;

export function parseKiosk(search: string): Kiosk | undefined {
  const text = new URLSearchParams(search).get('kiosk');
  if (text === null) return undefined;
  const seconds = Number(text);
  if (!(seconds > 0)) return { seconds: 0 };
  return { seconds: Math.min(MOST_SECONDS, Math.max(LEAST_SECONDS, seconds)) };
}

/** The next of the pages that take turns, after the one with this address. */
export function pageAfter(hash: string): string {
  const pages = [fleetAddress(), fleetAddress({}, 'map'), eventsAddress()];
  const path = hash.split('?')[0] ?? '';
  return pages[(pages.indexOf(path) + 1) % pages.length] ?? fleetAddress();
}

export const kiosk = signal<Kiosk | undefined>(undefined);

/** A browser drops the lock whenever the page is hidden, and may refuse it; then the screen does as it is set. */
function keepScreenOn(): void {
  const ask = () => {
    if (document.visibilityState === 'visible') navigator.wakeLock?.request('screen').catch(() => {});
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}

function leave(): void {
  const url = new URL(location.href);
  url.searchParams.delete('kiosk');
  location.replace(url);
}

/** Called once. */
export function followKiosk(): void {
  const wanted = parseKiosk(location.search);
  kiosk.value = wanted;
  if (wanted === undefined) return;
  keepScreenOn();
  addEventListener('keydown', ({ key }) => key === 'Escape' && leave());
  if (wanted.seconds > 0) {
    setInterval(() => location.replace(pageAfter(location.hash || fleetAddress())), wanted.seconds * 1000);
  }
}
