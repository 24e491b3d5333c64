import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { violations } from './accessibility';
import { chartOf, exportedRows, isAtRest, partOf, placeAt, plotOf, storedRows } from './chart';
import { expect, test } from './dashboard';
import { JsonDevice } from './devices';
import type { Hub } from './programs';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** One reading every ten seconds of the last fifty minutes but for a hole of ten, and one of a year ago. */
async function recorded(hub: Hub, id: string, shift: number): Promise<JsonDevice> {
  const device = await JsonDevice.connect(hub, id);
  const now = Date.now();
  const send = (time: number, value: number) =>
    device.send({ type: 'reading', time, values: { pm2_5: value, temperature: 20 - value / 10 } });
  send(now - 360 * DAY, 3 + shift);
  for (let i = 0; i < 300; i++) {
    const age = (300 - i) * 10_000;
    if (age > 20 * MINUTE && age < 30 * MINUTE) continue;
    send(now - age, Math.round(10 * (12 + shift + 8 * Math.sin(i / 12)) + (i % 7)) / 10);
  }
  await expect(async () =>
    expect((await hub.history(id, 'temperature')).length).toBeGreaterThan(230),
  ).toPass();
  return device;
}

async function open(page: Page, hub: Hub, id: string, options = ''): Promise<void> {
  await page.goto(`${hub.page}#/devices/${id}?metric=pm2_5${options}`);
  await expect(chartOf(page)).not.toHaveAttribute('data-points', '0');
  await isAtRest(page);
}

async function drag(page: Page, from: number, to: number): Promise<void> {
  const [start, end] = [await placeAt(page, from), await placeAt(page, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, start.y, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}

for (const [size, viewport] of [
  ['phone', { width: 360, height: 740 }],
  ['desktop', { width: 1280, height: 900 }],
] as const) {
  test.describe(size, () => {
    test.use({ viewport });

    test('ranges from an hour to everything; what is seen equals history', async ({
      page,
      hub,
    }, testInfo) => {
      const device = await recorded(hub, 'A', 0);
      await open(page, hub, 'A');
      const width = Number(await chartOf(page).getAttribute('data-width'));
      const from = Number(await chartOf(page).getAttribute('data-from'));
      expect(await exportedRows(page)).toEqual(
        await storedRows(hub, ['A'], ['pm2_5'], {
          from: new Date(from).toISOString(),
          step: `PT${width / 1e6}S`,
        }),
      );
      await page.screenshot({ path: testInfo.outputPath(`chart-${size}.png`) });
      for (const name of ['6 h', '24 h', '7 d', '30 d', '1 y', 'All']) {
        await page.getByRole('button', { name, exact: true }).click();
        await expect(page.getByRole('button', { name, exact: true })).toHaveAttribute('aria-pressed', 'true');
        await isAtRest(page);
      }
      const all = (await hub.history('A', 'pm2_5')).length;
      await expect(chartOf(page)).toHaveAttribute('data-points', String(all));
      await page.getByRole('button', { name: '30 d', exact: true }).click();
      await expect(chartOf(page)).toHaveAttribute('data-points', String(all - 1));
      await page.goBack();
      await expect(page.getByRole('button', { name: 'All', exact: true })).toHaveAttribute(
        'aria-pressed',
        'true',
      );
      device.close();
    });

    test('several metrics and devices; the address is the link to it', async ({ page, hub }, testInfo) => {
      const devices = [
        await recorded(hub, 'A', 0),
        await recorded(hub, 'B', 5),
        await recorded(hub, 'C', -4),
      ];
      await open(page, hub, 'A');
      for (const id of ['B', 'C']) {
        await page.getByTestId('compare-device').fill(id);
        await page.getByRole('button', { name: 'Add', exact: true }).click();
      }
      await page.getByTestId('add-metric').selectOption('temperature');
      await expect(page.getByTestId('chart')).toHaveCount(2);
      await expect(page.getByTestId('chart-line')).toHaveCount(6);
      await page.reload();
      await expect(page.getByTestId('chart-line')).toHaveCount(6);
      await isAtRest(page);
      const rows = await exportedRows(page);
      expect(new Set(rows.map((row) => row.split(',').slice(1, 3).join(' '))).size).toBe(6);
      const overhang = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overhang).toBeLessThanOrEqual(0);
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await violations(page)).toEqual([]);
      await page.screenshot({ path: testInfo.outputPath(`compare-${size}.png`), fullPage: true });
      await page.getByRole('button', { name: 'Remove C' }).click();
      await page.getByRole('button', { name: 'Remove Temperature' }).click();
      await expect(page.getByTestId('chart-line')).toHaveCount(2);
      for (const device of devices) device.close();
    });
  });
}

