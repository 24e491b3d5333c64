/** Which of the readings in the time that the charts show the hub doubts, and why. Asked for only while it is open. */

import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatUtc } from '../format';
import { deviceStrings, strings } from '../strings';
import { Notice } from '../ui/notice';
import { Moment } from '../ui/time';
import { type Answer, ask } from './api';
import { type Doubtful, doubtfulPath, doubtfulReadings, MOST_DOUBTFUL, markOf } from './doubtful';
import type { Part } from './range';

/** A range that is being dragged is not asked for at each step. */
const SETTLE_MILLIS = 400;
const REFRESH_MILLIS = 15_000;

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
  const answer = useDoubtful(device, metrics, part);
  if (answer === undefined) return <Notice kind="loading" title={strings.loadingReadings} />;
  if (!answer.ok) return <Notice kind="error" title={answer.problem} />;
  return <List found={answer.value} part={part.value} />;
}

function useDoubtful(device: string, metrics: readonly string[], part: ReadonlySignal<Part>) {
  const answer = useSignal<Answer<readonly Doubtful[]> | undefined>(undefined);
  const { from, to } = part.value;
  // A window that moves on is the same question until the next refresh.
  const turn = Math.floor(to / REFRESH_MILLIS);
  const key = metrics.join(',');
  useEffect(() => {
    const abandoned = new AbortController();
    const timer = setTimeout(async () => {
      const now = part.peek();
      const path = doubtfulPath(device, metrics, formatUtc(now.from), formatUtc(now.to));
      const given = await ask(path, doubtfulReadings, { signal: abandoned.signal }).catch(() => undefined);
      if (given && !abandoned.signal.aborted) answer.value = given;
    }, SETTLE_MILLIS);
    return () => {
      clearTimeout(timer);
      abandoned.abort();
    };
  }, [device, key, to - from, turn]);
  return answer.value;
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
