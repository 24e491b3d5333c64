/** Above the events: what they are of, which device, and when. */

import { zone } from '../preferences';
import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { EVENT_GROUPS, type EventFilter, GROUP_NAMES, groupOption } from './event-filter';
import { fromField, toField } from './time-field';

export interface EventToolsProps {
  readonly filter: EventFilter;
  readonly onFilter: (change: Partial<EventFilter>) => void;
}

export function EventTools({ filter, onFilter }: EventToolsProps) {
  return (
    <div class="event-tools">
      <label class="search">
        <span class="unseen">{strings.searchEvents}</span>
        <Icon name="search" />
        <input
          type="search"
          placeholder={strings.searchEvents}
          value={filter.device}
          onInput={({ currentTarget }) => onFilter({ device: currentTarget.value })}
        />
      </label>
      <TypeChoice filter={filter} onFilter={onFilter} />
      <TimeField label={strings.fromTime} value={filter.from} onChange={(from) => onFilter({ from })} />
      <TimeField label={strings.toTime} value={filter.to} onChange={(to) => onFilter({ to })} />
    </div>
  );
}

function TypeChoice({ filter, onFilter }: EventToolsProps) {
  return (
    <label>
      <span class="unseen">{strings.eventTypeFilter}</span>
      <select value={filter.type} onChange={({ currentTarget }) => onFilter({ type: currentTarget.value })}>
        <option value="">{strings.allEvents}</option>
        {GROUP_NAMES.map((group) => (
          <optgroup key={group} label={strings.eventGroups[group]}>
            <option value={groupOption(group)}>{strings.allOfGroup(strings.eventGroups[group])}</option>
            {EVENT_GROUPS[group].map((type) => (
              <option key={type} value={type}>
                {strings.eventType(type)}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (millis: number | undefined) => void;
}

export function TimeField({ label, value, onChange }: TimeFieldProps) {
  const isUtc = zone.value === 'utc';
  return (
    <label class="time-field">
      <span>{isUtc ? strings.utc(label) : label}</span>
      <input
        type="datetime-local"
        value={value === undefined ? '' : toField(value, isUtc)}
        onChange={({ currentTarget }) => onChange(fromField(currentTarget.value, isUtc))}
      />
    </label>
  );
}
