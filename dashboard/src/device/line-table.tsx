/** The lines of a chart: their colours and strokes, what is under the pointer, and figures of what is seen. */

import type { BucketLine } from '../live/view-store';
import { deviceStrings, strings } from '../strings';
import { formatNumber, formatUnit } from '../units';
import { bucketAt, type LineSummary } from './lines';
import { formatMean } from './metric-chart';

/** One for each device that can be compared. */
export const LINE_TOKENS = ['--line-1', '--line-2', '--line-3', '--line-4', '--line-5'] as const;

/** So that lines are told apart without their colours. */
export const LINE_DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 5]];

export interface LineTableProps {
  readonly devices: readonly string[];
  readonly lines: readonly (BucketLine | undefined)[];
  readonly summaries: readonly LineSummary[];
  readonly atMillis: number | undefined;
  readonly unit: string | null;
}

export function LineTable({ devices, lines, summaries, atMillis, unit }: LineTableProps) {
  const value = (number: number) => (Number.isFinite(number) ? formatNumber(number, unit) : strings.none);
  return (
    <table class="line-table">
      <thead>
        <tr>
          <th scope="col">{strings.device}</th>
          {atMillis !== undefined && <th scope="col">{deviceStrings.atPointer}</th>}
          <th scope="col">{strings.minimum}</th>
          <th scope="col">{strings.mean}</th>
          <th scope="col">{strings.maximum}</th>
          <th scope="col">{strings.readings}</th>
        </tr>
      </thead>
      <tbody>
        {devices.map((device, i) => {
          const { count, min, max, mean } = summaries[i] ?? { count: 0, min: 0, max: 0, mean: 0 };
          return (
            <tr
              key={device}
              data-testid="chart-line"
              data-device={device}
              data-line={`${device} (${formatUnit(unit)})`}
            >
              <th scope="row">
                <Swatch index={i} />
                {device}
              </th>
              {atMillis !== undefined && <td>{valueAt(lines[i], atMillis, unit)}</td>}
              <td>{count === 0 ? strings.none : value(min)}</td>
              <td>{count === 0 ? strings.none : formatMean(mean, count, unit)}</td>
              <td>{count === 0 ? strings.none : value(max)}</td>
              <td>{count.toLocaleString('en')}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function valueAt(line: BucketLine | undefined, atMillis: number, unit: string | null): string {
  const bucket = line && bucketAt(line, atMillis * 1000);
  return bucket === undefined ? strings.none : formatMean(bucket.mean, bucket.count, unit);
}

function Swatch({ index }: { readonly index: number }) {
  return (
    <svg class="swatch" style={{ color: `var(${LINE_TOKENS[index]})` }} viewBox="0 0 24 8" aria-hidden="true">
      <line
        x1="0"
        y1="4"
        x2="24"
        y2="4"
        stroke="currentColor"
        stroke-width="2.5"
        stroke-dasharray={LINE_DASHES[index]?.join(' ')}
      />
    </svg>
  );
}
