import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type Ack,
  decodeAck,
  decodeReadings,
  encodeAck,
  encodeReadings,
  type Readings,
} from './device-protocol';

const GOLDENS = new URL('../../protocol/src/test/resources/frames/device/', import.meta.url);

interface Golden {
  readonly name: string;
  readonly hex: string;
  readonly channels?: readonly { readonly id: number }[];
  readonly frame?: Omit<Readings, 'base'> & { readonly base: number | string };
  readonly ack?: Ack;
  readonly refusal?: { readonly code: string };
}

const goldens = readdirSync(GOLDENS)
  .filter((name) => name.endsWith('.json'))
  .map((name): Golden => JSON.parse(readFileSync(new URL(name, GOLDENS), 'utf8')));

const bytesOf = ({ hex }: Golden) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex'));

/** As the frame carries it: goldens write an f32 as the decimal it stands for. */
function expected({ base, readings, ...rest }: NonNullable<Golden['frame']>): Readings {
  const carried = (value: number) => (rest.f64 ? value : Math.fround(value));
  return {
    ...rest,
    base: BigInt(base),
    readings: readings.map((r) => ({ ...r, value: carried(Number(r.value)) })),
  };
}

describe('golden device frames, shared with the hub', () => {
  it('are there', () => {
    expect(goldens.some(({ frame }) => frame)).toBe(true);
    expect(goldens.some(({ ack }) => ack)).toBe(true);
    expect(goldens.some(({ refusal }) => refusal)).toBe(true);
  });

  it.each(goldens.filter(({ frame, refusal }) => frame || refusal))('$name is understood', (golden) => {
    const understood = decodeReadings(
      bytesOf(golden),
      golden.channels?.map(({ id }) => id),
    );
    expect(understood).toEqual(golden.frame ? expected(golden.frame) : { refusal: golden.refusal?.code });
  });

  it.each(goldens.filter(({ frame }) => frame))('$name is written byte for byte', (golden) => {
    if (golden.frame) expect(encodeReadings(expected(golden.frame))).toEqual(bytesOf(golden));
  });

  it.each(goldens.filter(({ ack }) => ack))('$name is read and written', (golden) => {
    expect(decodeAck(bytesOf(golden))).toEqual(golden.ack);
    if (golden.ack) expect(encodeAck(golden.ack)).toEqual(bytesOf(golden));
  });
});
