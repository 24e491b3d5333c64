import { defineConfig } from '@playwright/test';
import base from './playwright.config';

process.env.BOTH_COMPILERS = 'yes';

/** `npm run measure`: figures, not tests; nothing in the build runs it. */
export default defineConfig({
  ...base,
  testDir: 'e2e/measure',
  testMatch: '*.measure.ts',
  timeout: 30 * 60_000,
  use: { ...base.use, actionTimeout: 30_000 },
});
