/** The registry of devices, as far as a new one is put into it. */

import { type Answer, ask } from '../api';
import { objectOf, string } from '../live/check';

const registered = objectOf((take) => ({ token: take('token', string) }));

/** Registers a device. Its token is told here and never again. */
export function register(device: string): Promise<Answer<{ readonly token: string }>> {
  return ask('api/v1/registry/devices', registered, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ id: device }),
  });
}
