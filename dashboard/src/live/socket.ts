/** The little of a WebSocket that the connection needs, so that tests can script one. */

export interface SocketEvents {
  text(data: string): void;
  binary(data: ArrayBuffer): void;
  /** At most once, and nothing after it. */
  closed(): void;
}

export interface LiveSocket {
  send(text: string): void;
  close(): void;
}

export type OpenSocket = (events: SocketEvents) => LiveSocket;

const SUBPROTOCOL = 'v1.live.telemetry-hub';

export function browserSocket(url: string): OpenSocket {
  return (events) => {
    const socket = new WebSocket(url, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.text(data);
      else if (data instanceof ArrayBuffer) events.binary(data);
    };
    // An error is always followed by a close, which is the one that counts.
    socket.onclose = () => events.closed();
    return { send: (text) => socket.send(text), close: () => socket.close() };
  };
}
