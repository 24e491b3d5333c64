import { defineConfig } from 'vitest/config';

const hub = process.env.HUB_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  // Relative, so that the page also works behind a proxy that puts the hub under a path.
  base: './',
  build: {
    outDir: 'target/classes/dashboard',
    emptyOutDir: true,
    // Browsers that know light-dark(): the tokens stay one small set.
    target: ['chrome123', 'firefox120', 'safari17.5'],
    // A data: address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: {
    proxy: {
      '/api': { target: hub, changeOrigin: true },
      // The hub compares Origin with Host; rewriting both lets the dev server's page in.
      '/ws': { target: hub, ws: true, changeOrigin: true, rewriteWsOrigin: true },
    },
  },
  test: {
    include: ['src/**/*.test.ts', 'e2e/**/*.test.ts'],
    environment: 'node',
  },
});
