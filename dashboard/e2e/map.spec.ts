import type { Page } from '@playwright/test';
import { violations } from './accessibility';
import { allOnline, expect, FLEET_SIZE, test } from './dashboard';
import { BareDevice, JsonDevice } from './devices';
import type { Hub } from './programs';

const signs = (page: Page) => page.getByTestId('map').locator('.sign');

/** How many devices all signs stand for. */
async function counted(page: Page): Promise<number> {
  const counts = await signs(page).evaluateAll((all) => all.map(({ dataset }) => Number(dataset.count)));
  return counts.reduce((sum, count) => sum + count, 0);
}

test('all devices are on the map, gathered where they are close, and a filter holds there too', async ({
  page,
  fleetHub,
}, testInfo) => {
  await page.goto(fleetHub.page);
  await allOnline(page);
  await page.getByRole('link', { name: 'Map' }).click();
  await expect.poll(() => counted(page)).toBe(FLEET_SIZE);
  await expect(page.getByTestId('map-in-sight')).toHaveText(`${FLEET_SIZE} devices in sight`);
  await expect(page.getByTestId('map-legend')).toContainText('µg/m³');
  await expect(page.getByTestId('index-note')).toHaveCount(0);
  await page.screenshot({ path: testInfo.outputPath('map.png') });

  await page.getByLabel('Coloured by').selectOption('temperature');
  await expect(page.getByTestId('map-legend')).toContainText('°C');
  await page.getByRole('searchbox').fill('sensor-0007');
  await expect.poll(() => counted(page)).toBe(1);
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect.poll(() => page.url()).toContain('at=');
  await page.getByRole('button', { name: 'Show all devices on the map' }).click();
  await expect.poll(() => counted(page)).toBe(1);
  // Everything is in the address: what it shows, how, and from where.
  const address = page.url();
  expect(address).toMatch(/#\/map\?colour=temperature&q=sensor-0007&at=[\d.]+%2C-?[\d.]+%2C\d+$/);
  await page.reload();
  await expect.poll(() => counted(page)).toBe(1);
  await expect(page.getByLabel('Coloured by')).toHaveValue('temperature');

  await signs(page).first().click();
  await expect(page.getByTestId('device-page')).toHaveAttribute('data-device', 'sensor-0007');
  await page.goBack();
  await expect.poll(() => counted(page)).toBe(1);
  await page.getByRole('link', { name: 'Table', exact: true }).click();
  await expect(page.getByTestId('devices-shown')).toHaveText(`1 of ${FLEET_SIZE} devices`);
});

test('the map and the list below it are reached by keyboard', async ({ page, fleetHub }) => {
  await page.goto(`${fleetHub.page}#/map`);
  await expect.poll(() => counted(page)).toBe(FLEET_SIZE);
  await page.getByTestId('map').focus();
  await page.keyboard.press('+');
  await expect.poll(() => page.url()).toContain('at=');
  const zoomedIn = page.url();
  await page.getByRole('button', { name: 'Show all devices on the map' }).click();
  await expect.poll(() => page.url()).not.toBe(zoomedIn);
  await expect.poll(() => counted(page)).toBe(FLEET_SIZE);
  const many = page.locator('.sign-place').filter({ has: page.locator('.sign:not([data-count="1"])') });
  const zoomOf = () => Number(/%2C(\d+)(?:&|$)/.exec(page.url())?.[1]);
  const zoom = zoomOf();
  await many.first().focus();
  await page.keyboard.press('Enter');
  await expect.poll(zoomOf).toBeGreaterThan(zoom);
  await page.locator('#map-list').getByRole('link').first().click();
  await expect(page.getByTestId('device-page')).toBeVisible();
});

test.describe('a device that goes', () => {
  test.use({ hubOptions: ['--heartbeat-seconds', '1', '--heartbeat-timeout-seconds', '1'] });

  test('turns grey, and one without a place is not left out in silence', async ({ page, hub }) => {
    const placed = await JsonDevice.connect(hub, 'placed');
    placed.send({ type: 'hello', location: { lat: 57.15, lon: -2.1 } });
    placed.send({ type: 'reading', values: { pm2_5: 60 } });
    const lost = await BareDevice.connect(hub, 'lost');
    await page.goto(`${hub.page}#/map`);
    const sign = signs(page).and(page.locator('[data-device="placed"]'));
    await expect(sign).toHaveText('60');
    await expect(sign).toHaveAttribute('data-colour', '0');
    await expect(page.getByText('1 device has not said where it is.')).toBeVisible();
    placed.send({ type: 'reading', values: { pm2_5: 7 } });
    await expect(sign).toHaveText('7');
    placed.close();
    await expect(sign).toHaveAttribute('data-colour', 'none');
    await expect(sign).toHaveAttribute('data-state', 'offline');
    lost.destroy();
  });
});

const HOUR = 3_600_000;

/** A reading every five minutes of some hours up to `ago`. */
async function measuring(hub: Hub, id: string, lat: number, value: number, ago = 0): Promise<JsonDevice> {
  const device = await JsonDevice.connect(hub, id);
  device.send({ type: 'hello', location: { lat, lon: -2.1 }, intervalSeconds: 300 });
  const now = Date.now() - ago;
  for (let age = 5 * HOUR; age >= 0; age -= HOUR / 12) {
    device.send({ type: 'reading', time: now - age, values: { pm2_5: value } });
  }
  await expect(async () => expect((await hub.history(id, 'pm2_5')).length).toBe(61)).toPass();
  return device;
}

test("coloured by the hub's index: indicative, how old, and grey once it is old", async ({
  page,
  hub,
}, testInfo) => {
  const devices = [
    await measuring(hub, 'clean', 40, 4),
    await measuring(hub, 'smoky', 57, 60),
    await measuring(hub, 'silent', 20, 60, 6 * HOUR),
  ];
  const single = await JsonDevice.connect(hub, 'single');
  single.send({ type: 'hello', location: { lat: 0, lon: -2.1 } });
  single.send({ type: 'reading', values: { pm2_5: 60 } });
  await page.goto(`${hub.page}#/map`);
  await expect.poll(() => counted(page)).toBe(4);
  await page.getByLabel('Coloured by').selectOption('Air quality: US EPA AQI');
  const sign = (id: string) => signs(page).and(page.locator(`[data-device="${id}"]`));
  await expect(sign('clean')).toHaveAttribute('data-colour', '0');
  await expect(sign('smoky')).toHaveAttribute('data-colour', '3');
  await expect(sign('silent')).toHaveAttribute('data-colour', 'none');
  await expect(sign('single')).toHaveAttribute('data-colour', 'none');
  await expect(page.getByTestId('index-note')).toContainText('Indicative: US EPA AQI 2024');
  await expect(page.getByTestId('map-legend')).toContainText('Unhealthy: 151 to 200');
  const latest = await (await fetch(`${hub.page}api/v1/air-quality/latest?format=json`)).json();
  const items = page.locator('#map-list li');
  for (const { device, index } of latest) {
    await expect(items.filter({ hasText: device })).toContainText(
      index === null ? 'no index in the last day' : `index ${index}:`,
    );
  }
  await expect(items.filter({ hasText: 'smoky' })).toContainText(
    /Unhealthy, of PM2.5, hour up to (just now|\d+)/,
  );
  await expect(items.filter({ hasText: 'silent' })).toContainText(/hour up to [56]\sh ago/);
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('map-index.png') });

  await page.getByLabel('Coloured by').selectOption('Air quality: European Air Quality Index');
  await expect(sign('smoky')).toHaveText('4');
  await expect(page.getByTestId('map-legend')).toContainText('Extremely poor: 6 and more');
  await page.reload();
  await expect(sign('smoky')).toHaveText('4');
  await expect(page.getByLabel('Coloured by')).toHaveValue('index:eaqi');
  for (const device of devices) device.close();
});

