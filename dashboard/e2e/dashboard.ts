/** What the tests start from, and where they look. */

import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { ClosedHub } from './people';
import { Hub, Simulator } from './programs';

export const FLEET_SIZE = 50;

interface Fixtures {
  /** A hub of the test's own, without devices. */
  readonly hub: Hub;
  /** More options for `hub`. */
  readonly hubOptions: readonly string[];
  /** A hub of the test's own that asks who somebody is, with a user of each role. */
  readonly closedHub: ClosedHub;
  /** What the page complained of: exceptions, and content the policy forbade. */
  readonly complaints: string[];
}

interface WorkerFixtures {
  /** A hub with fifty simulated devices, shared by tests that only look. */
  readonly fleetHub: Hub;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  hubOptions: [[], { option: true }],
  hub: async ({ hubOptions }, use) => {
    const hub = await Hub.start(...hubOptions);
    await use(hub);
    await hub.dispose();
  },
  closedHub: async ({ hubOptions }, use) => {
    const closed = await ClosedHub.start(...hubOptions);
    await use(closed);
    await closed.hub.dispose();
  },
  fleetHub: [
    // biome-ignore lint/correctness/noEmptyPattern: how a fixture says that it needs no other
    async ({}, use) => {
      const hub = await Hub.start();
      const simulator = new Simulator(hub, FLEET_SIZE);
      await use(hub);
      await simulator.dispose();
      await hub.dispose();
    },
    { scope: 'worker' },
  ],
  complaints: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (/Content Security Policy/i.test(message.text())) complaints.push(message.text());
      });
      await use(complaints);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export const rowOf = (page: Page, device: string): Locator =>
  page.locator(`[data-testid="device-row"][data-device="${device}"]`);

export const eventsOf = (page: Page, device: string): Locator =>
  page.locator(`[data-testid="event-row"][data-device="${device}"]`);

export async function allOnline(page: Page): Promise<void> {
  await expect(page.getByTestId('fleet-online')).toHaveText(String(FLEET_SIZE));
}

export interface ChartState {
  readonly points: number;
  readonly lastTime: number;
}

export async function chartState(page: Page): Promise<ChartState> {
  const chart = page.getByTestId('chart');
  const points = Number(await chart.getAttribute('data-points'));
  const lastTime = Number(await chart.getAttribute('data-last-time'));
  return { points, lastTime };
}

/** Waits until the chart has gone on from where it was. */
export async function chartMovesOn(page: Page, before: ChartState): Promise<void> {
  await expect(async () => {
    const { points, lastTime } = await chartState(page);
    expect(points).toBeGreaterThan(before.points);
    expect(lastTime).toBeGreaterThan(before.lastTime);
  }).toPass();
}

export { expect };
