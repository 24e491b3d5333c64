/** Above the log: of what, what was done, by whom, and when. */

import { TimeField } from '../events/event-tools';
import { adminStrings, strings } from '../strings';
import { Icon } from '../ui/icon';
import type { LogFilter } from './change-log';

interface LogToolsProps {
  readonly filter: LogFilter;
  readonly onFilter: (change: Partial<LogFilter>) => void;
}

export function LogTools({ filter, onFilter }: LogToolsProps) {
  return (
    <div class="admin-tools">
      <label class="search">
        <span class="unseen">{adminStrings.logName}</span>
        <Icon name="search" />
        <input
          type="search"
          placeholder={adminStrings.logName}
          value={filter.name}
          onInput={({ currentTarget }) => onFilter({ name: currentTarget.value })}
        />
      </label>
      <label class="search">
        <span class="unseen">{adminStrings.logActor}</span>
        <Icon name="person" />
        <input
          type="search"
          placeholder={adminStrings.logActor}
          value={filter.actor}
          onInput={({ currentTarget }) => onFilter({ actor: currentTarget.value })}
        />
      </label>
      <Choice
        label={adminStrings.kindFilter}
        any={adminStrings.anyKind}
        value={filter.kind}
        values={adminStrings.kinds}
        textOf={adminStrings.kind}
        onValue={(kind) => onFilter({ kind })}
      />
      <Choice
        label={adminStrings.actionFilter}
        any={adminStrings.anyAction}
        value={filter.action}
        values={adminStrings.actionNames}
        textOf={adminStrings.action}
        onValue={(action) => onFilter({ action })}
      />
      <TimeField label={strings.fromTime} value={filter.from} onChange={(from) => onFilter({ from })} />
      <TimeField label={strings.toTime} value={filter.to} onChange={(to) => onFilter({ to })} />
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly any: string;
  readonly value: string;
  readonly values: readonly string[];
  readonly textOf: (value: string) => string;
  readonly onValue: (value: string) => void;
}

function Choice({ label, any, value, values, textOf, onValue }: ChoiceProps) {
  return (
    <label>
      <span class="unseen">{label}</span>
      <select value={value} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        <option value="">{any}</option>
        {values.map((one) => (
          <option key={one} value={one}>
            {textOf(one)}
          </option>
        ))}
      </select>
    </label>
  );
}
