/** The composition root: makes the parts, joins them, and owns the page's timers. */

// First, so that a page's own rules come after the common ones.
import './ui/tokens.css';
import './ui/base.css';
import './app/shell.css';

import { render } from 'preact';
import { App } from './app/app';
import { type Hub, HubContext } from './app/hub';
import { KeptSubscription } from './app/kept-subscription';
import { followKeys } from './app/keys';
import { followKiosk } from './app/kiosk';
import { logInIfNeeded } from './app/login';
import { followAddress } from './app/route';
import { followTheme } from './app/theme';
import { followWho } from './app/who';
import { FleetStore } from './fleet/fleet-store';
import { LatestCollection } from './fleet/latest-collection';
import { Connection } from './live/connection';
import { HubClock } from './live/hub-clock';
import { Publisher } from './live/publisher';
import { browserSocket } from './live/socket';
import { followPreferences } from './preferences';

function liveAddress(): string {
  const address = new URL('ws/live', document.baseURI);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  return address.href;
}

function schedule(run: () => void, millis: number): () => void {
  const timer = setTimeout(run, millis);
  return () => clearTimeout(timer);
}

function createHub(): Hub {
  const clock = new HubClock(Date.now);
  const publisher = new Publisher((run) => requestAnimationFrame(run));
  const connection = new Connection({
    openSocket: browserSocket(liveAddress(), () => void logInIfNeeded()),
    clock,
    now: Date.now,
    random: Math.random,
    schedule,
  });
  const fleet = new FleetStore(publisher);
  connection.subscribe({ mode: 'fleet' }, fleet);
  const collection = new LatestCollection({ clock, publisher });
  const latest = new KeptSubscription(connection, { mode: 'latest' }, collection, schedule);
  return { connection, publisher, clock, fleet, latest };
}

function start(root: HTMLElement): void {
  followPreferences();
  followTheme();
  followAddress();
  followKiosk();
  followKeys();
  const hub = createHub();
  hub.connection.connect();
  followWho(hub.connection.state);
  setInterval(() => hub.clock.tick(), 1000);
  // The network is back: no reason to sit out the rest of a long backoff.
  addEventListener('online', () => hub.connection.connect());
  render(
    <HubContext.Provider value={hub}>
      <App />
    </HubContext.Provider>,
    root,
  );
}

const root = document.getElementById('app');
if (root) start(root);
