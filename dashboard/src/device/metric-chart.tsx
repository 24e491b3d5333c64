/** The chart of one metric: a line and a band for each device, what is under the pointer, and figures. */

import type { ReadonlySignal, Signal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { useHub } from '../app/hub';
import { paint } from '../app/theme';
import { formatTime, formatUtc } from '../format';
import type { BucketLine, ViewStore } from '../live/view-store';
import { deviceStrings, strings } from '../strings';
import { formatNumber, formatUnit, shownUnit, shownValue } from '../units';
import type { ShownChart } from './chart-feed';
import type { ChartSetting, Steps } from './chart-panel';
import { showsLimits } from './chart-tools';
import { bucketOf, type Doubtful, nextDoubtful } from './doubtful';
import type { DoubtfulAnswer } from './doubtful-feed';
import { marksOf } from './doubtful-marks';
import { MarkLegend, MarkReadout } from './doubtful-notes';
import { LimitNotes } from './limit-notes';
import { limitsOf } from './limits';
import { LINE_TOKENS, LineTable } from './line-table';
import { alignLines, bucketAt, type LineSummary, nearest, summarizeLine } from './lines';
import { Plot } from './plot';
import { type Part, panned, zoomed } from './range';

export interface MetricChartProps {
  readonly metric: string;
  readonly shown: ShownChart;
  readonly store: ViewStore;
  readonly setting: ChartSetting;
  readonly part: ReadonlySignal<Part>;
  readonly steps: Steps;
  readonly hovered: Signal<number | undefined>;
  readonly doubtful: DoubtfulAnswer;
  /** The element that says what keys and gestures do. */
  readonly help: string;
}

export function MetricChart(props: MetricChartProps) {
  const { metric, shown, store, setting, hovered, help, doubtful } = props;
  const { devices } = shown.choice;
  const lines = devices.map((device) =>
    store.lines.find(({ series }) => series.device === device && series.metric === metric),
  );
  const summaries = lines.map(summarizeLine);
  const [first] = summaries;
  const unit = lines.find((line) => line !== undefined)?.series.unit ?? null;
  const limits = showsLimits.value ? limitsOf(metric, unit) : [];
  const found = useMemo(() => ofChart(doubtful, metric, devices), [doubtful, metric, devices]);
  const { place, plot } = usePlot(props, lines, unit, limits, found);
  const { range } = setting;
  return (
    <figure
      class="chart"
      data-testid="chart"
      data-metric={metric}
      data-window={range.part === null ? range.window.window : 'part'}
      data-points={first?.count}
      data-last-time={first?.lastMillis}
      data-from={store.extent.from}
      data-width={store.extent.widthMicros}
      data-doubtful={found.length}
      data-loading={shown.isLoading ? true : undefined}
    >
      <h3 class={shown.choice.metrics.length > 1 ? '' : 'unseen'}>
        {strings.metric(metric)} {formatUnit(unit)}
      </h3>
      <Readout line={lines[0]} atMillis={hovered.value} unit={unit} />
      {setting.isMarked && (
        <MarkReadout
          found={underPointer(found, lines, hovered.value)}
          unit={unit}
          isOfMany={devices.length > 1}
        />
      )}
      <div class="plot-area">
        <div
          class="plot"
          ref={place}
          role="application"
          aria-roledescription={deviceStrings.chartRole}
          aria-label={inWords(metric, devices, summaries, unit)}
          aria-describedby={help}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it is operated with keys
          tabIndex={0}
          onKeyDown={(event) => onKey(event, props, lines, found, plot.current)}
        />
        {summaries.every(({ count }) => count === 0) && <p class="plot-empty">{deviceStrings.noneInRange}</p>}
      </div>
      <LineTable devices={devices} lines={lines} summaries={summaries} atMillis={hovered.value} unit={unit} />
      <MarkLegend answer={doubtful} found={found} />
      <LimitNotes limits={limits} />
    </figure>
  );
}

/** What is known may be of a choice before. */
function ofChart(doubtful: DoubtfulAnswer, metric: string, devices: readonly string[]): readonly Doubtful[] {
  if (!doubtful?.ok) return [];
  return doubtful.value.filter((one) => one.metric === metric && devices.includes(one.device));
}

/** Those in the same bucket as the readout is of. */
function underPointer(
  found: readonly Doubtful[],
  lines: readonly (BucketLine | undefined)[],
  atMillis: number | undefined,
): readonly Doubtful[] {
  const shown = lines.map((line) => {
    const bucket = line && bucketAt(line, atMillis === undefined ? undefined : atMillis * 1000);
    return bucket?.startMicros;
  });
  return found.filter((one) => {
    const index = lines.findIndex((line) => line?.series.device === one.device);
    return shown[index] !== undefined && bucketOf(one, lines) === shown[index];
  });
}

/** Keeps one plot for as long as the chart is there, and brings it every change. */
function usePlot(
  { shown, store, part, steps, hovered }: MetricChartProps,
  lines: readonly (BucketLine | undefined)[],
  unit: string | null,
  limits: ReturnType<typeof limitsOf>,
  found: readonly Doubtful[],
) {
  const fleet = useHub().fleet.devices;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  const { devices } = shown.choice;
  // A chart with another number of lines has another key.
  useEffect(() => {
    if (place.current === null) return;
    const created = new Plot(place.current, LINE_TOKENS.slice(0, devices.length), 'device', {
      hovered: (millis) => {
        hovered.value = millis;
      },
      changed: steps.show,
      back: steps.back,
    });
    plot.current = created;
    return () => {
      plot.current = undefined;
      created.destroy();
    };
  }, [hovered, steps]);
  useEffect(() => paint.subscribe(() => plot.current?.repaint()), []);
  // Lines are of the store, which says by its version when.
  useEffect(() => {
    const declared = devices.map((id) => fleet.peek()?.get(id)?.peek().intervalSeconds ?? null);
    const inUnit = (value: number) => shownValue(value, unit);
    plot.current?.setData(alignLines(lines, store.extent.widthMicros, declared, inUnit), part.peek(), limits);
  }, [store, shown.version, limits.length, shownUnit(unit)]);
  useEffect(() => {
    plot.current?.setMarks(marksOf(found, (value) => shownValue(value, unit)));
  }, [found, shownUnit(unit)]);
  useEffect(() => part.subscribe((now) => plot.current?.setPart(now)), [part]);
  return { place, plot };
}

const PAN = 0.2;
const ZOOM = 1.5;

function onKey(
  event: KeyboardEvent,
  { part, steps, hovered, setting }: MetricChartProps,
  lines: readonly (BucketLine | undefined)[],
  found: readonly Doubtful[],
  plot: Plot | undefined,
): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const now = steps.newest(part.peek());
  const side = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
  if (side !== 0 && event.shiftKey) {
    const starts = lines[0]?.starts ?? new Float64Array(0);
    const at = hovered.peek();
    const index = at === undefined ? starts.length : nearest(starts, at * 1000);
    const next = starts[Math.min(starts.length - 1, Math.max(0, index + side))];
    if (next !== undefined) plot?.point(next / 1000);
  } else if (side !== 0) steps.show(panned(now, side * PAN), true);
  else if (event.key === 'd' || event.key === 'D') {
    const at = hovered.peek();
    const next = nextDoubtful(found, lines, at && at * 1000, event.shiftKey ? -1 : 1);
    if (next !== undefined) plot?.point(next / 1000);
  } else if (event.key === '+' || event.key === '=') steps.show(zoomed(now, 1 / ZOOM, 0.5), true);
  else if (event.key === '-' || event.key === '_') steps.show(zoomed(now, ZOOM, 0.5), true);
  else if (event.key === 'Backspace' || event.key === 'Escape') steps.back();
  else if (event.key === 'End') setting.set({ range: { ...setting.range, part: null } }, true);
  else return;
  event.preventDefault();
}

