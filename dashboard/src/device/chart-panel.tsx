/** The charts of a device with everything around them: range, comparison, figures, export. */

import { computed, useSignal } from '@preact/signals';
import { useCallback, useEffect, useMemo, useRef } from 'preact/hooks';
import { useHub } from '../app/hub';
import { deviceAddress, replaceAddress } from '../app/route';
import type { Device } from '../live/messages';
import { strings } from '../strings';
import { Notice } from '../ui/notice';
import { type ChartChoice, ChartFeed } from './chart-feed';
import { ChartStack } from './chart-stack';
import { ChartTools, RangeChoice } from './chart-tools';
import { MOST_MARKED } from './doubtful';
import { useDoubtful } from './doubtful-feed';
import { DoubtfulPanel } from './doubtful-panel';
import { type Part, type Range, rangeOf, rangeOptions } from './range';
import { ReadingTable } from './reading-table';
import { SessionPanel } from './session-panel';

export const MOST_DEVICES = 5;
export const MOST_METRICS = 4;

export interface ChartPanelProps {
  readonly device: Device;
  readonly metrics: readonly string[];
  readonly metric: string;
  readonly options: URLSearchParams;
}

/** What the address says is to be seen. */
export interface ChartSetting {
  readonly device: string;
  readonly choice: ChartChoice;
  readonly range: Range;
  /** Whether readings that the hub doubts are marked in the charts. */
  readonly isMarked: boolean;
  /** Writes it into the address; `isStep` so that Back comes back here. */
  readonly set: (change: Partial<Omit<ChartSetting, 'device' | 'set'>>, isStep?: boolean) => void;
}

export function ChartPanel({ device, metrics, metric, options }: ChartPanelProps) {
  const setting = useSetting(device.id, metric, options);
  const { clock } = useHub();
  const pixels = useSignal(0);
  const feed = useFeed(setting, pixels.value);
  const steps = useSteps(setting);
  const shown = feed.shown.value;
  const { choice, store, isLoading, refusal } = shown;
  const { range } = setting;
  // A signal of its own for each range: one that does not move with the clock would never be computed again.
  const part = useMemo(
    () => computed(() => partOf(range, feed.shown.value.store?.extent.from, clock.seconds.value)),
    [range, feed, clock],
  );
  const doubtful = useDoubtful(setting.isMarked ? { ...setting.choice, most: MOST_MARKED } : undefined, part);
  return (
    <>
      <section class="panel chart-panel" aria-busy={isLoading}>
        <header class="chart-head">
          <h2>{choice.metrics.map(strings.metric).join(', ') || strings.metric(metric)}</h2>
          <RangeChoice setting={setting} part={part} />
        </header>
        <ChartTools setting={setting} metrics={metrics} shown={shown} part={part} />
        {refusal !== undefined && <Notice kind="error" title={strings.refusedByHub(refusal)} />}
        {store === undefined && refusal === undefined && (
          <Notice kind="loading" title={strings.loadingReadings} />
        )}
        <Measure onWidth={(width) => (pixels.value = width)} />
        {store && <ChartStack {...{ shown, setting, part, steps, doubtful }} />}
        <ReadingTable device={device.id} metric={metric} />
      </section>
      <DoubtfulPanel device={device.id} metrics={setting.choice.metrics} part={part} />
      <SessionPanel device={device.id} part={part} />
    </>
  );
}

/** What the charts show at this moment, in Unix milliseconds. */
export function partOf({ window, part }: Range, first: number | undefined, now: number): Part {
  if (part !== null) return part;
  return { from: window.millis === null ? (first ?? now - 3_600_000) : now - window.millis, to: now };
}

function listOf(text: string | null): readonly string[] {
  return [...new Set((text ?? '').split(',').filter((name) => name !== ''))];
}

function useSetting(device: string, metric: string, options: URLSearchParams): ChartSetting {
  const text = options.toString();
  return useMemo(() => {
    const read = new URLSearchParams(text);
    const devices = [device, ...listOf(read.get('compare')).filter((id) => id !== device)];
    const metrics = [metric, ...listOf(read.get('with')).filter((name) => name !== metric)];
    const choice = { devices: devices.slice(0, MOST_DEVICES), metrics: metrics.slice(0, MOST_METRICS) };
    const range = rangeOf(read);
    const isMarked = read.get('flags') !== 'off';
    const set: ChartSetting['set'] = (change, isStep = false) => {
      const next = change.choice ?? choice;
      const address = deviceAddress(device, {
        metric: next.metrics[0],
        with: next.metrics.slice(1).join(','),
        compare: next.devices.slice(1).join(','),
        ...rangeOptions(change.range ?? range),
        flags: (change.isMarked ?? isMarked) ? undefined : 'off',
      });
      if (isStep) location.hash = address;
      else replaceAddress(address);
    };
    return { device, choice, range, isMarked, set };
  }, [device, metric, text]);
}

/** One subscription for as long as devices and metrics are the same. */
function useFeed({ choice, range }: ChartSetting, pixels: number): ChartFeed {
  const { connection, publisher } = useHub();
  const feed = useMemo(() => new ChartFeed(connection, publisher), [connection, publisher]);
  const key = JSON.stringify(choice);
  const isMeasured = pixels > 0;
  // Another range or width is another view of the same.
  useEffect(() => {
    if (isMeasured) feed.choose(choice, range, pixels);
  }, [feed, key, isMeasured]);
  useEffect(() => {
    if (isMeasured) feed.view(range, pixels);
  }, [feed, range, pixels, isMeasured]);
  useEffect(() => () => feed.close(), [feed]);
  return feed;
}

/** The ranges that a double click goes back to. */
export interface Steps {
  readonly show: (part: Part, isStep: boolean) => void;
  /** What was chosen last, though it may not be drawn yet; what is drawn if the chart is live. */
  readonly newest: (drawn: Part) => Part;
  readonly back: () => void;
}

function useSteps(setting: ChartSetting): Steps {
  const before = useRef<Range[]>([]);
  const newest = useRef(setting);
  const drawn = useRef(setting);
  // A page that is drawn again before it knows the newest address must not bring the older one back.
  if (drawn.current !== setting) {
    drawn.current = setting;
    newest.current = setting;
  }
  const show = useCallback((part: Part, isStep: boolean) => {
    const { range, set } = newest.current;
    if (isStep) before.current.push(range);
    const next = { ...range, part };
    // Keys may come faster than the page is drawn: the next one goes on from here.
    newest.current = { ...newest.current, range: next };
    set({ range: next }, isStep);
  }, []);
  const back = useCallback(() => {
    const { range, set } = newest.current;
    const last = before.current.pop() ?? { ...range, part: null };
    newest.current = { ...newest.current, range: last };
    set({ range: last });
  }, []);
  const known = useCallback((shown: Part) => newest.current.range.part ?? shown, []);
  return useMemo(() => ({ show, back, newest: known }), [show, back, known]);
}

/** A strip as wide as the plots, which says how many pixels they have; in steps, so that few views are asked for. */
function Measure({ onWidth }: { readonly onWidth: (pixels: number) => void }) {
  const place = useRef<HTMLDivElement>(null);
  const report = useRef(onWidth);
  report.current = onWidth;
  useEffect(() => {
    if (place.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const width = entry?.contentRect.width ?? 0;
      if (width > 0) report.current(Math.min(4000, Math.max(100, 50 * Math.round((width - 60) / 50))));
    });
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return <div ref={place} class="measure" />;
}
