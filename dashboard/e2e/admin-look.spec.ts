import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { violations } from './accessibility';
import { expect, rowOf, test } from './dashboard';
import { JsonDevice } from './devices';
import type { ClosedHub } from './people';

const HOSTILE = '<img src=x onerror="document.title=\'owned\'">';

/** Something on every page, and in it what a person or a device could mean badly. */
async function furnish(closedHub: ClosedHub): Promise<void> {
  await closedHub.call('POST', 'registry/devices', {
    id: 'north-1',
    tags: [HOSTILE, 'roof'],
    notes: `${HOSTILE}</td><script>document.title='owned'</script>`,
    location: { lat: 57.17, lon: -2.11 },
  });
  await closedHub.call('POST', 'registry/devices/north-1/rotate', {});
  await closedHub.call('POST', 'registry/devices', { id: 'x'.repeat(64), token: false });
  await closedHub.call('POST', 'fleet-keys', {
    name: 'spring',
    prefix: 'spring-',
    tags: [HOSTILE],
    expiresIn: 'P90D',
  });
  const scopes = ['read', 'sql', 'ingest', 'import', 'command', 'backup', 'devices', 'admin'];
  await closedHub.call('POST', 'tokens', { name: `gateway-${'y'.repeat(40)}`, scopes });
}

const PAGES: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['devices', (page) => expect(page.getByTestId('registry-row')).toHaveCount(2)],
  ['devices/north-1', (page) => expect(page.getByLabel('Notes')).toHaveValue(/onerror/)],
  ['register', (page) => expect(page.getByLabel('Id')).toBeVisible()],
  ['import', (page) => expect(page.getByLabel('CSV file')).toBeVisible()],
  ['keys', (page) => openMaker(page, 'key-row', 1)],
  ['users', (page) => openMaker(page, 'user-row', 3)],
  ['sessions', (page) => expect(page.getByTestId('session-row')).toHaveCount(2)],
  ['tokens', (page) => openMaker(page, 'token-row', 1)],
  ['log', (page) => expect(page.getByTestId('log-row').first()).toBeVisible()],
];

async function openMaker(page: Page, row: string, count: number): Promise<void> {
  await expect(page.getByTestId(row)).toHaveCount(count);
  await page.locator('.maker > summary').click();
  await expect(page.getByLabel('Name')).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of [
    ['phone', { width: 360, height: 740 }],
    ['desktop', { width: 1280, height: 900 }],
  ] as const) {
    test.describe(`${colorScheme}, ${size}`, () => {
      test.use({ colorScheme, viewport, reducedMotion: 'reduce' });

      test('administration: nothing sticks out, axe finds nothing, and hostile text is only text', async ({
        page,
        closedHub,
      }, testInfo) => {
        await furnish(closedHub);
        await closedHub.signIn(page, 'root');
        for (const [address, open] of PAGES) {
          await page.goto(`${closedHub.page}#/admin/${address}`);
          await open(page);
          const name = `${address.replace('/', '-')}-${colorScheme}-${size}.png`;
          await page.screenshot({ path: testInfo.outputPath(name), fullPage: true });
          const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overhang, address).toBeLessThanOrEqual(0);
          expect(await violations(page), address).toEqual([]);
          await expect(page.locator('#app img, #app script')).toHaveCount(0);
          await expect(page).toHaveTitle(/Telemetry Hub$/);
        }
      });
    });
  }
}

test('a hostile tag, note and firmware are only text beside live devices, too', async ({ page, hub }) => {
  const device = await JsonDevice.connect(hub, 'hostile');
  device.send({ type: 'hello', firmware: HOSTILE });
  const origin = new URL(hub.page).origin;
  await fetch(`${hub.page}api/v1/registry/devices`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ id: 'hostile', tags: [HOSTILE], notes: HOSTILE }),
  });
  await page.goto(`${hub.page}#/admin/devices`);
  const row = page.getByTestId('registry-row');
  await expect(row.locator('.tag')).toHaveText(HOSTILE);
  await expect(row.locator('.cell-notes')).toHaveText(HOSTILE);
  await page.getByRole('combobox', { name: 'Tag', exact: true }).selectOption(HOSTILE);
  await expect(row).toHaveCount(1);
  await page.goto(`${hub.page}#/admin/log`);
  await expect(page.getByTestId('log-row').first()).toContainText(HOSTILE);
  await page.goto(hub.page);
  await expect(rowOf(page, 'hostile')).toBeVisible();
  await expect(page.locator('#app img, #app script')).toHaveCount(0);
  await expect(page).toHaveTitle('Fleet · Telemetry Hub');
  device.close();
});

test('administration goes by keys alone, and its code comes when it is asked for', async ({
  page,
  closedHub,
}) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await closedHub.signIn(page, 'root');
  await expect(page.getByText('No devices yet')).toBeVisible();
  expect(loaded.some((url) => url.includes('admin-page'))).toBe(false);
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page.getByText('No device is registered yet')).toBeVisible();
  expect(loaded.some((url) => url.includes('admin-page'))).toBe(true);
  await expect(page.locator('#main')).toBeFocused();
  const focused = page.locator(':focus');
  for (const name of ['Devices', 'Fleet keys', 'Users', 'Sessions', 'API tokens', 'Log of changes']) {
    await page.keyboard.press('Tab');
    await expect(focused).toHaveText(name);
  }
  await page.keyboard.press('Tab');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: 'State', exact: true })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(focused).toHaveText('Register a device');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Register a device' })).toBeVisible();
  // The page starts with its tabs; behind them the form in its order.
  await page.getByLabel('Id').focus();
  await page.keyboard.type('typed-1');
  for (const label of ['Tags', 'Latitude', 'Longitude', 'Tell everybody exactly where it is', 'Notes']) {
    await page.keyboard.press('Tab');
    await expect(page.getByLabel(label)).toBeFocused();
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('shown-once')).toBeFocused();
});

const SCREENSHOT = fileURLToPath(new URL('../../docs/admin.png', import.meta.url));

test('the registry at a glance', async ({ page, closedHub }, testInfo) => {
  const tags = [['roof', 'north'], ['street'], ['school', 'indoor'], ['street', 'tunnel']];
  const tokens: string[] = [];
  for (let i = 1; i <= 8; i++) {
    const made = await closedHub.call('POST', 'registry/devices', {
      id: `station-${i}`,
      tags: tags[i % tags.length],
      location: { lat: 57.14 + i / 100, lon: -2.1 - i / 150 },
      exactPublished: i % 3 === 0,
      notes: i === 2 ? 'Lamp post 14, key at the kiosk' : '',
    });
    tokens.push((await made.json()).token);
  }
  await closedHub.call('POST', 'registry/devices/station-7/revoke', {});
  await closedHub.call('POST', 'registry/devices/station-4/rotate', {});
  const devices = await Promise.all(
    tokens
      .slice(0, 5)
      .map((token, index) => JsonDevice.connect(closedHub.hub, `station-${index + 1}`, token)),
  );
  devices[4]?.close();
  await closedHub.signIn(page, 'root', '#/admin/devices');
  const states = page.getByTestId('registry-row').getByTestId('device-state');
  await expect(states.filter({ hasText: 'Online' })).toHaveCount(4);
  await expect(states.filter({ hasText: 'Offline' })).toHaveCount(1);
  const isUpdate = process.env.UPDATE_SCREENSHOT === '1';
  await page.screenshot({ path: isUpdate ? SCREENSHOT : testInfo.outputPath('admin.png') });
  for (const device of devices) device.close();
});
