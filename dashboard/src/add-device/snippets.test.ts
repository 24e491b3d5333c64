import { describe, expect, it } from 'vitest';
import { deviceSocket, isDeviceId, snippets, tokenCommand } from './snippets';

describe('the id of a device', () => {
  it.each(['a', 'my-sensor', 'A.b_c:d-9', 'x'.repeat(64), '...'])('%j is one', (id) => {
    expect(isDeviceId(id)).toBe(true);
  });

  it.each(['', ' ', 'a b', 'a/b', 'ä', '.', '..', 'x'.repeat(65), '$(rm)', "'"])('%j is none', (id) => {
    expect(isDeviceId(id)).toBe(false);
  });
});

describe('snippets', () => {
  it('are for the address at which the page is', () => {
    expect(deviceSocket('http://127.0.0.1:8080/#/add?device=a', 'a')).toBe(
      'ws://127.0.0.1:8080/ws/devices/a',
    );
    expect(deviceSocket('https://hub.example/far/index.html?kiosk#/', 'a')).toBe(
      'wss://hub.example/far/ws/devices/a',
    );
  });

  it('name the device and hold no token', () => {
    const all = snippets('https://hub.example/', 'my-sensor');
    expect(all.map(({ name }) => name)).toEqual(['Terminal', 'Python', 'C', 'Arduino']);
    for (const { code } of all) {
      expect(code).toContain('my-sensor');
      expect(code).not.toMatch(/[?&]token=/);
    }
    const arduino = all.at(-1)?.code ?? '';
    expect(arduino).toContain('HUB_PORT = 443');
    expect(arduino).toContain('HUB_PATH = "/ws/devices/my-sensor"');
    expect(tokenCommand('a')).toBe('java -jar hub-server.jar token --data DIR --device a');
  });
});
