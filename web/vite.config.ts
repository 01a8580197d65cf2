import { defineConfig } from 'vite'
import { fileURLToPath } from 'node:url'
import { plainPlayer } from './build/plain-player.mjs'
import { stillAssets } from './build/still-assets.mjs'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('.'),
  base: '/assets/',
  publicDir: false,
  plugins: [plainPlayer(), stillAssets(here('.'))],
  build: {
    outDir: here('../target/classes/static/assets'),
    emptyOutDir: true,
    assetsDir: '',
    // The content security policy allows no data: URL but for images, so nothing is inlined.
    assetsInlineLimit: 0,
    // Vite adds a polyfill for browsers without modulepreload; all of ours have it.
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    sourcemap: true,
    target: 'es2022',
    // Browsers that know light-dark(), so that a colour and its night twin stay one value.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    rollupOptions: { input: { main: here('scripts/main.ts') } },
  },
  test: { environment: 'happy-dom', include: ['tests/**/*.test.ts'] },
})
