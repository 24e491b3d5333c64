/** What a person types or pastes to connect a device, for this hub and this device. No token is in it. */

import { strings } from '../strings';

/** As the hub has it: `DeviceId`. */
const DEVICE_ID = /^[A-Za-z0-9._:-]{1,64}$/;

/** Words of one dot or two would be taken for steps in a path by whatever is on the way. */
export function isDeviceId(text: string): boolean {
  return DEVICE_ID.test(text) && text !== '.' && text !== '..';
}

/** Where devices connect, as this page was reached: `base` is the page's own address. */
export function hubAddress(base: string): string {
  const url = new URL('.', base);
  return url.href.replace(/^http/, 'ws').replace(/\/$/, '');
}

export function deviceSocket(base: string, device: string): string {
  return `${hubAddress(base)}/ws/devices/${device}`;
}

/** What an operator runs where the hub is. It prints the token, once. */
export function tokenCommand(device: string): string {
  return `java -jar hub-server.jar token --data DIR --device ${device}`;
}

export const SAMPLE = '{"type":"reading","values":{"temperature":21.5}}';

export interface Snippet {
  readonly name: string;
  readonly note: string;
  readonly code: string;
}

function arduino(base: string, device: string): string {
  const url = new URL(deviceSocket(base, device));
  const isSecure = url.protocol === 'wss:';
  return [
    `static const char *HUB_HOST = "${url.hostname}";`,
    `static const uint16_t HUB_PORT = ${url.port || (isSecure ? 443 : 80)};`,
    `static const char *HUB_PATH = "${url.pathname}";`,
    'static const char *AUTHORIZATION = "Authorization: Bearer TOKEN";',
    ...(isSecure ? ['/* and webSocket.beginSSL(…) instead of begin(…) */'] : []),
  ].join('\n');
}

function shell(base: string, device: string): string {
  const address = deviceSocket(base, device);
  return [
    `echo '${SAMPLE}' |`,
    `  websocat -n -H 'Authorization: Bearer TOKEN' ${address}`,
    '',
    '# or, line by line:',
    `npx wscat -H 'Authorization: Bearer TOKEN' -c ${address}`,
    `> ${SAMPLE}`,
    '',
    '# what the hub knows of it, with a token for viewers:',
    `curl -u me:VIEWER_TOKEN ${new URL(`api/v1/devices/${device}`, base).href.replace(/[?#].*/, '')}`,
  ].join('\n');
}

export function snippets(base: string, device: string): readonly Snippet[] {
  const hub = hubAddress(base);
  const { hostname, port } = new URL(hub);
  return [
    { name: strings.shell, note: strings.shellNote, code: shell(base, device) },
    {
      name: 'Python',
      note: strings.pythonNote,
      code: `pip install websockets\npython3 telemetry_hub_client.py ${hub} ${device} --token TOKEN`,
    },
    {
      name: 'C',
      note: strings.cNote,
      code: `cc -std=c99 -o sensor example_posix.c telemetry_*.c\n./sensor ${hostname} ${port || 80} ${device} 10 1000 hub TOKEN`,
    },
    { name: 'Arduino', note: strings.arduinoNote, code: arduino(base, device) },
  ];
}
