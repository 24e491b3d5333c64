/** Sends frames, and ends when the hub has all of them. Takes `ws` from the working directory. */
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { Device } from './telemetry-hub-client.mjs';

const [hub, id, frames = '10', intervalMillis = '1000', token] = process.argv.slice(2);
if (!id) {
  console.error('Usage: node example-node.mjs HUB DEVICE [FRAMES] [INTERVAL_MS] [TOKEN]');
  process.exit(64);
}
const { WebSocket } = createRequire(`${process.cwd()}/`)('ws');

const device = new Device({ hub, device: id, token, WebSocket });
for (let i = 0; i < Number(frames); i++) {
  device.add({ 5: i, 6: i / 2 }); // temperature, humidity
  await sleep(Number(intervalMillis));
}
while (device.pending > 0) await sleep(10);
device.close();
console.log(`acknowledged ${Number(frames) - device.refused} of ${frames}`);
process.exitCode = device.refused > 0 ? 1 : 0;
