import { chartOf, exportedRows, isAtRest, storedRows } from './chart';
import { CutProxy } from './cut-proxy';
import { expect, test } from './dashboard';
import { JsonDevice } from './devices';

// So that the round trip is known soon.
test.use({ hubOptions: ['--heartbeat-seconds', '1'] });

test('after twenty cuts under a live chart, chart and table equal history', async ({ page, hub }) => {
  test.setTimeout(180_000);
  const proxy = await CutProxy.before(hub);
  const device = await JsonDevice.connect(hub, 'cut');
  let sent = 0;
  const timer = setInterval(
    () => device.send({ type: 'reading', values: { temperature: 20 + (sent++ % 40) / 4 } }),
    50,
  );
  const answers: { readonly resumed?: boolean }[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      const message = typeof payload === 'string' ? JSON.parse(payload) : {};
      if (message.type === 'subscribed' && 'resumed' in message) answers.push(message);
    }),
  );
  await page.goto(`${proxy.page}#/devices/cut`);
  await page.getByTestId('reading-table').locator('summary').click();
  await expect(page.getByTestId('reading-row').nth(20)).toBeVisible();
  const retry = page.getByRole('button', { name: 'Retry now' });
  for (let cut = 0; cut < 20; cut++) {
    const before = answers.length;
    proxy.cut();
    await expect(async () => {
      // After several short connections the page waits longer; nobody has to wait with it.
      if (await retry.isVisible()) await retry.click({ timeout: 500 }).catch(() => {});
      expect(answers.length).toBeGreaterThan(before);
    }).toPass({ intervals: [100] });
  }
  clearInterval(timer);
  await expect(async () => expect((await hub.history('cut', 'temperature')).length).toBe(sent)).toPass();
  await expect(page.locator('[data-testid="reading-table"] table')).toHaveAttribute(
    'data-readings',
    String(sent),
  );
  await expect(chartOf(page)).toHaveAttribute('data-points', String(sent));
  const rows = await page
    .getByTestId('reading-row')
    .evaluateAll((all) => all.map(({ dataset }) => Number(dataset.value)).reverse());
  const history = await hub.history('cut', 'temperature');
  expect(rows).toEqual(history.slice(-rows.length).map(({ value }) => value));
  await isAtRest(page);
  const chart = chartOf(page);
  const from = Number(await chart.getAttribute('data-from'));
  const step = `PT${Number(await chart.getAttribute('data-width')) / 1e6}S`;
  expect(await exportedRows(page)).toEqual(
    await storedRows(hub, ['cut'], ['temperature'], { from: new Date(from).toISOString(), step }),
  );
  expect(answers.length).toBeGreaterThanOrEqual(20);
  expect(answers.every(({ resumed }) => resumed)).toBe(true);
  device.close();
  await proxy.dispose();
});

test('sessions and outages, and why', async ({ page, hub }) => {
  const first = await JsonDevice.connect(hub, 'comes-and-goes');
  first.send({ type: 'reading', values: { temperature: 20 } });
  await page.goto(`${hub.page}#/devices/comes-and-goes`);
  const sessions = page.getByTestId('sessions');
  await expect(sessions.getByTestId('session')).toHaveCount(1);
  await expect(sessions.getByTestId('outage')).toHaveCount(0);
  first.close();
  await expect(sessions.getByTestId('outage')).toHaveAttribute('data-reason', 'closed');
  await expect(sessions.getByTestId('outage')).toContainText('goes on');
  const second = await JsonDevice.connect(hub, 'comes-and-goes');
  second.send({ type: 'reading', values: { temperature: 21 } });
  await expect(sessions.getByTestId('session')).toHaveCount(2);
  await expect(sessions.getByTestId('connected-share')).toContainText('2 sessions, 1 outage');
  await expect(page.getByTestId('round-trip')).not.toHaveText('–');
  second.close();
});

test('clock offset: a device whose clock is behind', async ({ page, hub }) => {
  const device = await JsonDevice.connect(hub, 'late');
  device.send({ type: 'reading', time: Date.now() - 90_000, values: { temperature: 20 } });
  await page.goto(`${hub.page}#/devices/late`);
  await expect(page.getByTestId('clock-offset')).toContainText('behind');
  await page.getByTestId('raw-values').locator('summary').click();
  await expect(page.getByTestId('raw-value')).toContainText('Z');
  device.close();
});

test('a command is issued, and its states are seen as they come', async ({ page, hub }) => {
  const device = await JsonDevice.connect(hub, 'obedient');
  device.send({ type: 'reading', values: { temperature: 20 } });
  await page.goto(`${hub.page}#/devices/obedient`);
  await expect(page.getByTestId('commands')).toContainText('No commands yet');
  await page.getByTestId('command-name').fill('set-interval');
  await page.getByTestId('command-args').fill('{"seconds": ');
  await page.getByTestId('command-issue').click();
  await expect(page.getByTestId('command-result')).toHaveAttribute('data-kind', 'problem');
  await page.getByTestId('command-args').fill('{"seconds": 30}');
  await page.getByTestId('command-issue').click();
  await expect(page.getByTestId('command-result')).toHaveAttribute('data-kind', 'done');
  const command = page.getByTestId('command');
  await expect(command).toHaveAttribute('data-state', 'sent');
  device.close();

  const again = await JsonDevice.connect(hub, 'obedient');
  again.onCommand(({ name }) =>
    name === 'set-interval' ? { ok: true, data: { was: 145 } } : { ok: false, error: 'unknown command' },
  );
  await expect(command).toHaveAttribute('data-state', 'done');
  await expect(command).toContainText('145');
  await page.getByTestId('command-name').fill('dance');
  await page.getByTestId('command-args').fill('');
  await page.getByTestId('command-issue').click();
  await expect(command.first()).toHaveAttribute('data-state', 'failed');
  await expect(command.first()).toContainText('unknown command');
  again.close();
});