interface ReadoutProps {
  readonly line: BucketLine | undefined;
  readonly atMillis: number | undefined;
  readonly unit: string | null;
}

/** What is under the pointer, or else the newest. */
function Readout({ line, atMillis, unit }: ReadoutProps) {
  const bucket = line && bucketAt(line, atMillis === undefined ? undefined : atMillis * 1000);
  if (bucket === undefined) return <p class="readout">{strings.none}</p>;
  const { startMicros, min, mean, max, count } = bucket;
  const utc = formatUtc(startMicros / 1000);
  return (
    <p class="readout" data-testid="chart-readout" data-count={count}>
      <strong>{formatMean(mean, count, unit)}</strong> {formatUnit(unit)}{' '}
      <time dateTime={utc} title={utc}>
        {formatTime(startMicros / 1000, Date.now())}
      </time>{' '}
      {count > 1 && deviceStrings.spread(formatNumber(min, unit), formatNumber(max, unit), count)}
    </p>
  );
}

/** A mean has no digits of its own; as many as can be told apart are enough. */
export function formatMean(mean: number, count: number, unit: string | null): string {
  return formatNumber(count === 1 ? mean : Number(mean.toPrecision(4)), unit);
}

/** The chart in a sentence for each line, for who cannot see it. */
function inWords(
  metric: string,
  devices: readonly string[],
  summaries: readonly LineSummary[],
  unit: string | null,
): string {
  const sentences = summaries.map(({ count, min, max, mean }, i) => {
    const figures = [min, max, Number(mean.toPrecision(4))].map((value) =>
      `${formatNumber(value, unit)} ${formatUnit(unit)}`.trim(),
    );
    return deviceStrings.lineInWords(devices[i] ?? '', count, count === 0 ? [] : figures);
  });
  return `${strings.metric(metric)}. ${sentences.join(' ')}`;
}
