/** Above the registry: search, filters, and the ways to register devices. */

import { useMemo } from 'preact/hooks';
import { adminAddress } from '../app/route';
import { adminStrings } from '../strings';
import { Icon } from '../ui/icon';
import { type DeviceFilter, STATE_FILTERS, tagsOf } from './device-filter';
import type { RegisteredDevice } from './registry';

export interface DeviceToolsProps {
  readonly registered: readonly RegisteredDevice[];
  readonly filter: DeviceFilter;
  readonly onFilter: (change: Partial<DeviceFilter>) => void;
  readonly shown: number;
  readonly all: number;
  readonly onRefresh: () => Promise<void>;
}

export function DeviceTools({ registered, filter, onFilter, shown, all, onRefresh }: DeviceToolsProps) {
  return (
    <>
      <div class="admin-tools">
        <label class="search">
          <span class="unseen">{adminStrings.searchDevices}</span>
          <Icon name="search" />
          <input
            type="search"
            placeholder={adminStrings.searchDevices}
            title={adminStrings.searchDevicesHint}
            value={filter.search}
            onInput={({ currentTarget }) => onFilter({ search: currentTarget.value })}
          />
        </label>
        <StateChoice {...{ filter, onFilter }} />
        <TagChoice {...{ registered, filter, onFilter }} />
        <p class="shown" role="status" data-testid="registry-shown">
          {adminStrings.count(shown, all)}
        </p>
      </div>
      <div class="admin-tools">
        <a class="button primary" href={adminAddress('register')}>
          {adminStrings.sections.register}
        </a>
        <a class="button" href={adminAddress('import')}>
          {adminStrings.sections.import}
        </a>
        <button type="button" onClick={() => void onRefresh()}>
          {adminStrings.refresh}
        </button>
      </div>
    </>
  );
}

function StateChoice({ filter, onFilter }: Pick<DeviceToolsProps, 'filter' | 'onFilter'>) {
  return (
    <label>
      <span class="unseen">{adminStrings.stateFilter}</span>
      <select
        value={filter.state ?? ''}
        onChange={({ currentTarget }) =>
          onFilter({ state: STATE_FILTERS.find((state) => state === currentTarget.value) })
        }
      >
        <option value="">{adminStrings.anyState}</option>
        {STATE_FILTERS.map((state) => (
          <option key={state} value={state}>
            {adminStrings.states[state]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** With what the address names, even while no device has it. */
function TagChoice({
  registered,
  filter,
  onFilter,
}: Pick<DeviceToolsProps, 'registered' | 'filter' | 'onFilter'>) {
  const tags = useMemo(() => tagsOf(registered), [registered]);
  const choices = filter.tag === '' || tags.includes(filter.tag) ? tags : [...tags, filter.tag];
  if (choices.length === 0) return null;
  return (
    <label>
      <span class="unseen">{adminStrings.tagFilter}</span>
      <select
        class="tag-filter"
        value={filter.tag}
        onChange={({ currentTarget }) => onFilter({ tag: currentTarget.value })}
      >
        <option value="">{adminStrings.anyTag}</option>
        {choices.map((tag) => (
          <option key={tag} value={tag}>
            {adminStrings.tagged(tag)}
          </option>
        ))}
      </select>
    </label>
  );
}
