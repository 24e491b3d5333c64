import { expect, it } from 'vitest';
import { FleetStore } from '../fleet/fleet-store';
import { scriptedHub } from '../live/scripted-hub';
import { KeptSubscription } from './kept-subscription';

it('is one subscription for all who hold it, and ends a while after the last', () => {
  const hub = scriptedHub();
  const { connection, time, publisher } = hub;
  connection.connect();
  hub.socket().welcome(time.now);
  const kept = new KeptSubscription(connection, { mode: 'fleet' }, new FleetStore(publisher), time.schedule);
  const sent = () =>
    hub
      .socket()
      .sent.filter(({ mode, type }) => mode === 'fleet' || type === 'unsubscribe')
      .map(({ type }) => type);
  const first = kept.hold();
  const second = kept.hold();
  first();
  second();
  time.advance(5_000);
  const third = kept.hold();
  /** More than a minute, in which the line is not silent: silence would end the connection. */
  const wait = () => {
    for (let second = 0; second < 61; second++) {
      time.advance(1_000);
      hub.socket().say({ type: 'unsubscribed', id: 999 });
    }
  };
  wait();
  expect(sent()).toEqual(['subscribe']);
  third();
  wait();
  expect(sent()).toEqual(['subscribe', 'unsubscribe']);
  kept.hold();
  expect(sent()).toEqual(['subscribe', 'unsubscribe', 'subscribe']);
});
