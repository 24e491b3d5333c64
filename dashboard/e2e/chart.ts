/** What a chart shows, read from the page as a person would take it from there, and the same from the hub. */

import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expect } from './dashboard';
import type { Hub } from './programs';

export const plotOf = (page: Page): Locator => page.locator('.plot').first();
export const chartOf = (page: Page): Locator => page.getByTestId('chart').first();

/** The rows of the CSV file that the page makes of what is seen, without units: time, device, metric, avg, min, max, count. */
export async function exportedRows(page: Page): Promise<readonly string[]> {
  const download = page.waitForEvent('download');
  await page.getByTestId('export-csv').click();
  const file = await (await download).path();
  const [, ...lines] = (await readFile(file, 'utf8')).trim().split('\r\n');
  return lines.map((line) => {
    const [time = '', device, metric, , ...numbers] = line.split(',');
    return [Date.parse(time), device, metric, ...numbers.map(Number)].join(',');
  });
}

/** The same rows as the hub gives them for so many equal parts of a range, or buckets so wide. */
export async function storedRows(
  hub: Hub,
  devices: readonly string[],
  metrics: readonly string[],
  query: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const parameters = new URLSearchParams({ ...query, fn: 'avg,min,max,count' });
  for (const device of devices) parameters.append('device', device);
  for (const metric of metrics) parameters.append('metric', metric);
  const response = await fetch(`${hub.page}api/v1/readings?${parameters}`);
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  const [, ...lines] = (await response.text()).trim().split('\r\n');
  return lines.map((line) => {
    const [time = '', device, metric, ...numbers] = line.split(',');
    return [Date.parse(time), device, metric, ...numbers.map(Number)].join(',');
  });
}

export interface ShownPart {
  readonly from: number;
  readonly to: number;
}

/** The part of time in the page's address. */
export function partOf(page: Page): ShownPart {
  const options = new URLSearchParams(page.url().split('?')[1]);
  return { from: Number(options.get('from') ?? Number.NaN), to: Number(options.get('to') ?? Number.NaN) };
}

export async function isAtRest(page: Page): Promise<void> {
  await expect(chartOf(page)).toBeVisible();
  await expect(page.locator('.chart[data-loading]')).toHaveCount(0);
}

/** Where in the plot a share of its width is, on the page. */
export async function placeAt(page: Page, share: number) {
  const box = await plotOf(page).locator('.u-over').boundingBox();
  if (box === null) throw new Error('no plot');
  return { x: box.x + share * box.width, y: box.y + box.height / 2 };
}
