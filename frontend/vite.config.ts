import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { agentChunks } from './build/chunks.ts';
import {
  compressPlugin,
  lateSheetPlugin,
  staffPathsPlugin,
  stripPlugin,
  themePlugin,
} from './build/plugins.ts';

const server = process.env.HARBOUR_SERVER ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [
    react(),
    themePlugin(),
    stripPlugin(),
    lateSheetPlugin(),
    staffPathsPlugin(),
    compressPlugin(),
  ],
  build: {
    target: ['chrome105', 'firefox110', 'safari16'],
    manifest: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { agent: 'index.html', staff: 'staff.html' },
      output: {
        // Twelve hex digits between dots: what a server can tell from a lasting name by pattern.
        hashCharacters: 'hex',
        entryFileNames: 'assets/[name].[hash:12].js',
        chunkFileNames: 'assets/[name].[hash:12].js',
        assetFileNames: 'assets/[name].[hash:12][extname]',
        codeSplitting: agentChunks,
        minify: { compress: { dropConsole: true } },
      },
    },
  },
  server: { proxy: { '/api': server, '/now': server } },
  test: {
    // A document is made for the files that draw; a plain one that needs it says so in its first line.
    projects: [
      { extends: true, test: { name: 'plain', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'drawn',
          include: ['src/**/*.test.tsx'],
          environment: 'happy-dom',
          isolate: false, // `testing.tsx` tidies up between tests; a document of its own each took half the time
          environmentOptions: {
            happyDOM: { settings: { handleDisabledFileLoadingAsSuccess: true } },
          },
          setupFiles: ['src/testing.tsx'],
        },
      },
    ],
  },
});
