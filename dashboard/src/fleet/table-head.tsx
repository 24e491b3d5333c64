/** Column headings that sort. */

import { strings } from '../strings';
import { Icon } from '../ui/icon';
import type { Arrangement, SortKey } from './arrange';
import type { MetricColumn } from './metric-columns';

export interface TableHeadProps {
  readonly columns: readonly MetricColumn[];
  readonly arrangement: Arrangement;
  readonly onArrange: (change: Partial<Arrangement>) => void;
}

export function TableHead({ columns, arrangement, onArrange }: TableHeadProps) {
  const heading = (sort: SortKey, label: string, unit = '') => (
    <Heading key={`${sort}/${unit}`} {...{ sort, label, unit, arrangement, onArrange }} />
  );
  return (
    <thead>
      <tr>
        {heading('device', strings.device)}
        {heading('state', strings.stateColumn)}
        {heading('seen', strings.lastSeen)}
        {columns.map(({ metric, unit }) =>
          heading(`metric:${metric}`, strings.metric(metric), strings.unit(unit)),
        )}
        <th scope="col">{strings.otherValues}</th>
      </tr>
    </thead>
  );
}

interface HeadingProps extends Omit<TableHeadProps, 'columns'> {
  readonly sort: SortKey;
  readonly label: string;
  readonly unit: string;
}

function Heading({ sort, label, unit, arrangement, onArrange }: HeadingProps) {
  const isSorted = arrangement.sort === sort;
  const direction = arrangement.isDescending ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      aria-sort={isSorted ? direction : 'none'}
      class={sort.startsWith('metric:') ? 'head-value' : `head-${sort}`}
    >
      <button
        type="button"
        onClick={() => onArrange({ sort, isDescending: isSorted && !arrangement.isDescending })}
      >
        <span class="head-label">{label}</span>
        {unit !== '' && <span class="unit">{unit}</span>}
        {isSorted && <Icon name={direction} />}
      </button>
    </th>
  );
}
