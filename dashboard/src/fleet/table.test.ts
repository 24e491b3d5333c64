import { describe, expect, it } from 'vitest';
import { ScriptedTime } from '../live/scripted-hub';
import { seeded } from '../live/seeded';
import { sparkPath } from '../ui/sparkline';
import { nextStep } from './gradual-rows';
import { NameOrder } from './name-order';
import { targetOf } from './row-keys';
import { rangeOf } from './row-window';
import { finished, inOneSlice, inSlices, sortedInSlices } from './slices';
import { emptyTrend, heartbeats, parseTrends, SLOT_MILLIS, SLOTS, trendStart } from './trend';
import { Trends } from './trends';

describe('rangeOf', () => {
  const screen = { height: 900, rowHeight: 44 };

  it('holds what is on the screen and some more, whatever the scrolling, of any number of rows', () => {
    for (const count of [1, 7, 50, 50_000]) {
      for (let scrolled = -2000; scrolled < count * 44; scrolled += 997) {
        const { from, to } = rangeOf({ ...screen, scrolled }, count);
        const first = Math.max(0, Math.floor(scrolled / 44));
        const last = Math.min(count - 1, Math.floor((scrolled + 899) / 44));
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(count);
        if (last >= 0) {
          expect(from).toBeLessThanOrEqual(first);
          expect(to).toBeGreaterThan(last);
        }
        expect(to - from).toBeLessThanOrEqual(50);
      }
    }
  });

  it('stays the same for small steps', () => {
    const at = (scrolled: number) => rangeOf({ ...screen, scrolled }, 50_000);
    expect(at(44 * 400 + 1)).toEqual(at(44 * 400 + 20));
  });
});

describe('arrows', () => {
  it.each([
    ['ArrowDown', 5, 6],
    ['ArrowDown', 99, 99],
    ['ArrowUp', 5, 4],
    ['ArrowUp', 0, 0],
    ['PageDown', 95, 99],
    ['Home', 50, 0],
    ['End', 50, 99],
    ['x', 5, undefined],
  ])('%s in row %d leads to %s', (key, index, expected) => {
    expect(targetOf(key, index, 100)).toBe(expected);
  });
});

const NOW = 1_790_000_000_000;
const FROM = trendStart(NOW);

function csv(...rows: readonly (readonly [slot: number, device: string, average: number, count: number])[]) {
  const lines = rows.map(
    ([slot, device, average, count]) =>
      `${new Date(FROM + slot * SLOT_MILLIS).toISOString()},${device},m,${average},${count}`,
  );
  return `time,device,metric,avg,count\r\n${lines.join('\r\n')}\r\n`;
}

describe('trends', () => {
  it('put every bucket into its slot', () => {
    const trends = parseTrends(
      csv([0, 'A', 1.5, 2], [29, 'A', -3, 1], [29, 'B', 4, 5], [30, 'B', 9, 9]),
      'm',
      FROM,
    );
    expect([...trends.keys()]).toEqual(['A', 'B']);
    expect([trends.get('A')?.averages[0], trends.get('A')?.averages[29]]).toEqual([1.5, -3]);
    expect(trends.get('A')?.averages[1]).toBeNaN();
    expect([...(trends.get('B')?.counts ?? [])].filter((count) => count > 0)).toEqual([5]);
    expect(FROM + SLOTS * SLOT_MILLIS).toBeGreaterThan(NOW);
  });

  it('call a device silent only after its own interval', () => {
    const trend = emptyTrend('m', FROM);
    trend.counts[3] = 1;
    trend.counts[9] = 1;
    const beats = (interval: number | null) => heartbeats(trend, interval, NOW).slice(0, 12).join(' ');
    expect(beats(10)).toBe(
      'unknown unknown unknown heard silent silent silent silent silent heard silent silent',
    );
    expect(beats(300)).toBe('unknown unknown unknown heard heard heard heard heard heard heard heard heard');
    expect(beats(null)).toBe(beats(10));
  });

  it('do not call a slot silent that has only begun', () => {
    const trend = emptyTrend('m', FROM);
    trend.counts[28] = 12;
    const lastBegins = FROM + 29 * SLOT_MILLIS;
    expect(heartbeats(trend, 10, lastBegins + 20_000).at(-1)).toBe('heard');
    expect(heartbeats(trend, 10, lastBegins + 70_000).at(-1)).toBe('silent');
  });

  it('are asked for in one request for all rows that rest, again when old, and after a failure', async () => {
    const time = new ScriptedTime();
    time.now = NOW;
    const asked: URLSearchParams[] = [];
    let answer: () => Promise<string> = async () => csv([29, 'A', 7, 1]);
    const get = (address: string) => {
      asked.push(new URL(address, 'http://hub').searchParams);
      return answer();
    };
    const trends = new Trends({ now: () => time.now, get, schedule: time.schedule });
    trends.want(new Map([['X', 'm']]));
    time.advance(100);
    const wanted = new Map([
      ['A', 'm'],
      ['B', 'm'],
      ['C', 'other'],
    ]);
    trends.want(wanted);
    time.advance(200);
    await Promise.resolve();
    await Promise.resolve();
    expect(asked.map((query) => query.getAll('device'))).toEqual([['A', 'B'], ['C']]);
    expect(trends.of('A').value?.averages[29]).toBe(7);
    expect(trends.of('B').value?.counts.every((count) => count === 0)).toBe(true);
    expect(trends.of('X').value).toBeUndefined();
    trends.want(wanted);
    time.advance(5_000);
    expect(asked).toHaveLength(2);
    answer = () => Promise.reject(new Error('gone'));
    time.advance(30_000);
    expect(asked).toHaveLength(4);
    await Promise.resolve();
    await Promise.resolve();
    expect(trends.failure.value).toContain('gone');
    expect(trends.of('A').value?.averages[29]).toBe(7);
    trends.close();
    time.advance(100_000);
    expect(asked).toHaveLength(4);
  });
});

