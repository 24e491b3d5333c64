/** A hub that asks who somebody is, and the people who may come. */

import { expect, type Page } from '@playwright/test';
import { Hub } from './programs';

export const PASSWORD = 'correct horse battery';

/** By name; `root` was made with the setup link. */
export const PEOPLE = { root: 'admin', olga: 'operator', vic: 'viewer' } as const;
export type Person = keyof typeof PEOPLE;

const form = (fields: Record<string, string>) => ({
  method: 'POST',
  body: new URLSearchParams(fields),
  redirect: 'manual' as const,
});

export class ClosedHub {
  readonly hub: Hub;
  #cookie = '';

  private constructor(hub: Hub) {
    this.hub = hub;
  }

  static async start(...options: readonly string[]): Promise<ClosedHub> {
    const closed = new ClosedHub(await Hub.startClosed(...options));
    await closed.#makeAdmin();
    for (const [name, role] of Object.entries(PEOPLE)) {
      if (name !== 'root') await closed.call('POST', 'users', { name, role, password: PASSWORD });
    }
    return closed;
  }

  async #makeAdmin(): Promise<void> {
    const link = new URL(await this.hub.setupLink());
    const key = link.searchParams.get('key') ?? '';
    await fetch(new URL('/setup', link), form({ name: 'root', password: PASSWORD, key }));
    const login = await fetch(new URL('/login', link), form({ name: 'root', password: PASSWORD }));
    this.#cookie = (login.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  }

  get page(): string {
    return this.hub.page;
  }

  /** As the admin, beside the page that is tested. */
  async call(method: string, path: string, body?: object | string): Promise<Response> {
    const headers = {
      Cookie: this.#cookie,
      Origin: new URL(this.page).origin,
      'Content-Type': typeof body === 'string' ? 'text/csv' : 'application/json',
    };
    const text = typeof body === 'object' ? JSON.stringify(body) : body;
    const response = await fetch(`${this.page}api/v1/${path}`, {
      method,
      headers,
      ...(text === undefined ? {} : { body: text }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  /** With the token of a program or nothing; the status says what came of it. */
  async statusFor(token: string, path: string): Promise<number> {
    const headers = { Authorization: `Bearer ${token}` };
    return (await fetch(`${this.page}api/v1/${path}`, { headers })).status;
  }

  /** Through the page, as a person does it; `address` is what stands behind the #. */
  async signIn(page: Page, name: Person | string, address = '', password = PASSWORD): Promise<void> {
    await page.goto(`${this.page}${address}`);
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect(page.getByTestId('account')).toBeVisible();
  }
}
