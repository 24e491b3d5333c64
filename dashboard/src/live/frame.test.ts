import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from './frame';

const GOLDENS = new URL('../../../protocol/src/test/resources/frames/live/', import.meta.url);

interface GoldenFrame {
  readonly flags: number;
  readonly subscription: number;
  readonly cursor: number | string;
  readonly skipped: number;
  readonly times: readonly (number | string)[];
  readonly values: readonly (number | string)[];
  readonly series: readonly number[];
}

interface Golden {
  readonly name: string;
  readonly hex: string;
  readonly frame?: GoldenFrame;
  readonly refusal?: { readonly code: string };
}

function goldens(): Golden[] {
  return readdirSync(GOLDENS)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(new URL(name, GOLDENS), 'utf8')) as Golden | Golden[]);
}

function bytesOf(hex: string): ArrayBuffer {
  const digits = hex.replace(/\s/g, '');
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  ).buffer;
}

function decoded(buffer: ArrayBuffer) {
  const result = decodeFrame(buffer);
  if (result.type === 'refusal') return { refusal: result.code };
  return {
    flags: (result.snapshotStarts ? 1 : 0) + (result.snapshotEnds ? 2 : 0),
    subscription: result.subscription,
    cursor: result.cursor,
    skipped: result.skipped,
    times: [...result.times],
    values: [...result.values],
    series: [...result.series],
  };
}

describe('golden live frames, shared with the hub', () => {
  it('are there', () => {
    expect(goldens().length).toBeGreaterThan(0);
  });

  it('decode as the hub says', () => {
    for (const golden of goldens()) {
      const { frame } = golden;
      const expected = frame
        ? {
            ...frame,
            cursor: BigInt(frame.cursor),
            times: frame.times.map(Number),
            values: frame.values.map(Number),
          }
        : { refusal: golden.refusal?.code };
      expect(decoded(bytesOf(golden.hex)), golden.name).toEqual(expected);
    }
  });
});

function header(change: (view: DataView) => void = () => {}, bytes = 24): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes);
  const view = new DataView(buffer);
  if (bytes > 0) view.setUint8(0, 0x11);
  change(view);
  return buffer;
}

describe('decodeFrame', () => {
  it('reads an empty snapshot in one frame', () => {
    const frame = decodeFrame(
      header((view) => {
        view.setUint8(1, 3);
        view.setUint16(2, 65_535, true);
        view.setBigUint64(8, 2n ** 64n - 1n, true);
        view.setUint32(16, 4_294_967_295, true);
      }),
    );
    expect(frame).toMatchObject({
      snapshotStarts: true,
      snapshotEnds: true,
      subscription: 65_535,
      cursor: 18_446_744_073_709_551_615n,
      skipped: 4_294_967_295,
    });
  });

  it.each([
    ['no bytes', header(undefined, 0)],
    ['a short header', header(undefined, 23)],
    ['another type', header((view) => view.setUint8(0, 0x01))],
    ['a reserved flag', header((view) => view.setUint8(1, 4))],
    ['a reserved word', header((view) => view.setUint32(20, 1, true))],
    ['fewer bytes than the count needs', header((view) => view.setUint32(4, 1, true))],
    ['more bytes than the count needs', header(undefined, 25)],
    ['a count that overflows 32 bits of length', header((view) => view.setUint32(4, 0xffff_ffff, true))],
    [
      'a time that is no number',
      header((view) => {
        view.setUint32(4, 1, true);
        view.setFloat64(24, Number.NaN, true);
      }, 44),
    ],
    [
      'an infinite value',
      header((view) => {
        view.setUint32(4, 1, true);
        view.setFloat64(32, Number.POSITIVE_INFINITY, true);
      }, 44),
    ],
  ])('refuses %s', (_, buffer) => {
    expect(decodeFrame(buffer)).toMatchObject({ type: 'refusal', code: 'bad-frame' });
  });

  it('reads the columns in place', () => {
    const buffer = header((view) => {
      view.setUint32(4, 1, true);
      view.setFloat64(24, 1.79e15, true);
      view.setFloat64(32, 7.35, true);
      view.setUint32(40, 17, true);
    }, 44);
    const frame = decodeFrame(buffer);
    expect(frame).toMatchObject({ type: 'readings' });
    if (frame.type === 'readings') expect(frame.times.buffer).toBe(buffer);
    expect(decoded(buffer)).toMatchObject({ times: [1.79e15], values: [7.35], series: [17] });
  });
});