test('drag, wheel, shift-drag and double click', async ({ page, hub }) => {
  const device = await recorded(hub, 'A', 0);
  await open(page, hub, 'A');
  await drag(page, 0.25, 0.75);
  await expect(chartOf(page)).toHaveAttribute('data-window', 'part');
  const half = partOf(page);
  expect(half.to - half.from).toBeGreaterThan(25 * MINUTE);
  expect(half.to - half.from).toBeLessThan(35 * MINUTE);
  await isAtRest(page);
  const seen = await exportedRows(page);
  const whole = { from: new Date(half.from).toISOString(), to: new Date(half.to).toISOString() };
  const width = Number(await chartOf(page).getAttribute('data-width'));
  const pixels = String(Math.round(((half.to - half.from) * 1000) / width));
  expect(seen).toEqual(await storedRows(hub, ['A'], ['pm2_5'], { ...whole, pixels }));

  const middle = await placeAt(page, 0.5);
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, -100);
  await expect(() => expect(partOf(page).to - partOf(page).from).toBeLessThan(half.to - half.from)).toPass();
  const closer = partOf(page);
  expect(closer.from).toBeGreaterThan(half.from);
  expect(closer.to).toBeLessThan(half.to);

  await page.keyboard.down('Shift');
  await drag(page, 0.5, 0.75);
  await page.keyboard.up('Shift');
  await expect(() => expect(partOf(page).from).toBeLessThan(closer.from)).toPass();
  const moved = partOf(page);
  expect(moved.to - moved.from).toBe(closer.to - closer.from);
  expect((closer.from - moved.from) / (closer.to - closer.from)).toBeCloseTo(0.25, 1);

  await plotOf(page).locator('.u-over').dblclick();
  await expect(() => expect(partOf(page)).toEqual(closer)).toPass();
  await plotOf(page).locator('.u-over').dblclick();
  await expect(() => expect(partOf(page)).toEqual(half)).toPass();
  await plotOf(page).locator('.u-over').dblclick();
  await expect(chartOf(page)).toHaveAttribute('data-window', 'PT1H');
  device.close();
});

test('keys move, zoom, read and go back', async ({ page, hub }) => {
  const device = await recorded(hub, 'A', 0);
  await open(page, hub, 'A');
  await plotOf(page).focus();
  await page.keyboard.press('+');
  await expect(chartOf(page)).toHaveAttribute('data-window', 'part');
  const closer = partOf(page);
  expect(closer.to - closer.from).toBe(40 * MINUTE);
  await page.keyboard.press('ArrowLeft');
  await expect(() => expect(partOf(page).from).toBe(closer.from - 8 * MINUTE)).toPass();
  await page.keyboard.press('ArrowRight');
  await expect(() => expect(partOf(page)).toEqual(closer)).toPass();
  await page.keyboard.press('-');
  await expect(() => expect(partOf(page).to - partOf(page).from).toBe(60 * MINUTE)).toPass();
  await isAtRest(page);
  const newest = await page.getByTestId('chart-readout').innerText();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await expect(page.getByTestId('chart-readout')).not.toHaveText(newest);
  await expect(page.getByRole('columnheader', { name: 'At pointer' })).toBeVisible();
  await page.keyboard.press('Backspace');
  await expect(() => expect(partOf(page)).toEqual(closer)).toPass();
  await page.keyboard.press('End');
  await expect(chartOf(page)).toHaveAttribute('data-window', 'PT1H');
  device.close();
});

