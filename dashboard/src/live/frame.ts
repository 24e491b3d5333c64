/** Binary frames of the live protocol: readings in columns, read in place. */

const TYPE = 0x11;
const HEADER_BYTES = 24;
const READING_BYTES = 8 + 8 + 4;
const SNAPSHOT_STARTS = 1;
const SNAPSHOT_ENDS = 2;

export interface ReadingsFrame {
  readonly type: 'readings';
  readonly snapshotStarts: boolean;
  readonly snapshotEnds: boolean;
  readonly subscription: number;
  readonly cursor: bigint;
  /** Readings left out for this viewer since the frame before, because it was slow. */
  readonly skipped: number;
  /** Microseconds since 1970-01-01T00:00:00Z. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Series numbers, named by an earlier `series` message. */
  readonly series: Uint32Array;
}

export interface FrameRefusal {
  readonly type: 'refusal';
  readonly code: 'bad-frame';
  readonly detail: string;
}

function refuse(detail: string): FrameRefusal {
  return { type: 'refusal', code: 'bad-frame', detail };
}

function headerProblem(view: DataView): string | undefined {
  if (view.byteLength < HEADER_BYTES)
    return `the header needs ${HEADER_BYTES} bytes, frame has ${view.byteLength}`;
  if (view.getUint8(0) !== TYPE) return `unknown frame type ${view.getUint8(0)}`;
  if ((view.getUint8(1) & ~(SNAPSHOT_STARTS | SNAPSHOT_ENDS)) !== 0) return 'a reserved flag is set';
  if (view.getUint32(20, true) !== 0) return 'the reserved word is not 0';
  const count = view.getUint32(4, true);
  const needed = HEADER_BYTES + count * READING_BYTES;
  if (needed !== view.byteLength) return `count ${count} needs ${needed} bytes, frame has ${view.byteLength}`;
  return undefined;
}

/**
 * Decodes one frame. The columns are views into `buffer`, which therefore must not change afterwards;
 * they rely on a little-endian machine, as every one that runs a browser today is.
 */
export function decodeFrame(buffer: ArrayBuffer): ReadingsFrame | FrameRefusal {
  const view = new DataView(buffer);
  const problem = headerProblem(view);
  if (problem !== undefined) return refuse(problem);
  const flags = view.getUint8(1);
  const count = view.getUint32(4, true);
  const times = new Float64Array(buffer, HEADER_BYTES, count);
  const values = new Float64Array(buffer, HEADER_BYTES + 8 * count, count);
  // One NaN among the times would spoil every later search in a sorted column.
  if (!times.every(Number.isFinite)) return refuse('a time is not finite');
  if (!values.every(Number.isFinite)) return refuse('a value is not finite');
  return {
    type: 'readings',
    snapshotStarts: (flags & SNAPSHOT_STARTS) !== 0,
    snapshotEnds: (flags & SNAPSHOT_ENDS) !== 0,
    subscription: view.getUint16(2, true),
    cursor: view.getBigUint64(8, true),
    skipped: view.getUint32(16, true),
    times,
    values,
    series: new Uint32Array(buffer, HEADER_BYTES + 16 * count, count),
  };
}
