/** The chart of one metric with everything around it: window, readout, figures, and the numbers as a table. */

import { useEffect, useMemo } from 'preact/hooks';
import { useHub } from '../app/hub';
import { deviceAddress, replaceAddress } from '../app/route';
import type { Device } from '../live/messages';
import { strings } from '../strings';
import { Notice } from '../ui/notice';
import { Chart } from './chart';
import { ChartFeed, type ShownChart } from './chart-feed';
import { ReadingTable } from './reading-table';
import { type ChartWindow, WINDOWS } from './windows';

export interface ChartPanelProps {
  readonly device: Device;
  readonly metric: string;
  readonly window: ChartWindow;
}

export function ChartPanel({ device, metric, window }: ChartPanelProps) {
  const { shown, isLoading, refusal } = useChart(device.id, metric, window);
  return (
    <section class="panel chart-panel" aria-busy={isLoading}>
      <header class="chart-head">
        <h2>{strings.metric(metric)}</h2>
        <WindowChoice device={device.id} metric={metric} window={window} />
      </header>
      {refusal !== undefined && <Notice kind="error" title={strings.refusedByHub(refusal)} />}
      {refusal === undefined && shown === undefined && (
        <Notice kind="loading" title={strings.loadingReadings} />
      )}
      {refusal === undefined && shown && <Shown shown={shown} device={device} isLoading={isLoading} />}
    </section>
  );
}

interface ShownProps {
  readonly shown: ShownChart;
  readonly device: Device;
  readonly isLoading: boolean;
}

function Shown({ shown, device, isLoading }: ShownProps) {
  return (
    <>
      <Chart shown={shown} declaredSeconds={device.intervalSeconds} isLoading={isLoading} />
      <ReadingTable store={shown.store} />
    </>
  );
}

function useChart(device: string, metric: string, window: ChartWindow) {
  const { connection, publisher, clock } = useHub();
  const feed = useMemo(() => new ChartFeed(connection, publisher, clock), [connection, publisher, clock]);
  useEffect(() => feed.show({ device, metric, window }), [feed, device, metric, window]);
  useEffect(() => () => feed.close(), [feed]);
  return feed.view.value;
}

interface WindowChoiceProps {
  readonly device: string;
  readonly metric: string;
  readonly window: ChartWindow;
}

function WindowChoice({ device, metric, window }: WindowChoiceProps) {
  return (
    <fieldset class="segments">
      <legend class="unseen">{strings.windowLabel}</legend>
      {WINDOWS.map((item) => (
        <button
          key={item.history}
          type="button"
          aria-pressed={item === window}
          data-window={item.history}
          onClick={() => replaceAddress(deviceAddress(device, { metric, window: item.history }))}
        >
          {strings.window(item.history)}
        </button>
      ))}
    </fieldset>
  );
}
