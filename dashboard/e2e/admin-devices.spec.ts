import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { violations } from './accessibility';
import { expect, test } from './dashboard';
import { JsonDevice } from './devices';

const registered = (page: Page, device: string) =>
  page.locator(`[data-testid="registry-row"][data-device="${device}"]`);

const token = (page: Page) => page.getByTestId('shown-once').getByTestId('snippet');

test('a device is registered, and its token is shown once', async ({ page, closedHub }) => {
  await closedHub.signIn(page, 'olga', '#/admin/devices');
  await page.getByRole('link', { name: 'Register a device' }).first().click();
  await page.getByLabel('Id').fill('roof-1');
  await page.getByLabel('Tags').fill('roof; north ; roof');
  await page.getByLabel('Latitude').fill('57.17234');
  const submit = page.getByRole('button', { name: 'Register it' });
  await submit.click();
  await expect(page.getByRole('alert')).toHaveText('A place needs both, latitude and longitude.');
  await page.getByLabel('Longitude').fill('-2.11567');
  await page.getByLabel('Notes').fill('By the door');
  await submit.click();
  await expect(page.getByTestId('shown-once')).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'shown this once' })).toBeVisible();
  const secret = (await token(page).textContent()) ?? '';
  expect(secret).toMatch(/^[\w-]{32}$/);
  expect(await violations(page)).toEqual([]);
  const device = await JsonDevice.connect(closedHub.hub, 'roof-1', secret);

  await page.getByRole('link', { name: 'Open roof-1' }).click();
  await expect(page.getByTestId('device-state')).toHaveAttribute('data-state', 'online');
  await expect(page.getByLabel('Tags')).toHaveValue('north; roof');
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole('link', { name: 'Devices', exact: true }).click();
  const row = registered(page, 'roof-1');
  await expect(row).toContainText('57.17234°, −2.11567° · published to about 1 km');
  await expect(row).toContainText('By the door');
  await expect(row.getByTestId('token-words')).toHaveText(/ago|just now/);
  device.close();

  await page.goto(`${closedHub.page}#/admin/register?device=roof-1`);
  await page.getByRole('button', { name: 'Register it' }).click();
  await expect(page.getByRole('alert')).toContainText('roof-1 is registered already');
});

test('the list is searched and filtered, and the address holds how', async ({ page, closedHub }) => {
  const lines = Array.from({ length: 230 }, (_, index) => `n-${index},${index % 2 ? 'odd' : 'even'},a note`);
  await closedHub.call('POST', 'registry/import', ['device,tags,notes', ...lines].join('\n'));
  await closedHub.call('POST', 'registry/devices', { id: 'bare', token: false, notes: 'In the cellar' });
  await closedHub.call('POST', 'registry/devices/n-7/revoke', {});
  const { token: second } = await (await closedHub.call('POST', 'registry/devices/n-8/rotate', {})).json();
  const device = await JsonDevice.connect(closedHub.hub, 'n-8', second);
  await closedHub.signIn(page, 'root', '#/admin/devices');
  const rows = page.getByTestId('registry-row');
  const shown = page.getByTestId('registry-shown');
  await expect(shown).toHaveText('231 of 231 devices');
  await expect(rows).toHaveCount(100);
  await page.getByRole('button', { name: 'Show more (131 left)' }).click();
  await expect(rows).toHaveCount(231);

  await page.keyboard.press('/');
  await page.keyboard.type('CELLAR');
  await expect(rows).toHaveCount(1);
  await expect(registered(page, 'bare')).toBeVisible();
  await page.getByRole('searchbox').fill('');
  await page.getByRole('combobox', { name: 'Tag', exact: true }).selectOption('odd');
  await expect(shown).toHaveText('115 of 231 devices');
  const state = page.getByRole('combobox', { name: 'State', exact: true });
  await state.selectOption('disabled');
  await expect(shown).toHaveText('1 of 231 devices');
  await expect(registered(page, 'n-7')).toContainText('Disabled');
  await page.reload();
  await expect(registered(page, 'n-7')).toBeVisible();
  await page.goBack();
  await expect(shown).toHaveText('115 of 231 devices');
  for (const [chosen, id] of [
    ['online', 'n-8'],
    ['rotating', 'n-8'],
  ] as const) {
    await page.goto(`${closedHub.page}#/admin/devices?state=${chosen}`);
    await expect(shown).toHaveText('1 of 231 devices');
    await expect(registered(page, id)).toContainText('the older one goes on until');
  }
  await state.selectOption('tokenless');
  await expect(shown).toHaveText('2 of 231 devices');
  await page.getByRole('searchbox').fill('nothing like it');
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(shown).toHaveText('231 of 231 devices');
  // A device that goes is seen to go.
  await state.selectOption('online');
  await expect(shown).toHaveText('1 of 231 devices');
  device.close();
  await expect(page.getByText('No registered device matches')).toBeVisible();
});

