/** axe-core in the page. Through `evaluate`, because the hub's content security policy forbids an added script. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds, each with the first element that it found it in. */
export async function violations(page: Page): Promise<readonly object[]> {
  await page.evaluate(source);
  return page.evaluate(async () => {
    const results = await window.axe.run();
    return results.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      html: nodes[0]?.html,
      why: nodes[0]?.failureSummary,
    }));
  });
}
