/** What a person can set about the charts: range, pause, limits, comparison, export. */

import { type ReadonlySignal, signal, useSignal } from '@preact/signals';
import { useHub } from '../app/hub';
import { deviceStrings, strings } from '../strings';
import { save } from '../ui/save';
import type { ShownChart } from './chart-feed';
import { type ChartSetting, MOST_DEVICES, MOST_METRICS } from './chart-panel';
import { csvOf, downloadName, pngOf } from './export';
import { type Part, WINDOWS } from './range';

/** Whether limits of air quality are drawn; as long as the page is open. */
export const showsLimits = signal(true);

interface RangeChoiceProps {
  readonly setting: ChartSetting;
  readonly part: ReadonlySignal<Part>;
}

export function RangeChoice({ setting, part }: RangeChoiceProps) {
  const { range, set } = setting;
  const isPaused = range.part !== null;
  return (
    <div class="range-choice">
      <fieldset class="segments">
        <legend class="unseen">{strings.windowLabel}</legend>
        {WINDOWS.map((item) => (
          <button
            key={item.window}
            type="button"
            aria-pressed={!isPaused && item === range.window}
            data-window={item.window}
            onClick={() => set({ range: { window: item, part: null } }, true)}
          >
            {strings.window(item.window)}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        aria-pressed={isPaused}
        data-testid="chart-pause"
        onClick={() => set({ range: { ...range, part: isPaused ? null : rounded(part.peek()) } }, true)}
      >
        {isPaused ? deviceStrings.goLive : deviceStrings.pause}
      </button>
    </div>
  );
}

const rounded = ({ from, to }: Part): Part => ({ from: Math.round(from), to: Math.round(to) });

interface ChartToolsProps {
  readonly setting: ChartSetting;
  readonly metrics: readonly string[];
  readonly shown: ShownChart;
  readonly part: ReadonlySignal<Part>;
}

export function ChartTools({ setting, metrics, shown, part }: ChartToolsProps) {
  return (
    <div class="chart-tools">
      <MetricChoice setting={setting} metrics={metrics} />
      <DeviceChoice setting={setting} />
      <label class="check">
        <input
          type="checkbox"
          data-testid="limits-toggle"
          checked={showsLimits.value}
          onChange={({ currentTarget }) => {
            showsLimits.value = currentTarget.checked;
          }}
        />
        {deviceStrings.limits}
      </label>
      <label class="check">
        <input
          type="checkbox"
          data-testid="flags-toggle"
          checked={setting.isMarked}
          onChange={({ currentTarget }) => setting.set({ isMarked: currentTarget.checked })}
        />
        {deviceStrings.marks}
      </label>
      <Export setting={setting} shown={shown} part={part} />
    </div>
  );
}

function MetricChoice({ setting, metrics }: Pick<ChartToolsProps, 'setting' | 'metrics'>) {
  const { choice, set } = setting;
  const others = metrics.filter((metric) => !choice.metrics.includes(metric));
  const change = (next: readonly string[]) => set({ choice: { ...choice, metrics: next } });
  return (
    <div class="compare">
      {others.length > 0 && choice.metrics.length < MOST_METRICS && (
        <label>
          <span class="unseen">{deviceStrings.addMetric}</span>
          <select
            value=""
            data-testid="add-metric"
            onChange={({ currentTarget }) => {
              if (currentTarget.value !== '') change([...choice.metrics, currentTarget.value]);
            }}
          >
            <option value="">{deviceStrings.addMetric}</option>
            {others.map((metric) => (
              <option key={metric} value={metric}>
                {strings.metric(metric)}
              </option>
            ))}
          </select>
        </label>
      )}
      {choice.metrics.slice(1).map((metric) => (
        <Chip
          key={metric}
          name={strings.metric(metric)}
          remove={() => change(choice.metrics.filter((one) => one !== metric))}
        />
      ))}
    </div>
  );
}

/** Only what the hub knows can be added, so that a mistyped name says so at once. */
function DeviceChoice({ setting }: { readonly setting: ChartSetting }) {
  const { choice, set } = setting;
  const known = useHub().fleet.devices.value;
  const typed = useSignal('');
  const isUnknown = typed.value !== '' && !known?.has(typed.value);
  const isFull = choice.devices.length >= MOST_DEVICES;
  const add = () => {
    if (typed.value === '' || isUnknown) return;
    set({ choice: { ...choice, devices: [...new Set([...choice.devices, typed.value])] } });
    typed.value = '';
  };
  return (
    <form
      class="compare"
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      {!isFull && (
        <>
          <input
            type="text"
            list="devices-to-compare"
            aria-label={deviceStrings.compareWith}
            placeholder={deviceStrings.compareWith}
            data-testid="compare-device"
            aria-invalid={isUnknown}
            value={typed.value}
            onInput={({ currentTarget }) => {
              typed.value = currentTarget.value.trim();
            }}
          />
          <datalist id="devices-to-compare">
            {candidates(known, choice.devices, typed.value).map((id) => (
              <option key={id} value={id} />
            ))}
          </datalist>
          <button type="submit" disabled={typed.value === '' || isUnknown}>
            {deviceStrings.add}
          </button>
        </>
      )}
      {choice.devices.slice(1).map((id) => (
        <Chip
          key={id}
          name={id}
          remove={() => set({ choice: { ...choice, devices: choice.devices.filter((one) => one !== id) } })}
        />
      ))}
    </form>
  );
}

const CANDIDATES = 50;

function candidates(
  known: ReadonlyMap<string, unknown> | undefined,
  taken: readonly string[],
  typed: string,
): readonly string[] {
  const found: string[] = [];
  for (const id of known?.keys() ?? []) {
    if (found.length === CANDIDATES) break;
    if (id.includes(typed) && !taken.includes(id)) found.push(id);
  }
  return found;
}

function Chip({ name, remove }: { readonly name: string; readonly remove: () => void }) {
  return (
    <span class="chip">
      {name}
      <button type="button" aria-label={deviceStrings.remove(name)} onClick={remove}>
        ×
      </button>
    </span>
  );
}

function Export({ setting, shown, part }: Pick<ChartToolsProps, 'setting' | 'shown' | 'part'>) {
  const { store, choice } = shown;
  if (store === undefined) return null;
  const name = (extension: string) => downloadName(choice, part.peek(), extension);
  // The end of a live chart moves once a second; what has come since is seen all the same.
  const seen = () =>
    setting.range.part === null ? { from: part.peek().from, to: Number.POSITIVE_INFINITY } : part.peek();
  return (
    <div class="export">
      <button
        type="button"
        data-testid="export-csv"
        onClick={() => save(new Blob([csvOf(store, seen())], { type: 'text/csv' }), name('csv'))}
      >
        {deviceStrings.csv}
      </button>
      <button
        type="button"
        data-testid="export-png"
        onClick={() => pngOf(document.querySelectorAll('.chart')).then((png) => save(png, name('png')))}
      >
        {deviceStrings.png}
      </button>
    </div>
  );
}
