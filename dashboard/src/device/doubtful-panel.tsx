/** Which of the readings in the time that the charts show the hub doubts, and why. Asked for only while it is open. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { deviceStrings, strings } from '../strings';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import { type Doubtful, MOST_DOUBTFUL, markOf } from './doubtful';
import { useDoubtful } from './doubtful-feed';
import type { Part } from './range';

export interface DoubtfulPanelProps {
  readonly device: string;
  readonly metrics: readonly string[];
  readonly part: ReadonlySignal<Part>;
}

export function DoubtfulPanel({ device, metrics, part }: DoubtfulPanelProps) {
  const isOpen = useSignal(false);
  return (
    <section class="panel" data-testid="doubtful">
      <details onToggle={(event) => (isOpen.value = event.currentTarget.open)}>
        <summary>{deviceStrings.doubtful}</summary>
        {isOpen.value && <Content device={device} metrics={metrics} part={part} />}
      </details>
    </section>
  );
}

function Content({ device, metrics, part }: DoubtfulPanelProps) {
  const answer = useDoubtful({ devices: [device], metrics, most: MOST_DOUBTFUL }, part).value;
  if (answer === undefined) return <Notice kind="loading" title={strings.loadingReadings} />;
  if (!answer.ok) return <Notice kind="error" title={answer.problem} />;
  return <List found={answer.value} part={part.value} />;
}

function List({ found, part }: { readonly found: readonly Doubtful[]; readonly part: Part }) {
  const listed = found.slice(0, MOST_DOUBTFUL);
  const words = deviceStrings.doubtfulCount(listed.length, found.length > listed.length);
  return (
    <>
      <p>{words}</p>
      {listed.length > 0 && (
        <>
          <svg
            class="timeline doubtful"
            viewBox="0 0 100 10"
            preserveAspectRatio="none"
            role="img"
            aria-label={words}
          >
            {listed.map(({ time, metric }) => {
              const mark = markOf(time, part);
              return (
                mark !== undefined && (
                  <rect
                    key={`${time} ${metric}`}
                    data-testid="doubtful-mark"
                    x={mark}
                    width="0.3"
                    y="0"
                    height="10"
                  />
                )
              );
            })}
          </svg>
          <table>
            <thead>
              <tr>
                <th scope="col">{strings.time}</th>
                <th scope="col">{deviceStrings.metric}</th>
                <th scope="col">{strings.value}</th>
                <th scope="col">{deviceStrings.doubtfulWhy}</th>
              </tr>
            </thead>
            <tbody>
              {listed.map(({ time, metric, value, flags }) => (
                <tr key={`${time} ${metric}`} data-testid="doubtful-reading" data-flags={flags.join(' ')}>
                  <td>
                    <Moment millis={time} />
                  </td>
                  <td>{strings.metric(metric)}</td>
                  <td class="cell-value">{String(value)}</td>
                  <td>{flags.map(deviceStrings.qaFlag).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  );
}
