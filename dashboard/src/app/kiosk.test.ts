import { expect, it } from 'vitest';
import { pageAfter, parseKiosk } from './kiosk';

it.each([
  ['', undefined],
  ['?x=1', undefined],
  ['?kiosk', { seconds: 0 }],
  ['?kiosk=30', { seconds: 30 }],
  ['?kiosk=0.1', { seconds: 5 }],
  ['?kiosk=-3', { seconds: 0 }],
  ['?kiosk=often', { seconds: 0 }],
  ['?kiosk=1e9', { seconds: 3600 }],
])('%j is %j', (search, expected) => {
  expect(parseKiosk(search)).toEqual(expected);
});

it('goes around, and begins at the fleet from anywhere else', () => {
  expect(['#/', '#/map?at=1,2,3', '#/events', '#/devices/a'].map(pageAfter)).toEqual([
    '#/map',
    '#/events',
    '#/',
    '#/',
  ]);
});
