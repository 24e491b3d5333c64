/** A live line chart: the plot itself, what is under the pointer, and the figures of the window. */

import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { useHub } from '../app/hub';
import { paint } from '../app/theme';
import { formatTime, formatUtc, formatValue } from '../format';
import { strings } from '../strings';
import type { ShownChart } from './chart-feed';
import { breakAtGaps, longestBridge } from './gaps';
import { Plot } from './plot';
import { inWords, type Summary, summarize } from './summary';

export interface ChartProps {
  readonly shown: ShownChart;
  readonly declaredSeconds: number | null;
  readonly isLoading: boolean;
}

export function Chart({ shown, declaredSeconds, isLoading }: ChartProps) {
  const { store, target } = shown;
  store.version.value;
  const summary = summarize(store.times, store.values);
  const hovered = useSignal<number | undefined>(undefined);
  const place = usePlot(shown, declaredSeconds, (millis) => {
    hovered.value = millis;
  });
  const unit = strings.unit(store.unit);
  return (
    <figure
      class="chart"
      data-testid="chart"
      data-metric={target.metric}
      data-window={target.window.history}
      data-points={summary.count}
      data-last-time={summary.lastMillis}
      data-loading={isLoading ? true : undefined}
    >
      <Readout shown={shown} atMillis={hovered.value} unit={unit} />
      <div class="plot-area">
        <div class="plot" ref={place} role="img" aria-label={inWords(target, summary, unit)} />
        {summary.count === 0 && (
          <p class="plot-empty">{strings.noneInWindow(strings.window(target.window.history))}</p>
        )}
      </div>
      <Figures summary={summary} unit={unit} />
    </figure>
  );
}

/** Keeps one plot for as long as the chart is there, and brings it every change. */
function usePlot(
  shown: ShownChart,
  declaredSeconds: number | null,
  onHover: (millis: number | undefined) => void,
) {
  const { clock } = useHub();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot>(undefined);
  const { store, target } = shown;

  useEffect(() => {
    if (place.current === null) return;
    const created = new Plot(place.current, onHover);
    plot.current = created;
    return () => {
      plot.current = undefined;
      created.destroy();
    };
  }, []);

  useEffect(() => paint.subscribe(() => plot.current?.repaint()), []);

  useEffect(() => {
    const bridge = () => longestBridge(store.times, declaredSeconds);
    return store.version.subscribe(() =>
      plot.current?.setData(
        breakAtGaps(store.times, store.values, bridge()),
        clock.now(),
        target.window.millis,
      ),
    );
  }, [clock, store, target, declaredSeconds]);

  useEffect(
    () => clock.seconds.subscribe((now) => plot.current?.setWindow(now, target.window.millis)),
    [clock, target],
  );
  return place;
}

interface ReadoutProps {
  readonly shown: ShownChart;
  readonly atMillis: number | undefined;
  readonly unit: string;
}

/** The reading under the pointer, or else the newest. */
function Readout({ shown, atMillis, unit }: ReadoutProps) {
  const { times, values } = shown.store;
  const index = atMillis === undefined ? times.length - 1 : nearest(times, atMillis * 1000);
  const time = times[index];
  const value = values[index];
  if (time === undefined || value === undefined) return <p class="readout">{strings.none}</p>;
  return (
    <p class="readout" data-testid="chart-readout">
      <strong>{formatValue(value)}</strong> {unit}{' '}
      <time dateTime={formatUtc(time / 1000)} title={formatUtc(time / 1000)}>
        {formatTime(time / 1000, Date.now())}
      </time>
    </p>
  );
}

function nearest(times: Float64Array, micros: number): number {
  let best = 0;
  for (let low = 0, high = times.length - 1; low <= high; ) {
    const middle = (low + high) >>> 1;
    const time = times[middle] ?? 0;
    if (Math.abs(time - micros) < Math.abs((times[best] ?? 0) - micros)) best = middle;
    if (time < micros) low = middle + 1;
    else high = middle - 1;
  }
  return best;
}

function Figures({ summary, unit }: { readonly summary: Summary; readonly unit: string }) {
  if (summary.count === 0) return null;
  const { min, mean, max, count } = summary;
  const figures = [
    [strings.minimum, `${formatValue(min)} ${unit}`],
    // A mean has no digits of its own; as many as the extremes suggest are enough.
    [strings.mean, `${formatValue(Number(mean.toPrecision(4)))} ${unit}`],
    [strings.maximum, `${formatValue(max)} ${unit}`],
    [strings.readings, count.toLocaleString('en')],
  ] as const;
  return (
    <dl class="chart-figures">
      {figures.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
