/** Column headings that sort. */

import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { formatUnit } from '../units';
import type { Arrangement, SortKey } from './arrange';
import type { MetricColumn } from './metric-columns';

export interface TableHeadProps {
  readonly columns: readonly MetricColumn[];
  readonly trendMetric: string | undefined;
  readonly arrangement: Arrangement;
  readonly onArrange: (change: Partial<Arrangement>) => void;
}

export function TableHead({ columns, trendMetric, arrangement, onArrange }: TableHeadProps) {
  const heading = (sort: SortKey, label: string, unit = '') => (
    <Heading key={`${sort}/${unit}`} {...{ sort, label, unit, arrangement, onArrange }} />
  );
  return (
    <thead>
      <tr aria-rowindex={1}>
        {heading('device', strings.device)}
        {heading('state', strings.stateColumn)}
        {heading('seen', strings.lastSeen)}
        <th scope="col" class="head-beats" title={strings.heartbeatHint}>
          {strings.heartbeat}
        </th>
        <th scope="col" class="head-trend">
          {strings.trend(trendMetric === undefined ? '' : strings.metric(trendMetric))}
        </th>
        {columns.map(({ metric, unit }) =>
          heading(`metric:${metric}`, strings.metric(metric), formatUnit(unit)),
        )}
        <th scope="col" class="head-others">
          {strings.otherValues}
        </th>
        {heading('firmware', strings.firmware)}
      </tr>
    </thead>
  );
}

interface HeadingProps extends Pick<TableHeadProps, 'arrangement' | 'onArrange'> {
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
        <span class="head-label">{label}</span> {unit !== '' && <span class="unit">{unit}</span>}
        {isSorted && <Icon name={direction} />}
      </button>
    </th>
  );
}
