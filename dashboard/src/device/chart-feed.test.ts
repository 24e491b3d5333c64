import { describe, expect, it } from 'vitest';
import { bucketFrame, scriptedHub } from '../live/scripted-hub';
import { ChartFeed } from './chart-feed';
import { WINDOWS } from './range';

const choice = { devices: ['A'], metrics: ['m'] };
const other = { devices: ['A'], metrics: ['n'] };
const hour = { window: WINDOWS[0], part: null };

function feed() {
  const hub = scriptedHub();
  const chart = new ChartFeed(hub.connection, hub.publisher);
  hub.connection.connect();
  hub.socket().welcome(hub.time.now);
  const answer = (id: number, view: number, ...means: number[]) => {
    hub.socket().say({ type: 'view', id, view, from: 0, to: null, widthMicros: 1000 });
    hub.socket().say({ type: 'series', id, series: [{ n: 1, device: 'A', metric: 'm', unit: 'u' }] });
    hub.socket().raw(
      bucketFrame(
        id,
        view,
        3,
        means.map((mean, i) => ({ start: i * 1000, mean })),
      ),
    );
  };
  const shown = () => [...(chart.shown.value.store?.lines[0]?.means ?? [])];
  return { hub, chart, answer, shown };
}

describe('ChartFeed', () => {
  it('asks for a window in one message, and for a part of it in another', () => {
    const { hub, chart } = feed();
    chart.choose(choice, hour, 800);
    chart.view(hour, 800);
    chart.view({ window: WINDOWS[0], part: { from: 1, to: 5000 } }, 800);
    chart.view({ window: WINDOWS[6], part: null }, 640);
    expect(hub.socket().sent).toEqual([
      { type: 'subscribe', id: 1, mode: 'viewport', ...choice, window: 'PT1H', pixels: 800, view: 0 },
      { type: 'view', id: 1, from: 1, to: 5000, pixels: 800, view: 1 },
      { type: 'view', id: 1, pixels: 640, view: 2 },
    ]);
  });

  it('shows the newest view only, and the one before until it is there', () => {
    const { chart, answer, shown } = feed();
    chart.choose(choice, hour, 800);
    answer(1, 0, 1, 2);
    expect(shown()).toEqual([1, 2]);
    chart.view({ window: WINDOWS[0], part: { from: 1, to: 5000 } }, 800);
    chart.view({ window: WINDOWS[0], part: { from: 1, to: 6000 } }, 800);
    expect(chart.shown.value.isLoading).toBe(true);
    answer(1, 1, 7, 7);
    expect(shown()).toEqual([1, 2]);
    answer(1, 2, 8);
    expect(shown()).toEqual([8]);
    expect(chart.shown.value.isLoading).toBe(false);
  });

  it('keeps the old chart until that of another choice is there', () => {
    const { hub, chart, answer, shown } = feed();
    chart.choose(choice, hour, 800);
    answer(1, 0, 1);
    chart.choose(other, hour, 800);
    expect(shown()).toEqual([1]);
    expect(chart.shown.value.choice).toBe(choice);
    expect(hub.socket().sent.map(({ type, id }) => `${type} ${id}`)).toEqual([
      'subscribe 1',
      'unsubscribe 1',
      'subscribe 2',
    ]);
    answer(2, 0, 5);
    expect(shown()).toEqual([5]);
    expect(chart.shown.value.choice).toBe(other);
  });

  it('sets buckets that changed, and begins with the newest view after a reconnect', () => {
    const { hub, chart, answer, shown } = feed();
    chart.choose(choice, hour, 800);
    answer(1, 0, 1, 2);
    hub.socket().raw(
      bucketFrame(1, 0, 0, [
        { start: 1000, mean: 3 },
        { start: 2000, mean: 4 },
      ]),
    );
    expect(shown()).toEqual([1, 3, 4]);
    chart.view(hour, 640);
    hub.socket().lose();
    hub.connection.connect();
    hub.socket().welcome(hub.time.now);
    expect(hub.socket().sent).toEqual([
      { type: 'subscribe', id: 1, mode: 'viewport', ...choice, window: 'PT1H', pixels: 640, view: 1 },
    ]);
    expect(shown()).toEqual([1, 3, 4]);
    answer(1, 1, 9);
    expect(shown()).toEqual([9]);
  });

  it('says why a view is refused, and forgets it with the next', () => {
    const { hub, chart, answer, shown } = feed();
    chart.choose(choice, hour, 800);
    answer(1, 0, 1);
    chart.view({ window: WINDOWS[6], part: null }, 800);
    hub.socket().say({ type: 'error', id: 1, view: 1, code: 'view-timeout', message: 'too long' });
    expect(chart.shown.value.refusal).toBe('view-timeout: too long');
    expect(shown()).toEqual([1]);
    chart.view(hour, 800);
    answer(1, 2, 6);
    expect(chart.shown.value.refusal).toBeUndefined();
    expect(shown()).toEqual([6]);
  });
});
