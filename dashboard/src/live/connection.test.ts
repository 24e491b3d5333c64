import { describe, expect, it } from 'vitest';
import { backoffMillis } from './backoff';
import { SILENCE_MILLIS, type Subscriber } from './connection';
import { scriptedHub } from './scripted-hub';

/** Writes down what it is told. */
class Notebook implements Subscriber {
  readonly lines: string[] = [];

  opened() {
    this.lines.push('opened');
  }

  message(message: { readonly type: string }) {
    this.lines.push(message.type);
    return undefined;
  }

  readings(frame: { readonly times: Float64Array }) {
    this.lines.push(`${frame.times.length} readings`);
    return undefined;
  }

  refused(code: string) {
    this.lines.push(`refused ${code}`);
  }
}

function live(random?: () => number) {
  const hub = scriptedHub(random);
  hub.connection.connect();
  hub.socket().welcome(hub.time.now);
  return hub;
}

describe('Connection', () => {
  it('is live with the welcome, not with the socket', () => {
    const hub = scriptedHub();
    hub.connection.connect();
    expect(hub.connection.state.value.phase).toBe('connecting');
    hub.socket().welcome(hub.time.now);
    expect(hub.connection.state.value).toEqual({ phase: 'live' });
  });

  it('subscribes what was asked before and after it is live, under numbers of their own', () => {
    const hub = scriptedHub();
    hub.connection.subscribe({ mode: 'fleet' }, new Notebook());
    hub.connection.connect();
    expect(hub.socket().sent).toEqual([]);
    hub.socket().welcome(hub.time.now);
    hub.connection.subscribe({ mode: 'latest', devices: ['A'] }, new Notebook());
    expect(hub.socket().sent).toEqual([
      { type: 'subscribe', id: 1, mode: 'fleet' },
      { type: 'subscribe', id: 2, mode: 'latest', devices: ['A'] },
    ]);
  });

  it('hands each message to its subscription', () => {
    const hub = live();
    const fleet = new Notebook();
    const events = new Notebook();
    hub.connection.subscribe({ mode: 'fleet' }, fleet);
    hub.connection.subscribe({ mode: 'events' }, events);
    hub.socket().say({ type: 'devices', id: 1, reset: true, devices: [] });
    hub.socket().say({ type: 'events', id: 2, reset: true, events: [] });
    hub.socket().readings(1, 3, []);
    hub.socket().say({ type: 'error', code: 'bad-subscription', message: '', id: 2 });
    expect(fleet.lines).toEqual(['opened', 'devices', '0 readings']);
    expect(events.lines).toEqual(['opened', 'events', 'refused bad-subscription']);
  });

  it('reconnects and subscribes everything again', () => {
    const hub = live();
    const fleet = new Notebook();
    hub.connection.subscribe({ mode: 'fleet' }, fleet);
    const end = hub.connection.subscribe({ mode: 'events' }, new Notebook());
    end();
    hub.socket().lose();
    expect(hub.connection.state.value).toMatchObject({ phase: 'waiting', lostAt: hub.time.now });
    hub.time.advance(250);
    expect(hub.sockets).toHaveLength(2);
    hub.socket().welcome(hub.time.now);
    expect(hub.socket().sent).toEqual([{ type: 'subscribe', id: 1, mode: 'fleet' }]);
    expect(fleet.lines).toEqual(['opened', 'opened']);
  });

  it('tells an ended subscription nothing, and keeps its number until the hub has confirmed', () => {
    const hub = live();
    const first = new Notebook();
    const end = hub.connection.subscribe({ mode: 'latest' }, first);
    end();
    end();
    hub.socket().readings(1, 3, []);
    expect(first.lines).toEqual(['opened']);
    expect(hub.socket().sent.map(({ type }) => type)).toEqual(['subscribe', 'unsubscribe']);
    expect(hub.connection.faults.value.count).toBe(0);
  });

  it('waits longer with each failure, and not again after a connection that held', () => {
    const hub = live(() => 0.999_999);
    const waits: number[] = [];
    const lose = () => {
      hub.socket().lose();
      const state = hub.connection.state.value;
      const wait = state.phase === 'waiting' ? state.retryAt - hub.time.now : Number.NaN;
      waits.push(wait);
      hub.time.advance(wait);
    };
    for (let i = 0; i < 7; i++) lose();
    expect(waits).toEqual([499, 999, 1999, 3999, 7999, 14_999, 14_999]);
    hub.socket().welcome(hub.time.now);
    hub.time.advance(6_000);
    waits.length = 0;
    lose();
    expect(waits).toEqual([499]);
  });

  it('comes back when the hub that stops has asked it to, and later as ever', () => {
    const hub = live(() => 0.999_999);
    hub.socket().say({ type: 'stopping', retryMillis: 2_345 });
    hub.socket().lose();
    expect(hub.connection.state.value).toMatchObject({ phase: 'waiting', retryAt: hub.time.now + 2_345 });
    hub.time.advance(2_345);
    hub.socket().lose();
    expect(hub.connection.state.value).toMatchObject({ phase: 'waiting', retryAt: hub.time.now + 999 });
    expect(hub.connection.faults.value.count).toBe(0);
  });

  it('gives up a socket that has fallen silent, and ignores what comes from it later', () => {
    const hub = live();
    const mute = hub.socket();
    hub.time.advance(SILENCE_MILLIS - 1);
    expect(hub.connection.state.value.phase).toBe('live');
    hub.time.advance(1);
    expect(hub.connection.state.value.phase).toBe('waiting');
    expect(mute.isClosed).toBe(true);
    mute.welcome(hub.time.now);
    mute.lose();
    expect(hub.connection.state.value.phase).toBe('waiting');
  });

  it('stays while the hub speaks', () => {
    const hub = live();
    for (let i = 0; i < 20; i++) {
      hub.time.advance(SILENCE_MILLIS / 2);
      hub.socket().say({ type: 'subscribed', id: 1 });
    }
    expect(hub.sockets).toHaveLength(1);
  });

  it('connects at once when asked to, and once', () => {
    const hub = live();
    hub.socket().lose();
    hub.connection.connect();
    hub.connection.connect();
    hub.time.advance(5_000);
    expect(hub.sockets).toHaveLength(2);
  });

  it('does not talk to a hub of another version', () => {
    const hub = scriptedHub();
    hub.connection.connect();
    hub.socket().say({ type: 'welcome', version: 2, time: 1, tickMillis: 100 });
    expect(hub.connection.state.value).toEqual({ phase: 'incompatible', version: 2 });
    hub.time.advance(60_000);
    expect(hub.sockets).toHaveLength(1);
  });

  it('counts what it cannot read and goes on', () => {
    const hub = live();
    hub.socket().say({ type: 'surprise' });
    hub.socket().raw(new ArrayBuffer(3));
    expect(hub.connection.faults.value).toEqual({
      count: 2,
      latest: 'bad-frame: the header needs 24 bytes, frame has 3',
    });
    expect(hub.connection.state.value.phase).toBe('live');
  });

  it('follows the clock of the hub', () => {
    const hub = scriptedHub();
    hub.connection.connect();
    hub.socket().welcome(hub.time.now + 3_600_000);
    hub.time.advance(1_000);
    expect(hub.clock.now()).toBe(hub.time.now + 3_600_000);
  });
});

describe('backoffMillis', () => {
  it('draws from the whole range: full jitter', () => {
    expect(backoffMillis(3, () => 0)).toBe(0);
    expect(backoffMillis(3, () => 0.5)).toBe(2_000);
    expect(backoffMillis(10_000, () => 0.5)).toBe(7_500);
  });
});
