/** What the marks of a chart mean, and which doubtful readings are under the pointer. */

import { deviceStrings, strings } from '../strings';
import { formatQuantity } from '../units';
import { type Doubtful, MOST_MARKED } from './doubtful';
import type { DoubtfulAnswer } from './doubtful-feed';
import { shapeOf } from './doubtful-marks';

export function MarkLegend({ answer, found }: { answer: DoubtfulAnswer; found: readonly Doubtful[] }) {
  if (answer?.ok === false) return <p class="quiet">{deviceStrings.doubtfulFailed(answer.problem)}</p>;
  if (found.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { flags } of found) for (const flag of flags) counts.set(flag, (counts.get(flag) ?? 0) + 1);
  return (
    <div class="mark-legend" data-testid="mark-legend">
      <ul aria-label={deviceStrings.doubtful}>
        {[...counts].map(([flag, count]) => (
          <li key={flag} data-flag={flag} data-count={count}>
            <svg viewBox="-6 -6 12 12" aria-hidden="true">
              <path d={shapeOf(flag)} />
            </svg>
            {deviceStrings.markMeaning(flag, count)}
          </li>
        ))}
      </ul>
      {(answer?.value.length ?? 0) > MOST_MARKED && <p>{deviceStrings.markedFirst(MOST_MARKED)}</p>}
    </div>
  );
}

/** More are counted only. */
const MOST_READ_OUT = 3;

export interface MarkReadoutProps {
  /** In the bucket under the pointer. */
  readonly found: readonly Doubtful[];
  readonly unit: string | null;
  readonly isOfMany: boolean;
}

/** Read out as it changes, for who goes from one to the next with keys. */
export function MarkReadout({ found, unit, isOfMany }: MarkReadoutProps) {
  const rest = found.length - MOST_READ_OUT;
  const words = found.slice(0, MOST_READ_OUT).map(({ device, value, flags }) => {
    const reading = deviceStrings.doubtfulReading(formatQuantity({ value, unit }), flags);
    return isOfMany ? `${device}: ${reading}` : reading;
  });
  return (
    <p class="mark-readout" role="status" data-testid="mark-readout">
      {words.join('; ')}
      {rest > 0 && ` ${deviceStrings.andMore(rest)}`}
      {found.length === 0 && <span class="unseen">{strings.none}</span>}
    </p>
  );
}
