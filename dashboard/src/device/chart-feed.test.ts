import { describe, expect, it } from 'vitest';
import { scriptedHub } from '../live/scripted-hub';
import { ChartFeed } from './chart-feed';
import { WINDOWS } from './windows';

function feed() {
  const hub = scriptedHub();
  const chart = new ChartFeed(hub.connection, hub.publisher, hub.clock);
  hub.connection.connect();
  hub.socket().welcome(hub.time.now);
  const answer = (id: number, ...values: number[]) => {
    hub.socket().say({ type: 'series', id, series: [{ n: id, device: 'A', metric: 'm', unit: 'u' }] });
    const rows = values.map((value, i) => ({ n: id, time: (hub.time.now - 1000 + i) * 1000, value }));
    hub.socket().readings(id, 3, rows);
  };
  const shown = () => [...(chart.view.value.shown?.store.values ?? [])];
  return { hub, chart, answer, shown };
}

const target = { device: 'A', metric: 'm', window: WINDOWS[0] };

describe('ChartFeed', () => {
  it('asks for one series with the history of the window', () => {
    const { hub, chart } = feed();
    chart.show(target);
    expect(hub.socket().sent).toEqual([
      { type: 'subscribe', id: 1, mode: 'every', devices: ['A'], metrics: ['m'], history: 'PT15M' },
    ]);
    expect(chart.view.value).toEqual({ shown: undefined, isLoading: true, refusal: undefined });
  });

  it('keeps the old chart live until the new one is there', () => {
    const { hub, chart, answer, shown } = feed();
    chart.show(target);
    answer(1, 1, 2);
    chart.show({ ...target, window: WINDOWS[1] });
    expect(chart.view.value.isLoading).toBe(true);
    hub.socket().readings(1, 0, [{ n: 1, time: hub.time.now * 1000, value: 3 }]);
    expect(shown()).toEqual([1, 2, 3]);
    answer(2, 7);
    expect(shown()).toEqual([7]);
    expect(chart.view.value.isLoading).toBe(false);
    expect(hub.socket().sent.at(-1)).toEqual({ type: 'unsubscribe', id: 1 });
  });

  it('forgets a choice that was overtaken by another', () => {
    const { hub, chart, answer, shown } = feed();
    chart.show(target);
    chart.show({ ...target, window: WINDOWS[1] });
    answer(1, 1);
    expect(shown()).toEqual([]);
    answer(2, 2);
    expect(shown()).toEqual([2]);
    chart.close();
    expect(
      hub
        .socket()
        .sent.filter(({ type }) => type === 'unsubscribe')
        .map(({ id }) => id),
    ).toEqual([1, 2]);
  });

  it('leaves out what is older than the window', () => {
    const { hub, chart, shown } = feed();
    chart.show(target);
    hub.socket().say({ type: 'series', id: 1, series: [{ n: 1, device: 'A', metric: 'm', unit: 'u' }] });
    const now = hub.time.now * 1000;
    hub.socket().readings(1, 3, [
      { n: 1, time: now - 900e6 - 1, value: 1 },
      { n: 1, time: now - 900e6, value: 2 },
    ]);
    expect(shown()).toEqual([2]);
  });

  it('says what the hub refused', () => {
    const { hub, chart } = feed();
    chart.show(target);
    hub.socket().say({ type: 'error', id: 1, code: 'bad-subscription', message: 'no' });
    expect(chart.view.value).toMatchObject({ isLoading: false, refusal: 'bad-subscription: no' });
  });
});
