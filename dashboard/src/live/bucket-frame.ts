/** Binary frames of the live protocol: buckets of readings in columns, read in place. */

import type { FrameRefusal } from './frame';

export const BUCKET_FRAME_TYPE = 0x12;
const HEADER_BYTES = 24;
const BUCKET_BYTES = 4 * 8 + 2 * 4;
const VIEW_STARTS = 1;
const VIEW_ENDS = 2;

export interface BucketFrame {
  readonly type: 'buckets';
  readonly viewStarts: boolean;
  readonly viewEnds: boolean;
  readonly subscription: number;
  readonly cursor: bigint;
  /** The number that this page gave the view. */
  readonly view: number;
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly starts: Float64Array;
  readonly mins: Float64Array;
  readonly means: Float64Array;
  readonly maxes: Float64Array;
  /** Readings in each bucket. */
  readonly counts: Uint32Array;
  /** Series numbers, named by an earlier `series` message. */
  readonly series: Uint32Array;
}

function refuse(detail: string): FrameRefusal {
  return { type: 'refusal', code: 'bad-frame', detail };
}

function headerProblem(view: DataView): string | undefined {
  if (view.byteLength < HEADER_BYTES)
    return `the header needs ${HEADER_BYTES} bytes, frame has ${view.byteLength}`;
  if (view.getUint8(0) !== BUCKET_FRAME_TYPE) return `unknown frame type ${view.getUint8(0)}`;
  if ((view.getUint8(1) & ~(VIEW_STARTS | VIEW_ENDS)) !== 0) return 'a reserved flag is set';
  if (view.getUint32(20, true) !== 0) return 'the reserved word is not 0';
  const count = view.getUint32(4, true);
  const needed = HEADER_BYTES + count * BUCKET_BYTES;
  if (needed !== view.byteLength) return `count ${count} needs ${needed} bytes, frame has ${view.byteLength}`;
  return undefined;
}

/** Decodes one frame; the columns are views into `buffer`, as those of `decodeFrame`. */
export function decodeBucketFrame(buffer: ArrayBuffer): BucketFrame | FrameRefusal {
  const view = new DataView(buffer);
  const problem = headerProblem(view);
  if (problem !== undefined) return refuse(problem);
  const flags = view.getUint8(1);
  const count = view.getUint32(4, true);
  const column = (index: number) => new Float64Array(buffer, HEADER_BYTES + 8 * count * index, count);
  const numbers = (index: number) => new Uint32Array(buffer, HEADER_BYTES + count * (32 + 4 * index), count);
  const frame: BucketFrame = {
    type: 'buckets',
    viewStarts: (flags & VIEW_STARTS) !== 0,
    viewEnds: (flags & VIEW_ENDS) !== 0,
    subscription: view.getUint16(2, true),
    cursor: view.getBigUint64(8, true),
    view: view.getUint32(16, true),
    starts: column(0),
    mins: column(1),
    means: column(2),
    maxes: column(3),
    counts: numbers(0),
    series: numbers(1),
  };
  const columns = [frame.starts, frame.mins, frame.means, frame.maxes];
  return columns.every((one) => one.every(Number.isFinite)) ? frame : refuse('a number is not finite');
}
