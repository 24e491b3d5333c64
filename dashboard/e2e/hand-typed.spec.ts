import { expect, rowOf, test } from './dashboard';
import { JsonDevice } from './devices';

test('a reading typed by hand appears as it was typed', async ({ page, hub }) => {
  await page.goto(hub.page);
  await expect(page.getByText('No devices yet')).toBeVisible();
  const device = await JsonDevice.connect(hub, 'hand-typed');
  device.send({ type: 'reading', values: { pm2_5: 7.35 } });
  await expect(rowOf(page, 'hand-typed').getByTestId('device-value')).toHaveText('7.35');

  await rowOf(page, 'hand-typed').getByRole('link').click();
  await expect(page.getByTestId('chart')).toHaveAttribute('data-points', '1');
  device.send({ type: 'reading', values: { pm2_5: 8.05 } });
  await expect(page.getByTestId('current-value').getByTestId('value')).toHaveText('8.05');
  await expect(page.getByTestId('chart')).toHaveAttribute('data-points', '2');
  device.close();
});

test('a page about a device that does not exist yet fills when it connects', async ({ page, hub }) => {
  await page.goto(`${hub.page}#/devices/tomorrow`);
  await expect(page.getByText('No such device yet')).toBeVisible();
  const device = await JsonDevice.connect(hub, 'tomorrow');
  device.send({ type: 'reading', values: { temperature: -3.5 } });
  await expect(page.getByTestId('chart-readout')).toContainText('−3.5');
  device.close();
});

const HOSTILE = '<img src=x onerror="document.title=\'owned\'">';

test('hostile text from a device is only text', async ({ page, hub }) => {
  const device = await JsonDevice.connect(hub, 'hostile');
  // The hub takes 64 characters of firmware.
  const firmware = `</dd>${HOSTILE}<b>1`;
  device.send({ type: 'hello', firmware });
  device.send({ type: 'reading', values: { temperature: 20 } });
  // A hub may refuse such names, so they come apart from the rest; what it takes must stay text.
  device.send({ type: 'hello', firmware, channels: [{ id: 1000, metric: HOSTILE, unit: '<b>°' }] });
  device.send({ type: 'reading', values: { [HOSTILE]: 1.5 } });

  await page.goto(`${hub.page}#/devices/hostile`);
  await expect(page.getByTestId('current-value').first()).toBeVisible();
  await expect(page.getByText(firmware)).toBeVisible();
  await expect(page.locator('img, #app script, #app b')).toHaveCount(0);

  await page.goto(hub.page);
  await expect(rowOf(page, 'hostile')).toBeVisible();
  await expect(page.locator('img, #app script, #app b')).toHaveCount(0);
  await expect(page).toHaveTitle(/Telemetry Hub/);
  device.close();
});
