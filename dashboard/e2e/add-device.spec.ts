import { WebSocket } from 'ws';
import { violations } from './accessibility';
import { expect, test } from './dashboard';

test('from a name to the first reading', async ({ page, hub }, testInfo) => {
  await page.goto(hub.page);
  await page.getByRole('link', { name: 'Add a device' }).click();
  const id = page.getByLabel('Id of the device');
  await id.fill('two words');
  await expect(id).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByTestId('snippet')).toHaveCount(0);
  await id.fill('balcony-1');
  await expect(id).toHaveAttribute('aria-invalid', 'false');
  expect(page.url()).toContain('device=balcony-1');
  await expect(page.getByText('java -jar hub-server.jar token --data DIR --device balcony-1')).toBeVisible();
  const address = `${hub.socket}/ws/devices/balcony-1`;
  await expect(page.getByRole('img', { name: `QR code of ${address}` })).toBeVisible();
  for (const [name, part] of [
    ['Terminal', `wscat -H 'Authorization: Bearer TOKEN' -c ${address}`],
    ['Python', `telemetry_hub_client.py ${hub.socket} balcony-1 --token TOKEN`],
    ['C', `./sensor 127.0.0.1 ${hub.port} balcony-1 10 1000 hub TOKEN`],
    ['Arduino', 'HUB_PATH = "/ws/devices/balcony-1"'],
  ] as const) {
    await page.getByRole('button', { name, exact: true }).click();
    await expect(page.getByTestId('snippet').last()).toContainText(part);
  }
  expect(await violations(page)).toEqual([]);

  const register = page.getByRole('button', { name: 'Register it and make a token' });
  await register.click();
  await expect(page.getByRole('status').filter({ hasText: 'shown this once' })).toBeVisible();
  await expect(page.getByLabel('Token of balcony-1')).toHaveText(/^[A-Za-z0-9_-]{20,}$/);
  await expect(register).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await expect(page.getByLabel('Token of balcony-1')).toHaveCount(0);
  await register.click();
  await expect(page.getByRole('alert')).toContainText('balcony-1');

  const progress = page.getByTestId('first-reading');
  await expect(progress).toHaveAttribute('data-progress', 'waiting');
  await page.getByRole('button', { name: 'Terminal' }).click();
  const text = (await page.getByTestId('snippet').last().textContent()) ?? '';
  const sample = /^> (.*)$/m.exec(text)?.[1] ?? '';
  // As the page says it: that address, and that line.
  const socket = new WebSocket(address);
  await expect(progress).toHaveAttribute('data-progress', 'connected');
  socket.send(sample);
  await expect(progress).toHaveAttribute('data-progress', 'arrived');
  await expect(progress).toContainText('Temperature 21.5\u00a0°C');
  await page.screenshot({ path: testInfo.outputPath('add-device.png'), fullPage: true });
  await progress.getByRole('link', { name: 'Open balcony-1' }).click();
  await expect(page.getByTestId('device-page')).toHaveAttribute('data-device', 'balcony-1');
  socket.close();
});
