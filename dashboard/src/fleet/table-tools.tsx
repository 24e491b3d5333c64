/** Above the devices: search, filter, and on small screens, where there are no headings, sorting. */

import { type FleetView, fleetAddress } from '../app/route';
import { strings } from '../strings';
import { Icon } from '../ui/icon';
import { type Arrangement, sortKeyOf } from './arrange';

export interface TableToolsProps {
  readonly view: FleetView;
  readonly options: URLSearchParams;
  readonly metrics: readonly string[];
  readonly tags: readonly string[];
  readonly arrangement: Arrangement;
  readonly onArrange: (change: Partial<Arrangement>) => void;
  readonly shown: number;
  readonly all: number;
}

export function TableTools(props: TableToolsProps) {
  const { view, options, metrics, tags, arrangement, onArrange, shown, all } = props;
  return (
    <div class="tools">
      <ViewChoice view={view} options={options} />
      <label class="search">
        <span class="unseen">{strings.search}</span>
        <Icon name="search" />
        <input
          type="search"
          placeholder={strings.search}
          title={strings.searchHint}
          value={arrangement.search}
          onInput={({ currentTarget }) => onArrange({ search: currentTarget.value })}
        />
      </label>
      <MetricFilter {...{ metrics, arrangement, onArrange }} />
      <TagFilter {...{ tags, arrangement, onArrange }} />
      {view === 'table' && <SortChoice {...{ metrics, arrangement, onArrange }} />}
      <p class="shown" role="status" data-testid="devices-shown">
        {strings.showing(shown, all)}
      </p>
    </div>
  );
}

const VIEWS: readonly FleetView[] = ['table', 'map'];

/** Links, as each view has an address; both keep the filters. */
function ViewChoice({ view, options }: Pick<TableToolsProps, 'view' | 'options'>) {
  return (
    <nav class="view-choice" aria-label={strings.viewChoice}>
      {VIEWS.map((item) => (
        <a
          key={item}
          href={fleetAddress(Object.fromEntries(options), item)}
          aria-current={item === view ? 'page' : false}
        >
          {strings.views[item]}
        </a>
      ))}
    </nav>
  );
}

type ChoiceProps = Pick<TableToolsProps, 'metrics' | 'arrangement' | 'onArrange'>;

/** With what the address names, even while no device has it. */
function MetricFilter({ metrics, arrangement: { metric }, onArrange }: ChoiceProps) {
  const choices = metric === undefined || metrics.includes(metric) ? metrics : [...metrics, metric];
  return (
    <label>
      <span class="unseen">{strings.metricFilter}</span>
      <select
        class="metric-filter"
        value={metric ?? ''}
        onChange={({ currentTarget }) => onArrange({ metric: currentTarget.value || undefined })}
      >
        <option value="">{strings.anyMetric}</option>
        {choices.map((name) => (
          <option key={name} value={name}>
            {strings.measures(strings.metric(name))}
          </option>
        ))}
      </select>
    </label>
  );
}

type TagProps = Pick<TableToolsProps, 'tags' | 'arrangement' | 'onArrange'>;

/** Nothing where no device has a tag; with what the address names, even while no device has it. */
function TagFilter({ tags, arrangement: { tag }, onArrange }: TagProps) {
  const choices = tag === undefined || tags.includes(tag) ? tags : [...tags, tag];
  if (choices.length === 0) return null;
  return (
    <label>
      <span class="unseen">{strings.tagFilter}</span>
      <select
        class="metric-filter"
        value={tag ?? ''}
        onChange={({ currentTarget }) => onArrange({ tag: currentTarget.value || undefined })}
      >
        <option value="">{strings.anyTag}</option>
        {choices.map((name) => (
          <option key={name} value={name}>
            {strings.tagged(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

function SortChoice({ metrics, arrangement, onArrange }: ChoiceProps) {
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
          <option value="firmware">{strings.firmware}</option>
          {metrics.map((metric) => (
            <option key={metric} value={`metric:${metric}`}>
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
