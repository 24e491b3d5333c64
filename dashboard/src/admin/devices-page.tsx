/** The registry: every device that is known, what it may, and the ways to register more. */

import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { useHub } from '../app/hub';
import { adminAddress, pushAddress, replaceAddress } from '../app/route';
import { adminStrings } from '../strings';
import { Notice } from '../ui/notice';
import { type Asked, Loaded, useAsked } from './asked';
import {
  type DeviceFilter,
  deviceFilterOf,
  deviceOptionsOf,
  entriesOf,
  isOfLiveState,
  matches,
} from './device-filter';
import { DeviceTable } from './device-table';
import { DeviceTools } from './device-tools';
import { type RegisteredDevice, registeredDevices } from './registry';

/** Rows that are drawn at once; a button brings the next ones. */
const ROWS_AT_ONCE = 100;

export function DevicesPage({ options }: { readonly options: URLSearchParams }) {
  const asked = useAsked(registeredDevices);
  return (
    <Loaded asked={asked} loading={adminStrings.loadingDevices}>
      {(registered) => <Registry {...{ registered, asked, options }} />}
    </Loaded>
  );
}

interface RegistryProps {
  readonly registered: readonly RegisteredDevice[];
  readonly asked: Asked<unknown>;
  readonly options: URLSearchParams;
}

function Registry({ registered, asked, options }: RegistryProps) {
  const filter = deviceFilterOf(options);
  const limit = useSignal(ROWS_AT_ONCE);
  const { all, shown } = useShown(registered, filter);
  const onFilter = (change: Partial<DeviceFilter>) => {
    const address = adminAddress('devices', deviceOptionsOf({ ...filter, ...change }));
    limit.value = ROWS_AT_ONCE;
    // One step back leaves a search, not its last letter.
    if (change.search !== undefined && filter.search !== '') replaceAddress(address);
    else pushAddress(address);
  };
  const left = shown.length - limit.value;
  return (
    <>
      <DeviceTools
        {...{ registered, filter, onFilter }}
        shown={shown.length}
        all={all.length}
        onRefresh={asked.again}
      />
      {all.length === 0 && (
        <Notice kind="empty" title={adminStrings.noDevices} detail={adminStrings.noDevicesDetail} />
      )}
      {all.length > 0 && shown.length === 0 && (
        <Notice
          kind="empty"
          title={adminStrings.noMatch}
          action={{
            label: adminStrings.showAll,
            run: () => onFilter({ search: '', state: undefined, tag: '' }),
          }}
        />
      )}
      {shown.length > 0 && <DeviceTable entries={shown.slice(0, limit.value)} />}
      {left > 0 && (
        <p class="admin-more">
          <button
            type="button"
            onClick={() => {
              limit.value += 2 * ROWS_AT_ONCE;
            }}
          >
            {adminStrings.more(left)}
          </button>
        </p>
      )}
    </>
  );
}

function useShown(registered: readonly RegisteredDevice[], filter: DeviceFilter) {
  const { fleet } = useHub();
  const sending = fleet.devices.value;
  // Counted once a second: often enough for who looks for devices by their state.
  const moved = isOfLiveState(filter) ? fleet.counts.value : undefined;
  const all = useMemo(() => {
    // What was never heard of and is not registered any more is a name and nothing else.
    const heard = [...(sending ?? [])].filter(([, device]) => device.peek().state !== 'never-seen');
    return entriesOf(
      registered,
      heard.map(([id]) => id),
    );
  }, [registered, sending]);
  const { search, state, tag } = filter;
  const shown = useMemo(
    () => all.filter((entry) => matches(filter, entry, (id) => sending?.get(id)?.peek().state)),
    [all, sending, search, state, tag, moved],
  );
  return { all, shown };
}