test('no other host is asked for anything', async ({ page, fleetHub }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).host));
  await page.goto(`${fleetHub.page}#/map`);
  await expect.poll(() => counted(page)).toBe(FLEET_SIZE);
  await expect(page.getByText('Outlines: Natural Earth')).toBeVisible();
  expect([...new Set(asked)]).toEqual([new URL(fleetHub.page).host]);
});

const TILES = 'http://127.0.0.1:9/{z}/{x}/{y}.png';

test.describe('tiles that the operator has chosen', () => {
  test.use({ hubOptions: ['--map-tiles', TILES] });

  test('are asked for, and forbidden by no policy', async ({ page, hub }) => {
    const asked: string[] = [];
    await page.route('http://127.0.0.1:9/**', (route) => {
      asked.push(new URL(route.request().url()).pathname);
      return route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
      });
    });
    const device = await JsonDevice.connect(hub, 'placed');
    device.send({ type: 'hello', location: { lat: 57.15, lon: -2.1 } });
    device.send({ type: 'reading', values: { pm2_5: 60 } });
    await page.goto(`${hub.page}#/map`);
    await expect(signs(page)).toHaveText('60');
    await expect.poll(() => asked.length).toBeGreaterThan(3);
    expect(asked.every((path) => /^\/\d+\/\d+\/\d+\.png$/.test(path))).toBe(true);
    await expect(page.getByText('Outlines: Natural Earth')).toHaveCount(0);
    device.close();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of [
    ['phone', { width: 360, height: 740 }],
    ['desktop', { width: 1280, height: 900 }],
  ] as const) {
    test.describe(`${colorScheme}, ${size}`, () => {
      test.use({ colorScheme, viewport, reducedMotion: 'reduce' });

      test('map: nothing sticks out, and axe finds nothing', async ({ page, fleetHub }, testInfo) => {
        await page.goto(`${fleetHub.page}#/map`);
        await expect.poll(() => counted(page)).toBe(FLEET_SIZE);
        await page.screenshot({
          path: testInfo.outputPath(`map-${colorScheme}-${size}.png`),
          fullPage: true,
        });
        const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(overhang).toBeLessThanOrEqual(0);
        expect(await violations(page)).toEqual([]);
      });
    });
  }
}
