import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, rowOf, test } from './dashboard';
import { JsonDevice } from './devices';
import { PageTiming } from './measure/page-timing';
import { Hub, importInto } from './programs';

/** All of them take most of a minute: `LONG=1 npm run e2e -- many`. */
const DEVICES = process.env.LONG === undefined ? 5_000 : 50_000;
const ALL = DEVICES.toLocaleString('en');

/** On a machine of two cores, which the hub and the browser share. */
const MOST_TASK_MILLIS = 250;

const idOf = (number: number) => `dev-${number}`;
const pm = (number: number) => ((number * 7919) % 60_000) / 100;

/** Every device with a reading of two metrics, from an hour ago. */
async function recorded(directory: string): Promise<string> {
  const file = join(directory, 'fleet.csv');
  const time = new Date(Date.now() - 3_600_000).toISOString();
  const lines = ['time,device,metric,value'];
  for (let i = 0; i < DEVICES; i++) {
    lines.push(`${time},${idOf(i)},pm2_5,${pm(i)}`, `${time},${idOf(i)},temperature,${(i % 400) / 10}`);
  }
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

const rows = (page: Page) => page.getByTestId('device-row');
const firstRow = (page: Page) => rows(page).first();

test(`${ALL} devices: the table loads, scrolls, searches and sorts without standing still`, async ({
  page,
}) => {
  test.setTimeout(300_000);
  const directory = await mkdtemp(join(tmpdir(), 'hub-many-'));
  const hub = await Hub.on(async (data) => importInto(data, await recorded(directory)));
  const timing = new PageTiming(page);
  const phases: { readonly phase: string; readonly longestTask: number }[] = [];
  const note = async (phase: string, since = 0) => phases.push(await timing.figures(phase, since));
  try {
    await timing.start();
    await page.goto(hub.page);
    await expect(page.getByTestId('devices-shown')).toHaveText(`${ALL} of ${ALL} devices`);
    await expect(firstRow(page).getByTestId('device-value').first()).not.toBeEmpty();
    await note('load', await timing.firstPaint());

    await firstRow(page).getByRole('link').focus();
    await page.keyboard.press('End');
    await expect(page.locator(':focus')).toHaveText(idOf(DEVICES - 1));
    expect(await rows(page).count()).toBeLessThan(100);
    await page.keyboard.press('Home');
    await expect(page.locator(':focus')).toHaveText(idOf(0));
    await page.mouse.move(640, 600);
    for (let i = 0; i < 40; i++) await page.mouse.wheel(0, 4_000);
    await expect(rowOf(page, idOf(0))).toHaveCount(0);
    await note('scroll');

    await page
      .getByRole('columnheader')
      .getByRole('button', { name: /^PM2.5/ })
      .click();
    await page
      .getByRole('columnheader')
      .getByRole('button', { name: /^PM2.5/ })
      .click();
    await page.evaluate(() => scrollTo(0, 0));
    const greatest = Math.max(...Array.from({ length: DEVICES }, (_, i) => pm(i)));
    await expect(firstRow(page).locator('[data-metric="pm2_5"]').last()).toHaveText(String(greatest));
    await page
      .getByRole('columnheader')
      .getByRole('button', { name: /^Device/ })
      .click();
    await expect(firstRow(page)).toHaveAttribute('data-device', idOf(0));
    await note('sort');

    await page.getByRole('searchbox').pressSequentially(idOf(DEVICES / 10 - 1), { delay: 60 });
    await expect(page.getByTestId('devices-shown')).toHaveText(`11 of ${ALL} devices`);
    await page.getByRole('searchbox').fill('');
    await expect(page.getByTestId('devices-shown')).toHaveText(`${ALL} of ${ALL} devices`);
    await note('search');

    const live = await JsonDevice.connect(hub, idOf(3));
    live.send({ type: 'reading', values: { pm2_5: 601.5 } });
    await expect(rowOf(page, idOf(3))).toHaveAttribute('data-state', 'online');
    await expect(rowOf(page, idOf(3)).locator('[data-metric="pm2_5"]').last()).toHaveText('601.5');
    live.close();
    await note('live');
    console.log(JSON.stringify(phases));
    for (const { phase, longestTask } of phases) {
      expect(longestTask, `longest task in ms, phase ${phase}`).toBeLessThan(MOST_TASK_MILLIS);
    }
  } finally {
    await hub.dispose();
    await rm(directory, { recursive: true, force: true });
  }
});
