import { describe, expect, it } from 'vitest';
import { decodeBucketFrame } from '../live/bucket-frame';
import { bucketFrame } from '../live/scripted-hub';
import { ViewStore } from '../live/view-store';
import { argsOf } from './commands';
import { csvOf, downloadName, utcMicros } from './export';

function store(metric: string, unit: string | null): ViewStore {
  const view = new ViewStore({ view: 0, from: 0, to: null, widthMicros: 1000 });
  const frame = decodeBucketFrame(
    bucketFrame(1, 0, 3, [
      { start: 1_000_000, mean: 7.35 },
      { start: 2_000_123, mean: -0.5 },
      { start: 9_000_000, mean: 1 },
    ]),
  );
  if (frame.type === 'refusal') throw new Error(frame.detail);
  view.take(frame, new Map([[1, { n: 1, device: 'A', metric, unit }]]));
  return view;
}

describe('csvOf', () => {
  it('has the rows that are seen, with all their digits', () => {
    expect(csvOf(store('pm2_5', 'µg/m³'), { from: 1000, to: 9000 })).toBe(
      [
        'time,device,metric,unit,avg,min,max,count',
        '1970-01-01T00:00:01.000Z,A,pm2_5,µg/m³,7.35,7.35,7.35,1',
        '1970-01-01T00:00:02.000123Z,A,pm2_5,µg/m³,-0.5,-0.5,-0.5,1',
        '',
      ].join('\r\n'),
    );
  });

  it('takes no name of a device for a formula, nor for two cells', () => {
    const [, row] = csvOf(store('=1+1', '"a,b"'), { from: 1000, to: 2000 }).split('\r\n');
    expect(row).toBe(`1970-01-01T00:00:01.000Z,A,'=1+1,"""a,b""",7.35,7.35,7.35,1`);
  });
});

describe('names and times', () => {
  it('a file has a name that every system takes', () => {
    const name = downloadName({ devices: ['a:1', 'b'], metrics: ['pm2_5'] }, { from: 0, to: 60_000 }, 'csv');
    expect(name).toBe('a-1+b_pm2_5_1970-01-01T000000_1970-01-01T000100.csv');
  });

  it('a moment has microseconds only where there are any', () => {
    expect(utcMicros(1_790_000_000_123_456)).toBe('2026-09-21T14:13:20.123456Z');
    expect(utcMicros(1_790_000_000_123_000)).toBe('2026-09-21T14:13:20.123Z');
  });
});

describe('argsOf', () => {
  it('is an object, or nothing of what was typed', () => {
    expect(argsOf(' ')).toEqual({});
    expect(argsOf('{"seconds": 30}')).toEqual({ seconds: 30 });
    for (const text of ['{', '30', '[]', 'null', '"x"']) expect(argsOf(text)).toBeUndefined();
  });
});
