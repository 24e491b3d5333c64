import { describe, expect, it } from 'vitest';
import { ReadingCollection, type ReadingStore } from './collection';
import type { Series } from './messages';
import { scriptedHub } from './scripted-hub';

class Lines implements ReadingStore {
  readonly lines: string[] = [];
  published = 0;

  set({ metric }: Series, time: number, value: number, isNew: boolean) {
    this.lines.push(`${metric} ${time} ${value}${isNew ? ' new' : ''}`);
  }

  publish() {
    this.published += 1;
  }
}

function following() {
  const hub = scriptedHub();
  const collection = new ReadingCollection(() => new Lines(), hub.publisher);
  hub.connection.connect();
  hub.connection.subscribe({ mode: 'every', devices: ['A'], history: 'PT1H' }, collection);
  const name = () =>
    hub
      .socket()
      .say({ type: 'series', id: 1, series: [{ n: 17, device: 'A', metric: 'pm2_5', unit: null }] });
  const lines = () =>
    collection.state.value.phase === 'ready' ? collection.state.value.store.lines : undefined;
  hub.socket().welcome(hub.time.now);
  return { hub, collection, name, lines };
}

describe('ReadingCollection', () => {
  it('is loading until the snapshot is whole, then goes on with the deltas', () => {
    const { hub, collection, name, lines } = following();
    name();
    hub.socket().readings(1, 1, [{ n: 17, time: 1, value: 10 }]);
    expect(collection.state.value.phase).toBe('loading');
    hub.socket().readings(1, 2, [{ n: 17, time: 2, value: 20 }]);
    expect(lines()).toEqual(['pm2_5 1 10', 'pm2_5 2 20']);
    hub.socket().readings(1, 0, [{ n: 17, time: 3, value: 30 }]);
    expect(lines()).toEqual(['pm2_5 1 10', 'pm2_5 2 20', 'pm2_5 3 30 new']);
  });

  it('is ready with an empty snapshot', () => {
    const { hub, lines } = following();
    hub.socket().readings(1, 3, []);
    expect(lines()).toEqual([]);
  });

  it('shows the old readings until a second snapshot is whole, and then only the new', () => {
    const { hub, name, lines } = following();
    name();
    hub.socket().readings(1, 3, [{ n: 17, time: 1, value: 10 }]);
    hub.socket().readings(1, 1, [{ n: 17, time: 5, value: 50 }]);
    expect(lines()).toEqual(['pm2_5 1 10']);
    hub.socket().readings(1, 2, []);
    expect(lines()).toEqual(['pm2_5 5 50']);
  });

  it('keeps what it shows through a reconnect, drops a torn snapshot, and learns the names again', () => {
    const { hub, name, lines } = following();
    name();
    hub.socket().readings(1, 3, [{ n: 17, time: 1, value: 10 }]);
    hub.socket().readings(1, 1, [{ n: 17, time: 2, value: 20 }]);
    hub.socket().lose();
    hub.connection.connect();
    hub.socket().welcome(hub.time.now);
    expect(lines()).toEqual(['pm2_5 1 10']);
    hub.socket().readings(1, 3, [{ n: 17, time: 3, value: 30 }]);
    expect(lines()).toEqual([]);
    expect(hub.connection.faults.value.latest).toBe('1 readings of series without a name');
  });

  it('goes on at its cursor in the same run of the hub, and begins anew in another or after half a snapshot', () => {
    const { hub, name } = following();
    const asked = () => {
      const last = hub.socket().sent.at(-1);
      return { run: last?.run, resume: last?.resume };
    };
    const again = (run: string) => {
      hub.socket().lose();
      hub.connection.connect();
      hub.socket().welcome(hub.time.now, run);
      name();
    };
    name();
    hub.socket().readings(1, 3, [{ n: 17, time: 1, value: 10 }], 100);
    hub.socket().readings(1, 0, [{ n: 17, time: 2, value: 20 }], 105);
    again('one');
    expect(asked()).toEqual({ run: 'one', resume: 105 });
    hub.socket().readings(1, 1, [{ n: 17, time: 1, value: 10 }], 110);
    again('one');
    expect(asked()).toEqual({ run: undefined, resume: undefined });
    hub.socket().readings(1, 3, [{ n: 17, time: 1, value: 10 }], 110);
    again('two');
    expect(asked()).toEqual({ run: undefined, resume: undefined });
  });

  it('reports readings before any snapshot', () => {
    const { hub, collection } = following();
    hub.socket().readings(1, 0, []);
    expect(collection.state.value.phase).toBe('loading');
    expect(hub.connection.faults.value.latest).toBe('readings before the snapshot');
  });

  it('says why the hub refused', () => {
    const { hub, collection } = following();
    hub.socket().say({ type: 'error', id: 1, code: 'bad-subscription', message: 'history P9D' });
    expect(collection.state.value).toEqual({
      phase: 'refused',
      code: 'bad-subscription',
      detail: 'history P9D',
    });
  });
});
