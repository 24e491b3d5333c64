/** What every page needs of the hub, handed down through a context; wired in main.tsx. */

import { createContext } from 'preact';
import { useContext, useEffect, useMemo } from 'preact/hooks';
import type { FleetStore } from '../fleet/fleet-store';
import type { LatestCollection } from '../fleet/latest-collection';
import type { Connection, Subscriber } from '../live/connection';
import type { HubClock } from '../live/hub-clock';
import type { Publisher } from '../live/publisher';
import type { SubscriptionRequest } from '../live/requests';
import type { KeptSubscription } from './kept-subscription';

export interface Hub {
  readonly connection: Connection;
  readonly publisher: Publisher;
  readonly clock: HubClock;
  readonly fleet: FleetStore;
  /** The newest readings of all devices; followed while a page holds it. */
  readonly latest: KeptSubscription<LatestCollection>;
}

export const HubContext = createContext<Hub | undefined>(undefined);

export function useHub(): Hub {
  const hub = useContext(HubContext);
  if (hub === undefined) throw new Error('no hub above this component');
  return hub;
}

/** Follows one subscription as long as the component is there. A different request needs a different `key`. */
export function useFollowed<S extends Subscriber>(request: SubscriptionRequest, create: (hub: Hub) => S): S {
  const hub = useHub();
  const subscriber = useMemo(() => create(hub), [hub]);
  useEffect(() => hub.connection.subscribe(request, subscriber), [hub, subscriber]);
  return subscriber;
}

/** The newest readings of all devices, followed as long as the component is there. */
export function useLatestOfAll(): LatestCollection {
  const { latest } = useHub();
  useEffect(() => latest.hold(), [latest]);
  return latest.subscriber;
}
