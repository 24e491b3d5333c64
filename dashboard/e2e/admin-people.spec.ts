import { violations } from './accessibility';
import { expect, test } from './dashboard';

test('users are added, changed, kept out and removed', async ({ page, browser, closedHub }) => {
  await closedHub.signIn(page, 'root', '#/admin/users');
  await page.getByText('Add a user').first().click();
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Role').selectOption('analyst');
  await expect(page.getByText('also asks in SQL')).toBeVisible();
  await page.getByLabel('Password').fill('too short');
  await page.getByRole('button', { name: 'Add a user' }).click();
  await expect(page.getByTestId('user-row')).toHaveCount(3);
  await page.getByLabel('Password').fill('long enough to be taken');
  await page.getByRole('button', { name: 'Add a user' }).click();
  const row = page.locator('[data-testid="user-row"][data-name="ann"]');
  await expect(row).toContainText('Analyst');
  await page.getByLabel('Name').fill('ann');
  await page.getByLabel('Password').fill('long enough to be taken');
  await page.getByRole('button', { name: 'Add a user' }).click();
  await expect(page.getByRole('alert')).toContainText('there is a user ann already');
  expect(await violations(page)).toEqual([]);

  const other = await (await browser.newContext()).newPage();
  await closedHub.signIn(other, 'ann', '', 'long enough to be taken');
  await expect(other.getByRole('link', { name: 'Admin' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Edit ann…' }).click();
  const dialog = page.getByRole('dialog', { name: 'User ann' });
  await dialog.getByLabel('Role').selectOption('operator');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(row).toContainText('Operator');
  await expect(other.getByRole('link', { name: 'Admin' })).toBeVisible();
  await page.getByRole('button', { name: 'Edit ann…' }).click();
  await dialog.getByLabel('May sign in').uncheck();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row).toContainText('Disabled');
  await expect(other.getByRole('button', { name: 'Log in' })).toBeVisible();
  await other.context().close();

  await page.getByRole('button', { name: 'Remove ann…' }).click();
  const remove = page.getByRole('dialog', { name: 'Remove user ann' });
  await expect(remove.getByRole('button', { name: 'Remove user' })).toBeDisabled();
  await remove.getByLabel('Name, to confirm').fill('ann');
  await remove.getByRole('button', { name: 'Remove user' }).click();
  await expect(row).toHaveCount(0);
  await expect(page.locator('#main')).toBeFocused();
});

test('the only admin cannot be removed, and another password ends the sessions', async ({
  page,
  browser,
  closedHub,
}) => {
  await closedHub.signIn(page, 'root', '#/admin/users');
  const own = page.locator('[data-testid="user-row"][data-name="root"]');
  await expect(own).toContainText('you');
  await page.getByRole('button', { name: 'Remove root…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name, to confirm').fill('root');
  await dialog.getByRole('button', { name: 'Remove user' }).click();
  await expect(dialog.getByRole('alert')).toContainText('root is the only admin');
  await dialog.getByRole('button', { name: 'Close' }).click();

  const other = await (await browser.newContext()).newPage();
  await closedHub.signIn(other, 'vic');
  await page.getByRole('button', { name: 'Edit vic…' }).click();
  await dialog.getByLabel('New password').fill('quite another password');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(other.getByRole('button', { name: 'Log in' })).toBeVisible();
  await closedHub.signIn(other, 'vic', '', 'quite another password');
  await other.context().close();
});

test('sessions are seen and ended, one or all of a user', async ({ page, browser, closedHub }) => {
  const others = await Promise.all([browser.newContext(), browser.newContext()]);
  const [one, two] = await Promise.all(others.map((context) => context.newPage()));
  if (one === undefined || two === undefined) throw new Error('no pages');
  await closedHub.signIn(one, 'vic');
  await closedHub.signIn(two, 'olga');
  await closedHub.signIn(page, 'root', '#/admin/sessions');
  const rows = page.getByTestId('session-row');
  // The test's own calls have one, too.
  await expect(rows).toHaveCount(4);
  await expect(rows.first()).toContainText('this one');
  await expect(rows.first()).toContainText(/Chrome \d+, Linux/);
  await expect(rows.first()).toContainText('127.0.0.1');
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'End session of user vic…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End session' }).click();
  await expect(rows).toHaveCount(3);
  await expect(one.getByRole('button', { name: 'Log in' })).toBeVisible();
  await expect(two.getByTestId('account')).toBeVisible();

  await closedHub.signIn(one, 'olga');
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('combobox', { name: 'User', exact: true }).selectOption('user olga');
  await expect(rows).toHaveCount(2);
  expect(page.url()).toContain('user=user+olga');
  await page.getByRole('button', { name: 'End all sessions of user olga' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End all' }).click();
  await expect(rows).toHaveCount(0);
  for (const left of [one, two]) {
    await expect(left.getByRole('button', { name: 'Log in' })).toBeVisible();
    await left.context().close();
  }
});

test('an API token is made with scopes, shown once, works, and is removed', async ({ page, closedHub }) => {
  await closedHub.signIn(page, 'root', '#/admin/tokens');
  await expect(page.getByText('No API tokens')).toBeVisible();
  await page.getByText('Make a token').first().click();
  await page.getByLabel('Name').fill('grafana');
  const scopes = page.getByRole('group', { name: 'Scopes' });
  await scopes.getByLabel('read', { exact: true }).uncheck();
  const submit = page.getByRole('button', { name: 'Make a token' });
  await submit.click();
  await expect(page.getByRole('alert')).toHaveText('Choose at least one scope.');
  await scopes.getByLabel('read', { exact: true }).check();
  await scopes.getByLabel('devices', { exact: true }).check();
  await page.getByLabel('Ends').selectOption('In 90 days');
  await submit.click();
  const token = (await page.getByTestId('shown-once').getByTestId('snippet').textContent()) ?? '';
  expect(await closedHub.statusFor(token, 'registry/devices')).toBe(200);
  expect(await closedHub.statusFor(token, 'users')).toBe(403);
  const row = page.getByTestId('token-row');
  await expect(row).toContainText('read, devices');
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await expect(row).toBeVisible();
  await expect(page.getByText(token)).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove grafana…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove token' }).click();
  await expect(page.getByText('No API tokens')).toBeVisible();
  expect(await closedHub.statusFor(token, 'registry/devices')).toBe(401);
});

test('the log says who changed what, is searched, and goes back page by page', async ({
  page,
  closedHub,
}) => {
  const ids = Array.from({ length: 250 }, (_, index) => `d-${index}`);
  await closedHub.call('POST', 'registry/import', ['device', ...ids].join('\n'));
  await closedHub.call('PATCH', 'registry/devices/d-7', { tags: ['roof'], notes: 'high up' });
  await closedHub.signIn(page, 'root', '#/admin/log');
  const rows = page.getByTestId('log-row');
  await expect(rows).toHaveCount(100);
  const first = rows.first();
  await expect(first).toContainText('Device d-7 changed');
  await expect(first).toContainText('tags: roof');
  await expect(first).toContainText('notes: high up');
  await expect(first).toContainText('user root from 127.0.0.1');
  expect(await violations(page)).toEqual([]);
  const older = page.getByRole('button', { name: 'Show older changes' });
  await older.click();
  await expect(rows).toHaveCount(200);
  await older.click();
  await expect(page.getByTestId('log-reach')).toHaveText('254 changes; there are no older ones.');

  await page.getByPlaceholder('Name').fill('d-7');
  await expect(rows).toHaveCount(12);
  await page.getByLabel('What was done').selectOption('change');
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await page.goBack();
  await expect(rows).toHaveCount(12);
  await page.goto(`${closedHub.page}#/admin/log?kind=user`);
  await expect(page.getByTestId('log-reach')).toHaveText('3 changes; there are no older ones.');
  await page.getByPlaceholder('By whom').fill('setup');
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText('User root added');
  await page.goto(`${closedHub.page}#/admin/log?to=2000-01-01T00:00:00Z`);
  await expect(page.getByText('No change matches')).toBeVisible();
});
