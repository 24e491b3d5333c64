import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeBucketFrame } from './bucket-frame';

const GOLDENS = new URL('../../../protocol/src/test/resources/frames/buckets/', import.meta.url);

interface Golden {
  readonly name: string;
  readonly hex: string;
  readonly frame?: { readonly cursor: number | string };
  readonly refusal?: { readonly code: string };
}

const goldens = readdirSync(GOLDENS).map(
  (name): Golden => JSON.parse(readFileSync(new URL(name, GOLDENS), 'utf8')),
);

const bytesOf = ({ hex }: Golden) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex')).buffer;

function decoded(golden: Golden) {
  const result = decodeBucketFrame(bytesOf(golden));
  if (result.type === 'refusal') return { refusal: result.code };
  const { subscription, cursor, view, starts, mins, means, maxes, counts, series } = result;
  const flags = (result.viewStarts ? 1 : 0) + (result.viewEnds ? 2 : 0);
  const columns = { starts, mins, means, maxes, counts, series };
  const lists = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, [...column]]));
  return { flags, subscription, cursor, view, ...lists };
}

describe('golden bucket frames, shared with the hub', () => {
  it('are there', () => {
    expect(goldens.some(({ frame }) => frame)).toBe(true);
    expect(goldens.some(({ refusal }) => refusal)).toBe(true);
  });

  it.each(goldens)('$name', (golden) => {
    const { frame, refusal } = golden;
    expect(decoded(golden)).toEqual(
      frame ? { ...frame, cursor: BigInt(frame.cursor) } : { refusal: refusal?.code },
    );
  });

  it('a number that is not finite is refused', () => {
    const [golden] = goldens.filter(({ name }) => name === 'view-first');
    if (golden === undefined) throw new Error('no such golden');
    const buffer = bytesOf(golden);
    new DataView(buffer).setFloat64(32, Number.NaN, true);
    expect(decodeBucketFrame(buffer)).toMatchObject({ type: 'refusal', code: 'bad-frame' });
  });
});