test('a gap is drawn as a gap, and limits as bands', async ({ page, hub }) => {
  const device = await recorded(hub, 'A', 0);
  await open(page, hub, 'A');
  await page.getByTestId('chart-pause').click();
  const { from, to } = partOf(page);
  await isAtRest(page);
  await page.getByTestId('limits-toggle').uncheck();
  await expect(page.getByTestId('limit-notes')).toHaveCount(0);
  const share = (age: number) => (Date.now() - age - from) / (to - from);
  const inGap = await coloured(page, share(28 * MINUTE), share(22 * MINUTE));
  const inLine = await coloured(page, share(15 * MINUTE), share(9 * MINUTE));
  expect(inGap).toBe(0);
  expect(inLine).toBeGreaterThan(100);
  await page.getByTestId('limits-toggle').check();
  await expect(page.getByTestId('limit-notes')).toContainText('air quality');
  expect(await coloured(page, share(28 * MINUTE), share(22 * MINUTE))).toBeGreaterThan(100);
  device.close();
});

/** Pixels with a colour (not grey) in a part of the plot. */
function coloured(page: Page, from: number, to: number): Promise<number> {
  return plotOf(page).evaluate(
    (plot, [left, right]) => {
      const canvas = plot.querySelector('canvas');
      const over = plot.querySelector('.u-over');
      const context = canvas?.getContext('2d');
      if (!canvas || !over || !context) throw new Error('no plot');
      const scale = canvas.width / canvas.getBoundingClientRect().width;
      const [box, outer] = [over.getBoundingClientRect(), canvas.getBoundingClientRect()];
      const x = (share: number) => Math.round((box.left - outer.left + share * box.width) * scale);
      const { data } = context.getImageData(x(left), 0, x(right) - x(left), Math.round(box.height * scale));
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        const [r = 0, g = 0, b = 0, a = 0] = data.subarray(i, i + 4);
        if (a > 8 && Math.max(r, g, b) - Math.min(r, g, b) > 40) count += 1;
      }
      return count;
    },
    [from, to] as const,
  );
}

test('a paused chart stands still, and goes on where it is now', async ({ page, hub }) => {
  const device = await recorded(hub, 'A', 0);
  await open(page, hub, 'A');
  await page.getByTestId('chart-pause').click();
  await isAtRest(page);
  const points = await chartOf(page).getAttribute('data-points');
  device.send({ type: 'reading', values: { pm2_5: 99.5 } });
  await expect(page.locator('[data-testid="current-value"][data-metric="pm2_5"]')).toContainText('99.5');
  await expect(chartOf(page)).toHaveAttribute('data-points', points ?? '');
  await page.getByTestId('chart-pause').click();
  await expect(chartOf(page)).toHaveAttribute('data-points', String(Number(points) + 1));
  await expect(page.getByTestId('chart-readout')).toContainText('99.5');
  device.close();
});

test('the picture is one', async ({ page, hub }) => {
  const device = await recorded(hub, 'A', 0);
  await open(page, hub, 'A', '&with=temperature');
  const download = page.waitForEvent('download');
  await page.getByTestId('export-png').click();
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^A_pm2_5\+temperature_.*\.png$/);
  const bytes = await readFile(await saved.path());
  expect([...bytes.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  // Width and height stand in its first chunk.
  expect(bytes.readUInt32BE(16)).toBeGreaterThan(600);
  expect(bytes.readUInt32BE(20)).toBeGreaterThan(400);
  device.close();
});

test('doubtful readings: where they are, and why; asked for only while the list is open', async ({
  page,
  hub,
}) => {
  const device = await recorded(hub, 'A', 0);
  device.send({ type: 'reading', time: Date.now() - 12 * MINUTE, values: { pm2_5: 999.9 } });
  device.send({ type: 'reading', time: Date.now() - 6 * MINUTE, values: { pm2_5: -3 } });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('qa=only')) asked.push(request.url());
  });
  await open(page, hub, 'A', '&flags=off');
  const doubtful = page.getByTestId('doubtful');
  await expect(doubtful.getByText('Doubtful readings')).toBeVisible();
  expect(asked).toEqual([]);
  await doubtful.locator('summary').click();
  await expect(doubtful.getByTestId('doubtful-reading')).toHaveCount(2);
  await expect(doubtful.getByTestId('doubtful-mark')).toHaveCount(2);
  await expect(doubtful.getByTestId('doubtful-reading').first()).toHaveAttribute('data-flags', 'rail spike');
  await expect(doubtful.getByTestId('doubtful-reading').first()).toContainText('999.9');
  await expect(doubtful.getByTestId('doubtful-reading').last()).toContainText('cannot be (range)');
  expect(await violations(page)).toEqual([]);
  device.close();
});

