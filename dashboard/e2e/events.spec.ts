import { expect, test } from './dashboard';
import { JsonDevice } from './devices';
import type { Hub } from './programs';

/** So many devices that come, and when all are there go. */
async function comeAndGo(hub: Hub, name: string, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, index) => `${name}-${index}`);
  const devices = await Promise.all(ids.map((id) => JsonDevice.connect(hub, id)));
  await expect.poll(() => counted(hub, name, 'online')).toBe(count);
  for (const device of devices) device.close();
  await expect.poll(() => counted(hub, name, 'offline')).toBe(count);
}

/** How many events of a type the hub has of devices whose ids begin so. */
async function counted(hub: Hub, name: string, type: string): Promise<number> {
  const response = await fetch(`${hub.page}api/v1/events`);
  const events: readonly { readonly device: string | null; readonly type: string }[] = await response.json();
  return events.filter((event) => event.type === type && event.device?.startsWith(name)).length;
}

test('events come live, with an icon and a word, and older ones on wish', async ({ page, hub }) => {
  // More than the hub sends at first.
  await comeAndGo(hub, 'busy', 60);
  await page.goto(`${hub.page}#/events`);
  const rows = page.getByTestId('event-row');
  await expect(rows).toHaveCount(100);
  const late = await JsonDevice.connect(hub, 'late');
  const first = rows.first();
  await expect(first).toHaveAttribute('data-device', 'late');
  await expect(first.locator('.state')).toHaveText('Online');
  await expect(first.locator('.state svg.icon-online')).toBeVisible();

  await page.getByRole('button', { name: 'Show older events' }).click();
  await expect(page.getByTestId('events-reach')).toHaveText('122 events; there are no older ones.');
  await expect(rows).toHaveCount(122);
  await expect(rows.last()).toHaveAttribute('data-type', 'hub-started');
  late.close();
  await expect(rows).toHaveCount(123);
});

test('events are filtered by kind, device and time, in the address', async ({ page, hub }) => {
  await comeAndGo(hub, 'busy', 60);
  await comeAndGo(hub, 'rare', 1);
  const rows = page.getByTestId('event-row');
  await page.goto(`${hub.page}#/events`);
  await page.getByRole('searchbox').fill('rar');
  await expect(rows).toHaveCount(2);
  await page.getByLabel('Kind of event').selectOption('offline');
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);
  await expect(page.getByRole('searchbox')).toHaveValue('rar');
  await page.goBack();
  await expect(rows).toHaveCount(2);

  // What the newest hundred do not have is looked for in history without being asked to.
  await page.goto(`${hub.page}#/events?type=group:hub`);
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toHaveAttribute('data-type', 'hub-started');

  await page.goto(`${hub.page}#/events?to=2000-01-01T00:00:00Z`);
  await expect(page.getByText('No events yet')).toBeVisible();
  await page.goto(`${hub.page}#/events?from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z`);
  await expect(rows.first()).toHaveAttribute('data-device', 'rare-0');
  await page.getByLabel('Kind of event').selectOption('command-failed');
  await expect(page.getByText('No event matches')).toBeVisible();
  await page.getByRole('button', { name: 'All events' }).click();
  await expect(rows.first()).toBeVisible();
  expect(page.url()).toMatch(/#\/events$/);
});

test('a time can be chosen, in local time or UTC', async ({ page, hub }) => {
  await comeAndGo(hub, 'busy', 1);
  await page.goto(`${hub.page}#/events`);
  await expect(page.getByTestId('event-row').first()).toBeVisible();
  await page.getByLabel('From').fill('2026-07-01T12:00');
  expect(page.url()).toContain('from=2026-07-01T10%3A00%3A00.000Z');
  await page.evaluate(() => localStorage.setItem('telemetry-hub.times', 'utc'));
  await page.reload();
  await expect(page.getByLabel('From')).toHaveValue('2026-07-01T10:00');
});

test('what cannot be loaded is said, and tried again', async ({ page, hub }) => {
  await comeAndGo(hub, 'busy', 1);
  await page.route('**/api/v1/events*', (route) => route.abort());
  await page.goto(`${hub.page}#/events?to=2100-01-01T00:00:00Z`);
  await expect(page.getByText('Older events could not be loaded')).toBeVisible();
  await page.unroute('**/api/v1/events*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByTestId('event-row').first()).toBeVisible();
});
