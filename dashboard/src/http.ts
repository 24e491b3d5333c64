/** The hub's HTTP interface, as far as pages ask it for something. */

import { strings } from './strings';

/** The body of a GET, as text; fails with what a person can read. `address` is relative to the page. */
export async function getText(address: string): Promise<string> {
  const response = await fetch(new URL(address, document.baseURI));
  if (!response.ok) throw new Error(strings.httpFailed(response.status));
  return response.text();
}
