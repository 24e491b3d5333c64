/** Above the table: search, and on small screens, where there are no headings, sorting. */

import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { sortKeyOf } from './arrange';
import type { TableHeadProps } from './table-head';

export interface TableToolsProps extends TableHeadProps {
  readonly shown: number;
  readonly all: number;
}

export function TableTools({ columns, arrangement, onArrange, shown, all }: TableToolsProps) {
  return (
    <div class="tools">
      <label class="search">
        <span class="unseen">{strings.search}</span>
        <Icon name="search" />
        <input
          type="search"
          placeholder={strings.search}
          value={arrangement.search}
          onInput={({ currentTarget }) => onArrange({ search: currentTarget.value })}
        />
      </label>
      <SortChoice {...{ columns, arrangement, onArrange }} />
      <p class="shown" role="status" data-testid="devices-shown">
        {strings.showing(shown, all)}
      </p>
    </div>
  );
}

function SortChoice({ columns, arrangement, onArrange }: TableHeadProps) {
  const direction = arrangement.isDescending ? strings.descending : strings.ascending;
  return (
    <span class="sort-choice">
      <label>
        <span class="unseen">{strings.sortBy}</span>
        <select
          value={arrangement.sort}
          onChange={({ currentTarget }) => onArrange({ sort: sortKeyOf(currentTarget.value) })}
        >
          <option value="state">{strings.stateColumn}</option>
          <option value="device">{strings.device}</option>
          <option value="seen">{strings.lastSeen}</option>
          {columns.map(({ metric, unit }) => (
            <option key={`${metric}/${unit}`} value={`metric:${metric}`}>
              {strings.metric(metric)}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        aria-label={direction}
        title={direction}
        onClick={() => onArrange({ isDescending: !arrangement.isDescending })}
      >
        <Icon name={arrangement.isDescending ? 'descending' : 'ascending'} />
      </button>
    </span>
  );
}
