import { chartMovesOn, chartState, expect, test } from './dashboard';
import { JsonDevice } from './devices';
import type { Hub } from './programs';

const DEVICE = 'phoenix';
const METRIC = 'temperature';
const INTERVAL_MILLIS = 250;

/** Sends a reading every quarter of a second until it is stopped. */
async function sending(hub: Hub): Promise<() => void> {
  const device = await JsonDevice.connect(hub, DEVICE);
  let count = 0;
  const timer = setInterval(
    () => device.send({ type: 'reading', values: { [METRIC]: 20 + (count++ % 40) / 4 } }),
    INTERVAL_MILLIS,
  );
  return () => {
    clearInterval(timer);
    device.close();
  };
}

test('a killed hub: the page says so, comes back by itself, and its chart equals the history', async ({
  page,
  hub,
}) => {
  const stopFirst = await sending(hub);
  await page.goto(`${hub.page}#/devices/${DEVICE}`);
  await chartMovesOn(page, { points: 5, lastTime: 0 });

  await hub.kill();
  stopFirst();
  await expect(page.getByTestId('connection-state')).toHaveText('Reconnecting…');
  await expect(page.getByTestId('connection-banner')).toContainText('lost at');
  const before = await chartState(page);
  expect(before.points).toBeGreaterThan(5);

  await hub.run();
  await expect(page.getByTestId('connection-state')).toHaveText('Live');
  const stopSecond = await sending(hub);
  await chartMovesOn(page, before);
  stopSecond();

  await page.getByTestId('reading-table').locator('summary').click();
  await expect(async () => {
    const history = await hub.history(DEVICE, METRIC);
    const rows = await page
      .getByTestId('reading-row')
      .evaluateAll((all) => all.map(({ dataset }) => [Number(dataset.time), Number(dataset.value)]));
    expect((await chartState(page)).points).toBe(history.length);
    expect(rows.reverse()).toEqual(
      history.slice(-rows.length).map(({ time, value }) => [micros(time), value]),
    );
  }).toPass();
});

/** RFC 3339 with up to six decimals; Date alone would drop the microseconds. */
function micros(time: string): number {
  const decimals = /\.(\d+)/.exec(time)?.[1] ?? '';
  const whole = Date.parse(time.replace(/\.\d+/, ''));
  return whole * 1000 + Number(decimals.padEnd(6, '0').slice(0, 6));
}
