/** The device protocol's binary frames, written from its text alone (docs/protocol.md): what test clients speak. */

export type TimeMode = 'hub' | 'absolute' | 'age';

const MODES: readonly TimeMode[] = ['hub', 'absolute', 'age'];
const READINGS = 0x01;
const ACK = 0x81;
const MICROS = 4;
const F64 = 8;
const OFFSETS = 16;
const HEADER_BYTES = 12;
const MOST_READINGS = 4096;
const LAST_STANDARD_CHANNEL = 23;
const FIRST_OWN_CHANNEL = 1000;
const YEAR_ONE_MILLIS = -62_135_596_800_000n;
const OLDEST_AGE_MILLIS = 1000n * 36_525n * 864_000n;

export interface Reading {
  readonly channel: number;
  readonly offset: number;
  readonly value: number;
}

export interface Readings {
  readonly mode: TimeMode;
  readonly micros: boolean;
  readonly f64: boolean;
  readonly offsets: boolean;
  readonly epoch: number;
  readonly seq: number;
  readonly base: bigint;
  readonly readings: readonly Reading[];
}

export interface Ack {
  readonly epoch: number;
  readonly seq: number;
}

export interface Refusal {
  readonly refusal: 'bad-frame' | 'bad-value' | 'bad-time' | 'undeclared-channel';
}

const readingBytes = (f64: boolean, offsets: boolean) => 2 + (offsets ? 4 : 0) + (f64 ? 8 : 4);
const headBytes = (mode: TimeMode) => (mode === 'hub' ? HEADER_BYTES : HEADER_BYTES + 8);

export function encodeReadings(frame: Readings): Uint8Array<ArrayBuffer> {
  const { mode, micros, f64, offsets, readings } = frame;
  const size = readingBytes(f64, offsets);
  const view = new DataView(new ArrayBuffer(headBytes(mode) + readings.length * size));
  view.setUint8(0, READINGS);
  view.setUint8(1, MODES.indexOf(mode) + (micros ? MICROS : 0) + (f64 ? F64 : 0) + (offsets ? OFFSETS : 0));
  view.setUint16(2, readings.length, true);
  view.setUint32(4, frame.epoch, true);
  view.setUint32(8, frame.seq, true);
  if (mode !== 'hub') view.setBigInt64(HEADER_BYTES, frame.base, true);
  readings.forEach(({ channel, offset, value }, index) => {
    const at = headBytes(mode) + index * size;
    view.setUint16(at, channel, true);
    if (offsets) view.setInt32(at + 2, offset, true);
    if (f64) view.setFloat64(at + size - 8, value, true);
    else view.setFloat32(at + size - 4, value, true);
  });
  return new Uint8Array(view.buffer);
}

export function encodeAck({ epoch, seq }: Ack): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  view.setUint8(0, ACK);
  view.setUint32(4, epoch, true);
  view.setUint32(8, seq, true);
  return new Uint8Array(view.buffer);
}

/** Undefined when it is no acknowledgement. */
export function decodeAck(bytes: Uint8Array): Ack | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength !== HEADER_BYTES || view.getUint32(0, true) !== ACK) return undefined;
  return { epoch: view.getUint32(4, true), seq: view.getUint32(8, true) };
}

/** `ownChannels`: those that the device has declared in its hello. */
export function decodeReadings(bytes: Uint8Array, ownChannels: readonly number[] = []): Readings | Refusal {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const mode = modeOf(view);
  if (mode === undefined) return { refusal: 'bad-frame' };
  const flags = view.getUint8(1);
  const layout = {
    mode,
    micros: (flags & MICROS) !== 0,
    f64: (flags & F64) !== 0,
    offsets: (flags & OFFSETS) !== 0,
  };
  const frame = {
    ...layout,
    epoch: view.getUint32(4, true),
    seq: view.getUint32(8, true),
    base: mode === 'hub' ? 0n : view.getBigInt64(HEADER_BYTES, true),
    readings: readingsOf(view, layout),
  };
  return refusalOf(frame, ownChannels) ?? frame;
}

/** The time mode of a frame that is well formed; undefined for all others. */
function modeOf(view: DataView): TimeMode | undefined {
  if (view.byteLength < HEADER_BYTES || view.getUint8(0) !== READINGS) return undefined;
  const flags = view.getUint8(1);
  const count = view.getUint16(2, true);
  const mode = MODES[flags & 3];
  const isOffsetWithoutBase = mode === 'hub' && (flags & OFFSETS) !== 0;
  if (mode === undefined || flags >= 32 || isOffsetWithoutBase || count < 1 || count > MOST_READINGS)
    return undefined;
  const needed = headBytes(mode) + count * readingBytes((flags & F64) !== 0, (flags & OFFSETS) !== 0);
  return needed === view.byteLength ? mode : undefined;
}

function readingsOf(
  view: DataView,
  { mode, f64, offsets }: Pick<Readings, 'mode' | 'f64' | 'offsets'>,
): Reading[] {
  const size = readingBytes(f64, offsets);
  return Array.from({ length: view.getUint16(2, true) }, (_, index) => {
    const at = headBytes(mode) + index * size;
    return {
      channel: view.getUint16(at, true),
      offset: offsets ? view.getInt32(at + 2, true) : 0,
      value: f64 ? view.getFloat64(at + size - 8, true) : view.getFloat32(at + size - 4, true),
    };
  });
}

function refusalOf(
  { mode, micros, base, readings }: Readings,
  ownChannels: readonly number[],
): Refusal | undefined {
  const unit = micros ? 1000n : 1n;
  if (mode === 'absolute' && base < YEAR_ONE_MILLIS * unit) return { refusal: 'bad-time' };
  if (mode === 'age' && base > OLDEST_AGE_MILLIS * unit) return { refusal: 'bad-time' };
  const isDeclared = (channel: number) =>
    (channel >= 1 && channel <= LAST_STANDARD_CHANNEL) ||
    (channel >= FIRST_OWN_CHANNEL && ownChannels.includes(channel));
  if (!readings.every(({ channel }) => isDeclared(channel))) return { refusal: 'undeclared-channel' };
  return readings.every(({ value }) => Number.isFinite(value)) ? undefined : { refusal: 'bad-value' };
}
