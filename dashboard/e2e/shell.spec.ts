import { violations } from './accessibility';
import { allOnline, expect, rowOf, test } from './dashboard';
import { JsonDevice } from './devices';

test('keys: search, help, places, and none of them while typing', async ({ page, fleetHub }) => {
  await page.goto(`${fleetHub.page}#/events`);
  await expect(page.getByTestId('event-row').first()).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await allOnline(page);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type('g?e/');
  await expect(page.getByRole('searchbox')).toHaveValue('g?e/');
  await page.getByRole('searchbox').clear();
  await page.getByRole('searchbox').blur();

  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard and help' });
  await expect(help).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(page.getByTestId('map')).toBeVisible();
  // From a page without a search, the way leads to the one that has it.
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page.getByRole('heading', { name: 'Add a device' })).toBeVisible();
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
});

test('the first key leads past the navigation, and focus goes its way through the page', async ({
  page,
  fleetHub,
}) => {
  await page.goto(fleetHub.page);
  await allOnline(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to content' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /^Online/ })).toBeFocused();
});

test('units, times and colours are chosen once and hold everywhere', async ({ page, hub }) => {
  const device = await JsonDevice.connect(hub, 'chosen');
  device.send({ type: 'reading', values: { temperature: 21.5, pressure: 101325 } });
  await page.goto(hub.page);
  const value = (metric: string) =>
    rowOf(page, 'chosen').locator(`[data-testid="device-value"][data-metric="${metric}"]`);
  await expect(value('temperature')).toHaveText('21.5');
  await expect(value('pressure')).toHaveText('101325');

  await page.getByRole('button', { name: 'Settings' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByLabel('°F').check();
  await settings.getByLabel('hPa').check();
  await settings.getByLabel('UTC').check();
  await settings.getByLabel('Dark').check();
  expect(await violations(page)).toEqual([]);
  await settings.getByRole('button', { name: 'Close' }).click();
  await expect(value('temperature')).toHaveText('70.7');
  await expect(value('pressure')).toHaveText('1013.25');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByRole('columnheader', { name: /^Temperature\s?°F/ })).toBeVisible();

  await page.reload();
  await expect(value('temperature')).toHaveText('70.7');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await rowOf(page, 'chosen').getByRole('link').click();
  const current = page.locator('[data-testid="current-value"][data-metric="temperature"]');
  await expect(current).toContainText('70.7');
  await expect(current).toContainText('°F');
  await page.goto(`${hub.page}#/devices/chosen?metric=temperature`);
  await expect(page.getByTestId('chart-readout')).toContainText(/^70\.7 °F/);
  await expect(page.getByTestId('chart-line').first()).toHaveAttribute('data-line', 'chosen (°F)');
  await expect(page.getByRole('application')).toHaveAccessibleName(/70\.7 °F/);
  await page.getByTestId('reading-table').locator('summary').click();
  await expect(page.getByTestId('reading-row').first()).toContainText('70.7');
  await expect(page.getByTestId('reading-row').first()).toHaveAttribute('data-value', '21.5');
  await page.goto(`${hub.page}#/events`);
  await expect(page.getByTestId('event-row').first().locator('time')).toContainText('UTC');
  device.close();
});

test('kiosk: nothing around the page, which moves on by itself, until Escape', async ({ page, fleetHub }) => {
  await page.clock.install();
  await page.goto(`${fleetHub.page}?kiosk=20`);
  await page.clock.runFor(1_000);
  await allOnline(page);
  await expect(page.getByRole('navigation', { name: 'Pages' })).toHaveCount(0);
  await expect(page.getByTestId('fleet-hub')).toHaveText('Live');
  await page.clock.runFor(20_000);
  await expect(page).toHaveURL(/\?kiosk=20#\/map/);
  await page.clock.runFor(20_000);
  await expect(page).toHaveURL(/\?kiosk=20#\/events/);
  await page.clock.runFor(20_000);
  await expect(page).toHaveURL(/\?kiosk=20#\/$/);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  expect(page.url()).not.toContain('kiosk');
});

test('nothing turns where motion is not wanted', async ({ page, hub }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(hub.page);
  await expect(page.getByText('No devices yet')).toBeVisible();
  await hub.kill();
  const icon = page.getByTestId('connection-banner').locator('.icon');
  await expect(icon).toBeVisible();
  const turns = await icon.evaluate((element) => getComputedStyle(element).animationDuration);
  expect(Number.parseFloat(turns)).toBe(0);
});

test('a page that does not exist says so, and part of a page that cannot load can be loaded again', async ({
  page,
  hub,
}) => {
  await page.goto(`${hub.page}#/nowhere`);
  await expect(page.getByText('There is no such page').last()).toBeVisible();
  await page.route('**/assets/add-device-page*.js', (route) => route.abort());
  await page.goto(`${hub.page}#/add`);
  await expect(page.getByText('This part of the page could not be loaded')).toBeVisible();
  await page.unroute('**/assets/add-device-page*.js');
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByRole('heading', { name: 'Add a device' })).toBeVisible();
});
