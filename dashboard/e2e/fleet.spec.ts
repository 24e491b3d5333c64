import { fileURLToPath } from 'node:url';
import { allOnline, chartMovesOn, chartState, expect, FLEET_SIZE, test } from './dashboard';
import { JsonDevice } from './devices';

const SCREENSHOT = fileURLToPath(new URL('../../docs/dashboard.png', import.meta.url));

test('fifty devices are online and a chart moves', async ({ page, fleetHub }, testInfo) => {
  await page.goto(fleetHub.page);
  await expect(page.getByTestId('connection-state')).toHaveText('Live');
  await allOnline(page);
  await expect(page.getByTestId('devices-shown')).toHaveText(`${FLEET_SIZE} of ${FLEET_SIZE} devices`);
  await expect(page.getByTestId('device-value').first()).toBeVisible();

  await page.getByTestId('device-row').first().getByRole('link').click();
  await expect(page.getByTestId('chart')).toBeVisible();
  await chartMovesOn(page, await chartState(page));

  await page.goBack();
  await allOnline(page);
  await expect(page.getByTestId('device-row').filter({ hasText: 'never' })).toHaveCount(0);
  const isUpdate = process.env.UPDATE_SCREENSHOT === '1';
  await page.screenshot({ path: isUpdate ? SCREENSHOT : testInfo.outputPath('dashboard.png') });
});

test('a window is a link that can be shared', async ({ page, fleetHub }) => {
  await page.goto(fleetHub.page);
  await page.getByTestId('device-row').first().getByRole('link').click();
  await page.getByRole('button', { name: '6 h' }).click();
  await expect(page.getByTestId('chart')).toHaveAttribute('data-window', 'PT6H');
  await page.goto(page.url());
  await page.reload();
  await expect(page.getByTestId('chart')).toHaveAttribute('data-window', 'PT6H');
});

test('search, state and metric narrow the list, in an address that can be shared and left again', async ({
  page,
  fleetHub,
}) => {
  await page.goto(fleetHub.page);
  await allOnline(page);
  const shown = page.getByTestId('devices-shown');
  const name = (await page.getByTestId('device-row').last().getAttribute('data-device')) ?? '';
  await page.getByRole('searchbox').fill(name);
  await expect(shown).toHaveText(`1 of ${FLEET_SIZE} devices`);
  await expect(page.getByTestId('device-row')).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('searchbox')).toHaveValue(name);
  await expect(page.getByTestId('device-row')).toHaveCount(1);
  await page.getByTestId('fleet-never-seen').click();
  await expect(page.getByText('No device matches')).toBeVisible();
  await page.goBack();
  await expect(page.getByTestId('device-row')).toHaveCount(1);
  await page.goBack();
  await expect(shown).toHaveText(`${FLEET_SIZE} of ${FLEET_SIZE} devices`);

  await page.getByRole('searchbox').fill('sensor-*');
  await page.getByLabel('Devices that measure').selectOption('pm2_5');
  await expect(shown).toHaveText(`${FLEET_SIZE} of ${FLEET_SIZE} devices`);
  expect(page.url()).toContain('metric=pm2_5');
  await page.getByRole('searchbox').fill('ensor-*');
  await page.getByRole('button', { name: 'Show all devices' }).click();
  await expect(shown).toHaveText(`${FLEET_SIZE} of ${FLEET_SIZE} devices`);
});

test('headings sort, and the order is in the address', async ({ page, hub }) => {
  const values = { 's-9': 30, 's-10': -4.5, 's-11': 7, none: undefined };
  const devices = await Promise.all(
    Object.entries(values).map(async ([id, pm2_5]) => {
      const device = await JsonDevice.connect(hub, id);
      device.send({ type: 'reading', values: pm2_5 === undefined ? { co2: 400 } : { pm2_5 } });
      return device;
    }),
  );
  const names = page.getByTestId('device-row').locator('th a');
  await page.goto(`${hub.page}#/?sort=device`);
  await expect(names).toHaveText(['none', 's-9', 's-10', 's-11']);
  await page.getByRole('button', { name: 'Device' }).click();
  await expect(names).toHaveText(['s-11', 's-10', 's-9', 'none']);
  expect(page.url()).toContain('order=descending');
  await page.goBack();
  await expect(names).toHaveText(['none', 's-9', 's-10', 's-11']);

  await page.getByRole('button', { name: /^PM2.5/ }).click();
  await expect(page.locator('th[aria-sort="ascending"]')).toContainText('PM2.5');
  await expect(names).toHaveText(['s-10', 's-11', 's-9', 'none']);
  devices[1]?.send({ type: 'reading', values: { pm2_5: 99 } });
  await expect(names).toHaveText(['s-11', 's-9', 's-10', 'none']);
  await page.getByRole('button', { name: /^PM2.5/ }).click();
  await expect(names).toHaveText(['s-10', 's-9', 's-11', 'none']);
  await page.reload();
  await expect(names).toHaveText(['s-10', 's-9', 's-11', 'none']);
  for (const device of devices) device.close();
});

test('every row shows the last hour, as a line and as a bar', async ({ page, fleetHub }) => {
  await page.goto(fleetHub.page);
  await allOnline(page);
  const bar = page.getByTestId('heartbeat').first();
  await expect(bar).toBeVisible();
  await expect(async () => {
    expect(Number(await bar.getAttribute('data-heard'))).toBeGreaterThan(0);
  }).toPass();
  await expect(bar).toHaveAttribute('data-silent', '0');
  await expect(page.getByTestId('trend').first().getByRole('img')).toHaveAccessibleName(
    'PM2.5 over the last hour',
  );
});

test('the strip says how the hub is', async ({ page, fleetHub }) => {
  await page.goto(fleetHub.page);
  await allOnline(page);
  await expect(page.getByTestId('fleet-hub')).toHaveText('Live');
  for (const figure of ['stale', 'offline', 'never-seen', 'refused']) {
    await expect(page.getByTestId(`fleet-${figure}`)).toHaveText('0');
  }
  await expect(page.getByTestId('fleet-ack')).toContainText(/\d\sms \/ .*\d\sms/);
  await expect(page.getByTestId('fleet-disk')).toContainText(/B$/);
  await expect(async () => {
    expect(Number(await page.getByTestId('fleet-rate').textContent())).toBeGreaterThan(10);
  }).toPass();
});

test('arrows go from row to row, and back from a device the page is where it was', async ({
  page,
  fleetHub,
}) => {
  await page.goto(`${fleetHub.page}#/?sort=device`);
  await allOnline(page);
  const focused = page.locator(':focus');
  await page.getByTestId('device-row').first().getByRole('link').focus();
  await page.keyboard.press('ArrowDown');
  await expect(focused).toHaveText('sensor-0002');
  await page.keyboard.press('End');
  await expect(focused).toHaveText(`sensor-00${FLEET_SIZE}`);
  await expect(focused).toBeInViewport();
  const scrolled = await page.evaluate(() => scrollY);
  expect(scrolled).toBeGreaterThan(100);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('device-page')).toBeVisible();
  await page.goBack();
  await expect.poll(() => page.evaluate(() => scrollY)).toBe(scrolled);
  await page.keyboard.press('Home');
  await expect(page.getByTestId('device-row').first()).toBeVisible();
});