test('a token is rotated and revoked, and the device shut out and let in', async ({ page, closedHub }) => {
  const first = (await (await closedHub.call('POST', 'registry/devices', { id: 'A' })).json()).token;
  const device = await JsonDevice.connect(closedHub.hub, 'A', first);
  await closedHub.signIn(page, 'root', '#/admin/devices/A');
  await page.getByRole('button', { name: 'Rotate token…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('The one of now goes on for').selectOption('1 hour');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make the new token' }).click();
  await expect(dialog).toHaveCount(0);
  const second = (await token(page).textContent()) ?? '';
  expect(second).not.toBe(first);
  await expect(page.getByTestId('token-words')).toContainText('the older one goes on until');
  const renewed = await JsonDevice.connect(closedHub.hub, 'A', second);
  expect(await device.closed).toBe(4409);
  await page.getByRole('button', { name: 'I have it' }).click();
  await expect(page.getByTestId('shown-once')).toHaveCount(0);

  await page.getByRole('button', { name: 'Disable' }).click();
  await expect(page.getByText('Disabled: it may not connect')).toBeVisible();
  expect(await renewed.closed).toBe(4401);
  await page.getByRole('button', { name: 'Enable' }).click();
  await expect(page.getByText('Disabled: it may not connect')).toHaveCount(0);
  const again = await JsonDevice.connect(closedHub.hub, 'A', second);

  const revoke = page.getByRole('button', { name: 'Revoke…' });
  await revoke.click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(revoke).toBeFocused();
  await revoke.click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  expect(await again.closed).toBe(4401);
  await expect(page.getByText('No token opens the hub to this device.')).toBeVisible();
  await expect(page.getByText('Disabled: it may not connect')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Make a token' })).toBeVisible();
});

test('tags, place and notes are changed, and the device removed by its name', async ({ page, closedHub }) => {
  await closedHub.call('POST', 'registry/devices', { id: 'A', tags: ['old'] });
  await closedHub.signIn(page, 'root', '#/admin/devices/A');
  await page.getByLabel('Tags').fill('new; roof');
  await page.getByLabel('Latitude').fill('10.5');
  await page.getByLabel('Longitude').fill('20.25');
  await page.getByLabel('Tell everybody exactly where it is').check();
  await page.getByLabel('Notes').fill('two\nlines');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  const told = await (await closedHub.call('GET', 'registry/devices/A')).json();
  expect(told).toMatchObject({
    tags: ['new', 'roof'],
    location: { lat: 10.5, lon: 20.25 },
    exactPublished: true,
    notes: 'two\nlines',
  });
  await page.getByLabel('Latitude').fill('');
  await page.getByLabel('Longitude').fill('');
  await page.getByLabel('Tags').fill('x'.repeat(65));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('alert')).toContainText('a tag is 1 to 64 characters');
  await page.getByLabel('Tags').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
  const emptied = await (await closedHub.call('GET', 'registry/devices/A')).json();
  expect(emptied).toMatchObject({ tags: [] });
  expect(emptied.location ?? null).toBeNull();

  await page.getByRole('button', { name: 'Remove device…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove A from the registry' });
  const remove = dialog.getByRole('button', { name: 'Remove device' });
  await expect(remove).toBeDisabled();
  await dialog.getByLabel('Name, to confirm').fill('B');
  await expect(remove).toBeDisabled();
  await dialog.getByLabel('Name, to confirm').fill('A');
  await page.keyboard.press('Enter');
  await expect(page.getByText('No device is registered yet')).toBeVisible();
  await page.goto(`${closedHub.page}#/admin/devices/A`);
  await expect(page.getByText('This device is not registered')).toBeVisible();
});

test('the fleet is filtered by tag, and a device erased with all that it sent', async ({
  page,
  closedHub,
}) => {
  const devices = await Promise.all(
    [
      ['A', 'roof'],
      ['B', 'cellar'],
    ].map(async ([id = '', tag]) => {
      const made = await (await closedHub.call('POST', 'registry/devices', { id, tags: [tag] })).json();
      const device = await JsonDevice.connect(closedHub.hub, id, made.token);
      device.send({ type: 'reading', values: { pm2_5: 7.35 } });
      return device;
    }),
  );
  const stored = async (device: string) =>
    (await (await closedHub.call('GET', `readings?device=${device}`)).text()).trim().split('\n').length - 1;
  await expect.poll(() => stored('A')).toBe(1);
  await closedHub.signIn(page, 'root', '#/');
  await page.getByLabel('Devices with the tag').selectOption('roof');
  await expect(page.getByTestId('devices-shown')).toHaveText('1 of 2 devices');
  await expect(page.getByTestId('device-row').locator('th a')).toHaveText(['A']);
  expect(page.url()).toContain('tag=roof');
  expect(await violations(page)).toEqual([]);

  await page.goto(`${closedHub.page}#/admin/devices/A`);
  await page.getByRole('button', { name: 'Remove device…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove A from the registry' });
  await dialog.getByLabel('Erase what it has sent, too').check();
  await dialog.getByLabel('Name, to confirm').fill('A');
  await page.keyboard.press('Enter');
  await expect(registered(page, 'B')).toBeVisible();
  await expect(registered(page, 'A')).toHaveCount(0);
  expect(await devices[0]?.closed).toBe(4401);
  expect(await stored('A')).toBe(0);
  expect(await stored('B')).toBe(1);
  await page.goto(`${closedHub.page}#/`);
  await expect(page.getByTestId('devices-shown')).toHaveText('1 of 1 device');
  devices[1]?.close();
});