test('doubtful readings are marked in the chart, in shape and word, until that is switched off', async ({
  page,
  hub,
}, testInfo) => {
  const devices = [await recorded(hub, 'A', 0), await recorded(hub, 'B', 5)];
  const [a, b] = devices;
  const times = { spike: Date.now() - 12 * MINUTE, other: Date.now() - 8 * MINUTE };
  a?.send({ type: 'reading', time: times.spike, values: { pm2_5: 999.9 } });
  b?.send({ type: 'reading', time: times.other, values: { pm2_5: -3 } });
  await open(page, hub, 'A', '&compare=B');
  await page.getByTestId('chart-pause').click();
  await page.getByTestId('limits-toggle').uncheck();
  await expect(chartOf(page)).toHaveAttribute('data-doubtful', '2');
  const { from, to } = partOf(page);
  const share = (time: number) => (time - from) / (to - from);
  const near = (time: number) => signed(page, share(time) - 0.006, share(time) + 0.006);
  await expect.poll(() => near(times.spike)).toBeGreaterThan(25);
  expect(await near(times.other)).toBeGreaterThan(25);
  // Nothing was sent then.
  expect(await near(Date.now() - 25 * MINUTE)).toBe(0);
  // The word stands beside the shape.
  expect(await signed(page, share(times.spike) + 0.008, share(times.spike) + 0.06)).toBeGreaterThan(20);
  const legend = page.getByTestId('mark-legend').locator('li');
  await expect(legend.and(page.locator('[data-flag="rail"][data-count="1"]'))).toBeVisible();
  await expect(legend.and(page.locator('[data-flag="range"][data-count="1"]'))).toContainText('cannot be');
  await expect(legend.and(page.locator('[data-flag="spike"]'))).toContainText('far from its neighbours');
  expect(
    new Set(await legend.locator('path').evaluateAll((all) => all.map((one) => one.outerHTML))).size,
  ).toBe(await legend.count());

  const readout = page.getByTestId('mark-readout');
  const place = await placeAt(page, share(times.spike));
  await page.mouse.move(place.x, place.y);
  await expect(readout).toContainText('A: Doubtful: 999.9');
  await expect(readout).toContainText('end of the scale (rail), far from its neighbours (spike)');
  await page.mouse.move(5, 5);
  await plotOf(page).focus();
  await page.keyboard.press('d');
  await expect(readout).toContainText('999.9');
  await page.keyboard.press('d');
  await expect(readout).toContainText('B: Doubtful: \u22123');
  await page.keyboard.press('Shift+D');
  await expect(readout).toContainText('999.9');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(readout).not.toContainText('999.9');
  expect(await violations(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('doubtful.png') });

  await page.getByTestId('flags-toggle').uncheck();
  await expect(page.getByTestId('mark-legend')).toHaveCount(0);
  await expect.poll(() => near(times.spike)).toBe(0);
  expect(page.url()).toContain('flags=off');
  await page.reload();
  await isAtRest(page);
  await expect(page.getByTestId('flags-toggle')).not.toBeChecked();
  await expect(chartOf(page)).toHaveAttribute('data-doubtful', '0');
  for (const device of devices) device.close();
});

/** Pixels in the colour of marks in a part of the plot. */
function signed(page: Page, from: number, to: number): Promise<number> {
  return plotOf(page).evaluate(
    (plot, [left, right]) => {
      const canvas = plot.querySelector('canvas');
      const over = plot.querySelector('.u-over');
      const context = canvas?.getContext('2d');
      if (!canvas || !over || !context) throw new Error('no plot');
      const probe = document.createElement('span');
      probe.style.color = 'var(--offline)';
      document.body.append(probe);
      const wanted = (getComputedStyle(probe).color.match(/\d+/g) ?? []).map(Number);
      probe.remove();
      const scale = canvas.width / canvas.getBoundingClientRect().width;
      const [box, outer] = [over.getBoundingClientRect(), canvas.getBoundingClientRect()];
      const x = (share: number) => Math.round((box.left - outer.left + share * box.width) * scale);
      const { data } = context.getImageData(x(left), 0, x(right) - x(left), canvas.height);
      let count = 0;
      for (let i = 0; i < data.length; i += 4) {
        if (wanted.every((part, k) => Math.abs(part - (data[i + k] ?? 0)) < 8)) count += 1;
      }
      return count;
    },
    [from, to] as const,
  );
}
