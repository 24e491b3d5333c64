/** One chart for each metric, all of the same stretch of time and with one pointer. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { useHub } from '../app/hub';
import { deviceStrings } from '../strings';
import type { ShownChart } from './chart-feed';
import type { ChartSetting, Steps } from './chart-panel';
import type { DoubtfulAnswer } from './doubtful-feed';
import { MetricChart } from './metric-chart';
import type { Part } from './range';

export interface ChartStackProps {
  readonly shown: ShownChart;
  readonly setting: ChartSetting;
  readonly part: ReadonlySignal<Part>;
  readonly steps: Steps;
  readonly doubtful: ReadonlySignal<DoubtfulAnswer>;
}

export function ChartStack({ shown, setting, part, steps, doubtful }: ChartStackProps) {
  const { clock } = useHub();
  const hovered = useSignal<number | undefined>(undefined);
  const help = useId();
  const { store, choice } = shown;
  const { range } = setting;
  if (store === undefined) return null;
  // A window that ends now leaves its oldest buckets behind.
  if (range.part === null && range.window.millis !== null) {
    store.dropBefore((clock.now() - range.window.millis) * 1000 - store.extent.widthMicros);
  }
  return (
    <div class="chart-stack">
      {choice.metrics.map((metric) => (
        <MetricChart
          key={`${metric} ${choice.devices.length}`}
          metric={metric}
          shown={shown}
          store={store}
          setting={setting}
          part={part}
          steps={steps}
          hovered={hovered}
          doubtful={doubtful.value}
          help={help}
        />
      ))}
      <p id={help} class="chart-help">
        {deviceStrings.chartHelp}
      </p>
    </div>
  );
}
