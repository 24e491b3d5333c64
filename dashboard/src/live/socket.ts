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

/** The hub closes so when the session or token that the socket was opened with has ended. */
const NOT_ALLOWED_ANY_MORE = 4401;

/** @param refused called when the hub may not know this browser any more; it does not say so of a socket that never opened */
export function browserSocket(url: string, refused: () => void): OpenSocket {
  return (events) => {
    let opened = false;
    const socket = new WebSocket(url, SUBPROTOCOL);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') events.text(data);
      else if (data instanceof ArrayBuffer) events.binary(data);
    };
    socket.onopen = () => {
      opened = true;
    };
    // An error is always followed by a close, which is the one that counts.
    socket.onclose = ({ code }) => {
      events.closed();
      if (!opened || code === NOT_ALLOWED_ANY_MORE) refused();
    };
    return { send: (text) => socket.send(text), close: () => socket.close() };
  };
}