describe('sparkPath', () => {
  it('breaks at gaps, and lies in the middle when flat', () => {
    expect(sparkPath([1, Number.NaN, 1], 3, 'least')).toBe('M0.0 12.0h.1M100.0 12.0h.1');
    expect(sparkPath([0, 10], 3, 'zero')).toBe('M50.0 23.0h.1L100.0 1.0');
    expect(sparkPath([], 3, 'zero')).toBe('');
  });
});

describe('rows that are drawn anew', () => {
  const shown = ['a', 'b', 'c', 'd', 'e'];

  it('are so many a frame, those on the screen first, until all are', () => {
    const first = nextStep(new Map(), shown, 2, 'new', 2);
    expect([...first.drawn.keys()]).toEqual(['c', 'd']);
    expect(first.isLast).toBe(false);
    const second = nextStep(first.drawn, shown, 2, 'new', 2);
    expect(new Set(second.drawn.keys())).toEqual(new Set(['c', 'd', 'e', 'a']));
    const third = nextStep(second.drawn, shown, 2, 'new', 2);
    expect(new Set(third.drawn.keys())).toEqual(new Set(shown));
    expect(third.isLast).toBe(true);
  });

  it('stay so while they are shown, and are forgotten after', () => {
    const before = new Map([
      ['a', 'new'],
      ['x', 'new'],
    ]);
    const { drawn, isLast } = nextStep(before, ['a', 'b'], 0, 'new', 1);
    expect([...drawn.keys()]).toEqual(['a', 'b']);
    expect(isLast).toBe(true);
  });

  it('keep what they were drawn with until it is their turn', () => {
    const before = new Map(shown.map((id) => [id, 'old']));
    const { drawn, isLast } = nextStep(before, shown, 3, 'new', 3);
    expect(shown.map((id) => drawn.get(id))).toEqual(['new', 'old', 'old', 'new', 'new']);
    expect(isLast).toBe(false);
  });
});

describe('the order of names', () => {
  it('is the same whether they come at once or one after the other, and some may go', () => {
    const random = seeded(7);
    const names = Array.from({ length: 300 }, () => `S-${Math.floor(random() * 2_000)}`);
    const mapOf = (ids: readonly string[]) => new Map(ids.map((id) => [id, true]));
    const grown = new NameOrder();
    for (let i = 1; i <= names.length; i += 17) grown.of(mapOf(names.slice(0, i)));
    const all = mapOf(names);
    expect(grown.of(all)).toEqual(new NameOrder().of(all));
    expect(new Set(grown.of(all))).toEqual(new Set(all.keys()));
    const fewer = mapOf(names.slice(40, 90));
    expect(grown.of(fewer)).toEqual(new NameOrder().of(fewer));
    expect(grown.of(all)).toEqual(new NameOrder().of(all));
    expect(new NameOrder().of(mapOf(['s-10', 's-9', 'S-1']))).toEqual(['S-1', 's-9', 's-10']);
  });

  it('is whole also when one before it was given up at some rest', () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `s-${(index * 7_919) % 3_000}`);
    const all = new Map(names.map((name) => [name, true]));
    for (let rests = 1; rests < 60; rests += 7) {
      const order = new NameOrder();
      order.of(new Map([['s-17', true]]));
      const given = order.ordering(all);
      for (let rest = 0; rest < rests; rest++) given.next();
      expect(order.of(all)).toEqual(new NameOrder().of(all));
    }
  });
});

describe('work in slices', () => {
  it('sorts as at one go, whatever the number', () => {
    const random = seeded(11);
    for (const count of [0, 1, 511, 512, 513, 5_000]) {
      const values = Array.from({ length: count }, () => Math.floor(random() * 50));
      const compare = (a: number, b: number) => (values[a] ?? 0) - (values[b] ?? 0) || a - b;
      const indexes = Uint32Array.from(values, (_, index) => index);
      expect([...finished(sortedInSlices(indexes.slice(), compare))]).toEqual([...indexes].sort(compare));
    }
  });

  it('is done at once when a slice is enough, and otherwise not at all', () => {
    function* counting(steps: number): Generator<undefined, number> {
      for (let i = 0; i < steps; i++) yield;
      return steps;
    }
    let now = 0;
    const at = { now: () => now++ };
    expect(inOneSlice(counting(3), at)).toBe(3);
    expect(inOneSlice(counting(30), at)).toBeUndefined();
  });

  it('rests when its time is over, and is not told of once it is cancelled', () => {
    const waiting: (() => void)[] = [];
    let now = 0;
    const at = {
      now: () => now++,
      later: (run: () => void) => {
        waiting.push(run);
        return () => waiting.splice(0);
      },
    };
    function* counting(): Generator<undefined, number> {
      for (let i = 0; i < 20; i++) yield;
      return 20;
    }
    const told: number[] = [];
    inSlices(counting(), (result) => told.push(result), at);
    let slices = 0;
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      next();
      slices += 1;
    }
    expect(told).toEqual([20]);
    expect(slices).toBeGreaterThan(2);
    const cancel = inSlices(counting(), (result) => told.push(result), at);
    waiting.pop()?.();
    cancel();
    expect(waiting).toEqual([]);
    expect(told).toEqual([20]);
  });
});
