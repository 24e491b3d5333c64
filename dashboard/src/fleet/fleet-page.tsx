/** The whole fleet at a glance: counts, the hub's own figures, and every device with its live values. */

import { useFollowed, useHub } from '../app/hub';
import { fleetAddress, replaceAddress } from '../app/route';
import { strings } from '../strings';
import { Notice } from '../ui/notice';
import { type Arrangement, arrangementOf, optionsOf } from './arrange';
import { DeviceTable } from './device-table';
import { FleetStrip } from './fleet-strip';
import { LatestCollection } from './latest-collection';

export function FleetPage({ options }: { readonly options: URLSearchParams }) {
  const { fleet } = useHub();
  const latest = useFollowed({ mode: 'latest' }, (hub) => new LatestCollection(hub));
  const arrangement = arrangementOf(options);
  const onArrange = (change: Partial<Arrangement>) =>
    replaceAddress(fleetAddress(optionsOf({ ...arrangement, ...change })));
  const refusal = fleet.refusal.value ?? latest.refusal;
  return (
    <div class="fleet">
      <h1 class="unseen">{strings.fleetHeading}</h1>
      <FleetStrip state={arrangement.state} onState={(state) => onArrange({ state })} />
      {refusal !== undefined && <Notice kind="error" title={strings.refusedByHub(refusal)} />}
      <DeviceTable latest={latest.store} arrangement={arrangement} onArrange={onArrange} />
    </div>
  );
}
