/** Devices that a test plays itself. */

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import { encodeReadings } from './device-protocol';
import type { Hub } from './programs';

/** A person with a terminal: JSON in text frames. */
export class JsonDevice {
  readonly #socket: WebSocket;
  /** The code with which the connection was closed, once it is. */
  readonly closed: Promise<number>;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => {
      socket.on('close', resolve);
    });
  }

  static async connect(hub: Hub, id: string, token?: string): Promise<JsonDevice> {
    const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
    const socket = new WebSocket(`${hub.socket}/ws/devices/${id}`, { headers });
    await once(socket, 'open');
    return new JsonDevice(socket);
  }

  send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** Answers each command with what `answer` makes of it. */
  onCommand(answer: (command: { readonly id: string; readonly name: string }) => object): void {
    this.#socket.on('message', (data) => {
      const message = JSON.parse(String(data));
      if (message.type === 'command') this.send({ type: 'result', id: message.id, ...answer(message) });
    });
  }

  close(): void {
    this.#socket.close();
  }
}

/** A device below the level of a WebSocket library, so that it can stop answering pings and stay connected. */
export class BareDevice {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    // Read and never answered: not a ping, not a close.
    socket.resume();
    socket.on('error', () => socket.destroy());
  }

  static async connect(hub: Hub, id: string): Promise<BareDevice> {
    const socket = connect(hub.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(
      [
        `GET /ws/devices/${id} HTTP/1.1`,
        `Host: 127.0.0.1:${hub.port}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Version: 13',
        '',
        '',
      ].join('\r\n'),
    );
    const [answer] = await once(socket, 'data');
    if (!String(answer).startsWith('HTTP/1.1 101')) throw new Error(`no upgrade: ${answer}`);
    return new BareDevice(socket);
  }

  /** One reading at the hub's time, in a binary frame of the device protocol. */
  sendReading(channel: number, value: number): void {
    const readings = [{ channel, offset: 0, value }];
    const flags = { mode: 'hub', micros: false, f64: true, offsets: false } as const;
    this.#sendBinary(encodeReadings({ ...flags, epoch: 1, seq: 0, base: 0n, readings }));
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Final, binary, masked with zeros, as some firmware does it. Payloads are under 126 bytes here. */
  #sendBinary(payload: Uint8Array): void {
    this.#socket.write(Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload]));
  }
}
