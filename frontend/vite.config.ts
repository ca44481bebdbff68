import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { lateSheetPlugin, staffPathsPlugin, stripPlugin, themePlugin } from './build/plugins';

const server = process.env.HARBOUR_SERVER ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [react(), themePlugin(), stripPlugin(), lateSheetPlugin(), staffPathsPlugin()],
  build: {
    target: ['chrome105', 'firefox110', 'safari16'],
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { agent: 'index.html', staff: 'staff.html' },
    },
  },
  server: { proxy: { '/api': server, '/now': server } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing.tsx'],
  },
});
