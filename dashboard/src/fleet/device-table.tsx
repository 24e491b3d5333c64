/** All devices: which of them, in which order, and their rows. */

import { useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { useHub } from '../app/hub';
import { strings } from '../strings';
import { Notice } from '../ui/notice';
import { type Arrangement, arrange, type Candidate } from './arrange';
import { DeviceRow } from './device-row';
import type { DeviceMap } from './fleet-store';
import type { LatestStore } from './latest-store';
import { chooseColumns } from './metric-columns';
import { TableHead } from './table-head';
import { TableTools } from './table-tools';
import './device-table.css';

/** Rows that are drawn at once; a button brings the next ones. */
const ROWS_AT_ONCE = 250;

export interface DeviceTableProps {
  readonly latest: LatestStore;
  readonly arrangement: Arrangement;
  readonly onArrange: (change: Partial<Arrangement>) => void;
}

export function DeviceTable({ latest, arrangement, onArrange }: DeviceTableProps) {
  const devices = useHub().fleet.devices.value;
  if (devices === undefined) return <Notice kind="loading" title={strings.loadingFleet} />;
  if (devices.size === 0) return <NoDevices />;
  return <Rows devices={devices} latest={latest} arrangement={arrangement} onArrange={onArrange} />;
}

function NoDevices() {
  const address = new URL('ws/devices/my-sensor', document.baseURI).href
    .replace(/^http/, 'ws')
    .replace(/#.*/, '');
  return <Notice kind="empty" title={strings.noDevices} detail={strings.noDevicesDetail} code={address} />;
}

function Rows({
  devices,
  latest,
  arrangement,
  onArrange,
}: DeviceTableProps & { readonly devices: DeviceMap }) {
  const limit = useSignal(ROWS_AT_ONCE);
  const ids = useArranged(devices, latest, arrangement);
  const columns = useComputed(() => chooseColumns(latest.series.value)).value;
  const hidden = ids.length - limit.value;
  return (
    <section class="devices" aria-label={strings.devices}>
      <TableTools {...{ columns, arrangement, onArrange }} shown={ids.length} all={devices.size} />
      {ids.length === 0 ? (
        <NoMatch onArrange={onArrange} />
      ) : (
        <table>
          <TableHead {...{ columns, arrangement, onArrange }} />
          <tbody>
            {ids.slice(0, limit.value).map((id) => {
              const device = devices.get(id);
              return (
                device && <DeviceRow key={id} device={device} latest={latest.of(id)} columns={columns} />
              );
            })}
          </tbody>
        </table>
      )}
      {hidden > 0 && (
        <button
          type="button"
          class="more"
          onClick={() => {
            limit.value += ROWS_AT_ONCE;
          }}
        >
          {strings.showMore(Math.min(hidden, ROWS_AT_ONCE))}
        </button>
      )}
    </section>
  );
}

function NoMatch({ onArrange }: Pick<DeviceTableProps, 'onArrange'>) {
  return (
    <Notice
      kind="empty"
      title={strings.noMatch}
      detail={strings.noMatchDetail}
      action={{ label: strings.clearFilter, run: () => onArrange({ search: '', state: undefined }) }}
    />
  );
}

/**
 * Sorted anew once a second and with every change of the wish, not with every reading: rows that jump ten
 * times a second cannot be read. The list stays the same object while the order does, so nothing is redrawn.
 */
function useArranged(devices: DeviceMap, latest: LatestStore, arrangement: Arrangement): readonly string[] {
  const { clock } = useHub();
  const ids = useSignal<readonly string[]>(arrange(candidates(devices, latest), arrangement));
  const { search, state, sort, isDescending } = arrangement;
  useEffect(
    () =>
      clock.seconds.subscribe(() => {
        const next = arrange(candidates(devices, latest), { search, state, sort, isDescending });
        const old = ids.peek();
        const isSame = next.length === old.length && next.every((id, index) => id === old[index]);
        if (!isSame) ids.value = next;
      }),
    [clock, ids, devices, latest, search, state, sort, isDescending],
  );
  return ids.value;
}

function* candidates(devices: DeviceMap, latest: LatestStore): Iterable<Candidate> {
  for (const [id, device] of devices) yield { device: device.peek(), latest: latest.of(id).peek() };
}
