/**
 * A device of the telemetry hub, for Node's `ws` and for the browser's own WebSocket.
 *
 * Numbers frames, keeps each until the hub has it on disk, and sends again after a cut what the hub has not.
 *
 *     const device = new Device({ hub: 'ws://127.0.0.1:8080', device: 'my-device', WebSocket });
 *     device.add({ 5: 21.37 });
 */

const ABSOLUTE_MS = 1; // flags: Unix time in ms, values as f32
const MOST_KEPT = 10_000; // frames; beyond that the oldest goes
const SILENCE_LIMIT_MS = 60_000;
const PROTOCOL = 'v1.readings.telemetry-hub';

/** A browser can send no header with a WebSocket, so the token goes as a subprotocol; Node could send either. */
function protocolsFor(token) {
  if (!token) return [PROTOCOL];
  const base64url = btoa(token).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  return [PROTOCOL, `base64url.bearer.authorization.telemetry-hub.${base64url}`];
}

function encode(epoch, seq, time, values) {
  const readings = Object.entries(values);
  const view = new DataView(new ArrayBuffer(20 + 6 * readings.length));
  view.setUint8(0, 1);
  view.setUint8(1, ABSOLUTE_MS);
  view.setUint16(2, readings.length, true);
  view.setUint32(4, epoch, true);
  view.setUint32(8, seq, true);
  view.setBigInt64(12, BigInt(time), true);
  readings.forEach(([channel, value], i) => {
    view.setUint16(20 + 6 * i, Number(channel), true);
    view.setFloat32(22 + 6 * i, value, true);
  });
  return view.buffer;
}

export class Device {
  #address;
  #protocols;
  #WebSocket;
  #onError;
  #epoch = crypto.getRandomValues(new Uint32Array(1))[0]; // this numbering; another one at each start
  #seq = 0;
  #lastTime = 0;
  #kept = new Map(); // frames by seq, oldest first
  #socket;
  #isLive = false;
  #failures = 0;
  #heardAt = 0;
  #timer;
  #watch;
  refused = 0;

  constructor({ hub, device, token, WebSocket = globalThis.WebSocket, onError = console.error }) {
    this.#address = `${hub}/ws/devices/${device}`;
    this.#protocols = protocolsFor(token);
    this.#WebSocket = WebSocket;
    this.#onError = onError;
    this.#watch = setInterval(() => this.#endSilence(), SILENCE_LIMIT_MS / 4);
    this.#connect();
  }

  /** How many frames are not acknowledged. */
  get pending() {
    return this.#kept.size;
  }

  /** Keeps a frame of values by channel, all taken at that Unix time in ms, and sends it when it can. */
  add(values, time) {
    // Two readings of one channel and one moment would be one reading.
    this.#lastTime = time ?? Math.max(this.#lastTime + 1, Date.now());
    const frame = encode(this.#epoch, ++this.#seq, this.#lastTime, values);
    if (this.#kept.size === 0) this.#heardAt = Date.now();
    this.#kept.set(this.#seq, frame);
    if (this.#kept.size > MOST_KEPT) this.#kept.delete(this.#kept.keys().next().value);
    if (this.#isLive) this.#socket.send(frame);
  }

  close() {
    clearTimeout(this.#timer);
    clearInterval(this.#watch);
    this.#leave();
  }

  #connect() {
    const socket = new this.#WebSocket(this.#address, this.#protocols);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }) => this.#take(data);
    socket.onerror = ({ message }) => this.#onError(`${this.#address}: ${message ?? 'connection failed'}`);
    socket.onclose = () => this.#reconnect();
    this.#socket = socket;
    this.#heardAt = Date.now();
  }

  #reconnect() {
    this.#leave();
    const wait = Math.random() * Math.min(30_000, 500 * 2 ** this.#failures++);
    this.#timer = setTimeout(() => this.#connect(), wait);
  }

  #leave() {
    this.#isLive = false;
    this.#socket.onclose = this.#socket.onmessage = null;
    this.#socket.onerror = () => {}; // `ws` throws an error that nobody hears
    this.#socket.close();
  }

  /** A browser shows no pings: a hub is gone when it acknowledges nothing. */
  #endSilence() {
    const waits = this.#kept.size > 0 || !this.#isLive;
    const isOpening = this.#socket.readyState <= 1;
    if (waits && isOpening && Date.now() - this.#heardAt > SILENCE_LIMIT_MS) this.#reconnect();
  }

  #take(data) {
    this.#heardAt = Date.now();
    if (typeof data !== 'string') {
      const view = new DataView(data);
      const isAck = view.byteLength === 12 && view.getUint32(0, true) === 0x81;
      if (isAck && view.getUint32(4, true) === this.#epoch) this.#forget(view.getUint32(8, true));
      return;
    }
    const message = JSON.parse(data);
    if (message.type === 'welcome') {
      this.#forget(message.resume.find(({ epoch }) => epoch === this.#epoch)?.seq ?? 0);
      this.#failures = 0;
      this.#isLive = true;
      for (const frame of this.#kept.values()) this.#socket.send(frame);
    } else if (message.type === 'error') {
      this.#onError(data);
      if (this.#kept.delete(message.seq)) this.refused++;
    }
  }

  #forget(durable) {
    for (const seq of this.#kept.keys()) {
      if (seq > durable) return;
      this.#kept.delete(seq);
    }
  }
}
