import type { Page } from '@playwright/test';
import { violations } from './accessibility';
import { allOnline, chartMovesOn, expect, test } from './dashboard';

const PAGES = [
  ['fleet', async (page: Page) => allOnline(page)],
  ['device', openDevice],
  ['events', openEvents],
  ['add', openAdd],
  ['settings', openSettings],
] as const;

async function openDevice(page: Page): Promise<void> {
  await page.getByTestId('device-row').first().getByRole('link').click();
  await chartMovesOn(page, { points: 0, lastTime: 0 });
}

async function openEvents(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Events' }).click();
  await expect(page.getByTestId('event-row').first()).toBeVisible();
}

async function openAdd(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Add a device' }).click();
  await page.getByLabel('Id of the device').fill('my-sensor');
  await expect(page.getByTestId('first-reading')).toBeVisible();
}

async function openSettings(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of [
    ['phone', { width: 360, height: 740 }],
    ['desktop', { width: 1280, height: 900 }],
  ] as const) {
    test.describe(`${colorScheme}, ${size}`, () => {
      test.use({ colorScheme, viewport, reducedMotion: 'reduce' });

      for (const [name, open] of PAGES) {
        test(`${name}: nothing sticks out, and axe finds nothing`, async ({ page, fleetHub }, testInfo) => {
          await page.goto(fleetHub.page);
          await open(page);
          await page.screenshot({ path: testInfo.outputPath(`${name}-${colorScheme}-${size}.png`) });
          const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect(overhang).toBeLessThanOrEqual(0);
          expect(await violations(page)).toEqual([]);
        });
      }
    });
  }
}
