import { eventsOf, expect, rowOf, test } from './dashboard';
import { BareDevice } from './devices';

const TEMPERATURE = 5;

test.use({ hubOptions: ['--heartbeat-seconds', '1', '--heartbeat-timeout-seconds', '1'] });

test('a device that stops answering goes offline, and online when it comes back', async ({ page, hub }) => {
  await page.goto(hub.page);
  const row = rowOf(page, 'mute');
  const state = row.getByTestId('device-state');

  const mute = await BareDevice.connect(hub, 'mute');
  mute.sendReading(TEMPERATURE, 21.5);
  await expect(state).toHaveAttribute('data-state', 'online');
  await expect(row.getByTestId('device-value')).toHaveText('21.5');

  // It says nothing more, answers no ping, and keeps its connection open.
  await expect(state).toHaveAttribute('data-state', 'offline');
  await expect(row.getByTestId('device-reason')).toHaveAttribute('data-reason', 'no-heartbeat');

  const again = await BareDevice.connect(hub, 'mute');
  again.sendReading(TEMPERATURE, 22);
  await expect(state).toHaveAttribute('data-state', 'online');

  await page.getByRole('link', { name: 'Events' }).click();
  const events = eventsOf(page, 'mute');
  await expect(
    events.and(page.locator('[data-type="offline"][data-reason="no-heartbeat"]')).first(),
  ).toBeVisible();
  await expect(events.and(page.locator('[data-type="online"]')).nth(1)).toBeVisible();
  mute.destroy();
  again.destroy();
});
