import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { expect, rowOf, test } from './dashboard';
import { JsonDevice } from './devices';

test('the dev server shows a running hub, and shows a change of the source at once', async ({
  page,
  hub,
}) => {
  process.env.HUB_URL = hub.page;
  const root = fileURLToPath(new URL('..', import.meta.url));
  const server = await createServer({ root, logLevel: 'error', server: { host: '127.0.0.1', port: 0 } });
  try {
    await server.listen();
    const device = await JsonDevice.connect(hub, 'developed');
    device.send({ type: 'reading', values: { pm2_5: 7.35 } });
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    await expect(page.getByTestId('connection-state')).toHaveText('Live');
    await expect(rowOf(page, 'developed').getByTestId('device-value')).toHaveText('7.35');
    await page.evaluate(() => document.body.setAttribute('data-before', ''));
    server.ws.send({ type: 'full-reload' });
    await expect(page.locator('body[data-before]')).toHaveCount(0);
    await expect(rowOf(page, 'developed')).toBeVisible();
    device.close();
  } finally {
    await server.close();
  }
});
