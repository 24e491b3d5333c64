import { violations } from './accessibility';
import { expect, test } from './dashboard';
import { JsonDevice } from './devices';
import { PASSWORD } from './people';

test('a link outlives the log-in, the head says who is there, and signing out ends it', async ({
  page,
  closedHub,
}) => {
  await page.goto(`${closedHub.page}#/admin/users`);
  await page.getByLabel('Name').fill('root');
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByText('Wrong name or password')).toBeVisible();
  await page.getByLabel('Name').fill('root');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByTestId('admin-page')).toHaveAttribute('data-section', 'users');
  await expect(page).toHaveTitle('Users · Telemetry Hub');

  const account = page.getByRole('button', { name: 'Signed in as root Admin' });
  await account.focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Your account' });
  await expect(dialog.getByTestId('account-name')).toHaveText('user root');
  await expect(dialog.getByTestId('account-role')).toHaveText('Admin');
  await expect(dialog.getByText('Change users, tokens and keys, and read the log of changes')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(account).toBeFocused();
  await account.click();
  await dialog.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
  await page.goto(closedHub.page);
  await expect(page.getByRole('button', { name: 'Log in' })).toBeVisible();
});

test('a session that was ended leads to the log-in, and back to the same page', async ({
  page,
  closedHub,
}) => {
  await closedHub.signIn(page, 'root', '#/admin/devices?q=roof');
  await expect(page.getByTestId('registry-shown')).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByLabel('Name').fill('root');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('searchbox')).toHaveValue('roof');
});

test('what a role may not do is not there, or says why not', async ({ page, closedHub }) => {
  await closedHub.call('POST', 'registry/devices', { id: 'A' });
  const token = (await (await closedHub.call('POST', 'registry/devices/A/rotate', {})).json()).token;
  const device = await JsonDevice.connect(closedHub.hub, 'A', token);
  await closedHub.signIn(page, 'vic');
  const navigation = page.getByRole('navigation', { name: 'Pages' });
  await expect(navigation.getByRole('link', { name: 'Events' })).toBeVisible();
  await expect(navigation.getByRole('link', { name: 'Admin' })).toHaveCount(0);
  await expect(navigation.getByRole('link', { name: 'Add a device' })).toHaveCount(0);
  await page.goto(`${closedHub.page}#/admin/devices`);
  await expect(page.getByRole('alert')).toContainText('You may not see this page');
  await expect(page.getByRole('alert')).toContainText('user vic');
  await expect(page.getByRole('alert')).toContainText('“devices”');
  await page.goto(`${closedHub.page}#/add?device=A`);
  await expect(page.getByRole('button', { name: 'Register it and make a token' })).toBeDisabled();
  await expect(page.getByText('it needs the permission “devices”')).toBeVisible();
  await page.goto(`${closedHub.page}#/devices/A`);
  await expect(page.getByTestId('commands')).toContainText('it needs the permission “command”');
  await expect(page.getByTestId('command-issue')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  // A role that changes counts at once: the live socket is closed, and comes back with the new rights.
  await closedHub.call('PATCH', 'users/vic', { role: 'operator' });
  await expect(navigation.getByRole('link', { name: 'Admin' })).toBeVisible();
  await expect(page.getByTestId('command-issue')).toBeVisible();
  device.close();
});

test('an operator keeps devices, and hears plainly what is for admins', async ({ page, closedHub }) => {
  await closedHub.signIn(page, 'olga', '#/admin/devices');
  await expect(page.getByText('No device is registered yet')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Administration' })).toHaveCount(0);
  for (const section of ['keys', 'users', 'sessions', 'tokens', 'log']) {
    await page.goto(`${closedHub.page}#/admin/${section}`);
    await expect(page.getByTestId('admin-page')).toHaveAttribute('data-section', section);
    await expect(page.getByRole('alert')).toContainText('You may not see this page');
  }
});

test.describe('with anonymous readers', () => {
  test.use({ hubOptions: ['--anonymous-read'] });

  test('who is nobody may look, and sign in', async ({ page, closedHub }) => {
    await page.goto(`${closedHub.page}#/events`);
    await expect(page.getByTestId('event-row').first()).toBeVisible();
    await expect(page.getByRole('link', { name: 'Admin' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByLabel('Name').fill('root');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByTestId('account')).toBeVisible();
    await expect(page).toHaveURL(/#\/events$/);
  });
});
