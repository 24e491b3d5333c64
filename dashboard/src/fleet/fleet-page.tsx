/** The whole fleet at a glance: counts, the hub's own figures, and every device, in a table or on a map. */

import type { ReadonlySignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useHub, useLatestOfAll } from '../app/hub';
import { lazyPage } from '../app/lazy-page';
import {
  type FleetView,
  fleetAddress,
  type Options,
  parseRoute,
  pushAddress,
  replaceAddress,
} from '../app/route';
import { strings } from '../strings';
import { Notice } from '../ui/notice';
import { type Arrangement, arrangementOf, optionsOf } from './arrange';
import { useArranged } from './arranged';
import { DeviceTable } from './device-table';
import type { DeviceMap } from './fleet-store';
import { FleetStrip } from './fleet-strip';
import type { LatestStore } from './latest-store';
import { metricNames } from './metric-columns';
import { restoreScroll } from './scroll-memory';
import { TableTools } from './table-tools';

// With it come the map library and the outlines of all countries.
const MapView = lazyPage(async () => (await import('../map/map-view')).MapView);

export interface FleetPageProps {
  readonly view: FleetView;
  readonly options: URLSearchParams;
}

export function FleetPage({ view, options }: FleetPageProps) {
  const { fleet } = useHub();
  const latest = useLatestOfAll();
  const arrangement = arrangementOf(options);
  const onArrange = (change: Partial<Arrangement>) => {
    // One step back leaves a search, not its last letter.
    const isTyping = 'search' in change && change.search !== '' && arrangement.search !== '';
    onOptions(optionsOf({ ...arrangement, ...change }), !isTyping);
  };
  const onOptions = (change: Options, isStep: boolean) => {
    // A map that still glides must not call back who has just followed a link.
    const now = parseRoute(location.hash);
    if (now.page !== 'fleet' || now.view !== view) return;
    const address = fleetAddress({ ...Object.fromEntries(options), ...change }, view);
    if (isStep) pushAddress(address);
    else replaceAddress(address);
  };
  const refusal = fleet.refusal.value ?? latest.refusal;
  const devices = fleet.devices.value;
  return (
    <div class="fleet">
      <h1 class="unseen">{strings.fleetHeading}</h1>
      <FleetStrip state={arrangement.state} onState={(state) => onArrange({ state })} />
      {refusal !== undefined && <Notice kind="error" title={strings.refusedByHub(refusal)} />}
      {devices === undefined && <Notice kind="loading" title={strings.loadingFleet} />}
      {devices?.size === 0 && <NoDevices />}
      {devices !== undefined && devices.size > 0 && (
        <Devices {...{ devices, view, options, arrangement, onArrange, onOptions }} latest={latest.store} />
      )}
    </div>
  );
}

function NoDevices() {
  const address = new URL('ws/devices/my-sensor', document.baseURI).href
    .replace(/^http/, 'ws')
    .replace(/[?#].*/, '');
  return <Notice kind="empty" title={strings.noDevices} detail={strings.noDevicesDetail} code={address} />;
}

interface DevicesProps {
  readonly devices: DeviceMap;
  readonly view: FleetView;
  readonly latest: LatestStore;
  readonly arrangement: Arrangement;
  readonly onArrange: (change: Partial<Arrangement>) => void;
  readonly options: URLSearchParams;
  readonly onOptions: (change: Options, isStep: boolean) => void;
}

function Devices({ devices, view, latest, arrangement, onArrange, options, onOptions }: DevicesProps) {
  const { fleet } = useHub();
  const all: ReadonlySignal<DeviceMap | undefined> = fleet.devices;
  const ids = useArranged(all, latest, arrangement);
  const isArranged = ids !== undefined;
  useEffect(() => (isArranged ? restoreScroll() : undefined), [isArranged]);
  if (ids === undefined) return <Notice kind="loading" title={strings.loadingFleet} />;
  return (
    <section class="devices" aria-label={strings.devices}>
      <TableTools
        {...{ view, options, arrangement, onArrange }}
        metrics={metricNames(latest.metrics.value)}
        tags={fleet.tags.value}
        shown={ids.length}
        all={devices.size}
      />
      {ids.length === 0 && <NoMatch onArrange={onArrange} />}
      {ids.length > 0 && view === 'table' && (
        <DeviceTable {...{ devices, ids, latest, arrangement, onArrange }} />
      )}
      {ids.length > 0 && view === 'map' && <MapView {...{ devices, ids, latest, options, onOptions }} />}
    </section>
  );
}

function NoMatch({ onArrange }: Pick<DevicesProps, 'onArrange'>) {
  const run = () => onArrange({ search: '', state: undefined, metric: undefined, tag: undefined });
  return (
    <Notice
      kind="empty"
      title={strings.noMatch}
      detail={strings.noMatchDetail}
      action={{ label: strings.clearFilter, run }}
    />
  );
}