test('many are registered from a file, and each wrong line is named', async ({ page, closedHub }) => {
  await closedHub.call('POST', 'registry/devices', { id: 'known' });
  await closedHub.signIn(page, 'root', '#/admin/import');
  const file = (csv: string) => ({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  const choose = page.getByLabel('CSV file');
  await choose.setInputFiles(file('device,lat,lon\ngood,1,2\n\nno id,1,2\nhalf,1,\nknown,,\n'));
  await expect(page.getByText('4 lines below the first one.')).toBeVisible();
  const submit = page.getByRole('button', { name: 'Register them' });
  await submit.click();
  await expect(page.getByRole('alert')).toHaveText('Nothing was registered: 3 lines are wrong:');
  const errors = page.getByTestId('import-error');
  await expect(errors).toHaveCount(3);
  await expect(errors.nth(0)).toHaveAttribute('data-line', '4');
  await expect(errors.nth(2)).toContainText('known is registered already');
  expect(await violations(page)).toEqual([]);
  expect(await (await closedHub.call('GET', 'registry/devices')).json()).toHaveLength(1);

  await page.getByLabel('Or paste it here').fill('device,tags\na-1,roof\na-2,\n');
  await expect(errors).toHaveCount(0);
  await submit.click();
  await expect(page.getByTestId('imported')).toBeFocused();
  await expect(page.getByRole('heading', { name: '2 devices are registered' })).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save tokens as CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  const [head, one = ''] = csv.split('\r\n');
  expect(head).toBe('device,token');
  const device = await JsonDevice.connect(closedHub.hub, 'a-1', one.split(',')[1]);
  device.close();
});

test('a fleet key is made, lets devices claim, is counted down and removed', async ({ page, closedHub }) => {
  await closedHub.signIn(page, 'root', '#/admin/keys');
  await expect(page.getByText('No fleet keys')).toBeVisible();
  await page.getByText('Make a key').first().click();
  await page.getByLabel('Name').fill('spring');
  await page.getByLabel('Ids begin with').fill('s-');
  await page.getByLabel('Tags').fill('new');
  await page.getByLabel('Devices', { exact: true }).fill('5');
  await page.getByLabel('Ends').selectOption('In 30 days');
  await page.getByRole('button', { name: 'Make a key' }).click();
  const key = (await token(page).textContent()) ?? '';
  const claim = (id: string) =>
    fetch(`${closedHub.page}api/v1/claim`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ id }),
    }).then(({ status }) => status);
  expect(await claim('s-1')).toBe(201);
  expect(await claim('t-1')).toBe(403);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.reload();
  const row = page.getByTestId('key-row');
  await expect(row).toContainText('s-');
  await expect(row.getByRole('cell').nth(2)).toHaveText('4');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Remove spring…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove key' }).click();
  await expect(page.getByText('No fleet keys')).toBeVisible();
  expect(await claim('s-2')).toBe(401);
});

test('a device that only sends is seen beside the registry, and put into it', async ({ page, hub }) => {
  const device = await JsonDevice.connect(hub, 'stray');
  await page.goto(`${hub.page}#/admin/devices?state=unregistered`);
  await expect(registered(page, 'stray')).toContainText('the registry does not know it');
  await page.getByRole('link', { name: 'Register stray' }).click();
  await expect(page.getByLabel('Id')).toHaveValue('stray');
  await page.getByRole('button', { name: 'Register it' }).click();
  await expect(page.getByTestId('shown-once')).toBeVisible();
  await page.goto(`${hub.page}#/admin/devices`);
  await expect(registered(page, 'stray').getByTestId('token-words')).toBeVisible();
  device.close();
});

test('a hub that does not answer is said to, and asked again', async ({ page, closedHub }) => {
  await closedHub.signIn(page, 'root', '#/admin/devices');
  await expect(page.getByText('No device is registered yet')).toBeVisible();
  await page.route('**/api/v1/registry/devices', (route) => route.fulfill({ status: 503, body: '' }));
  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('alert')).toContainText('The hub answered with status 503.');
  await page.unroute('**/api/v1/registry/devices');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('No device is registered yet')).toBeVisible();
});
