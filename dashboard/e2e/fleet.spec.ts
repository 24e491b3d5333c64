import { fileURLToPath } from 'node:url';
import { allOnline, chartMovesOn, chartState, expect, FLEET_SIZE, test } from './dashboard';

const SCREENSHOT = fileURLToPath(new URL('../../docs/dashboard.png', import.meta.url));

test('fifty devices are online and a chart moves', async ({ page, fleetHub }, testInfo) => {
  await page.goto(fleetHub.page);
  await expect(page.getByTestId('connection-state')).toHaveText('Live');
  await allOnline(page);
  await expect(page.getByTestId('device-row')).toHaveCount(FLEET_SIZE);
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

test('search and state narrow the list', async ({ page, fleetHub }) => {
  await page.goto(fleetHub.page);
  await allOnline(page);
  const name = (await page.getByTestId('device-row').last().getAttribute('data-device')) ?? '';
  await page.getByRole('searchbox').fill(name);
  await expect(page.getByTestId('device-row')).toHaveCount(1);
  await page.getByTestId('fleet-never-seen').click();
  await expect(page.getByText('No device matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all devices' }).click();
  await expect(page.getByTestId('device-row')).toHaveCount(FLEET_SIZE);
});
