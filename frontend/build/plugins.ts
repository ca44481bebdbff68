import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';
import { helpSheet, stripSheet, themeSheet } from './sheets.ts';

/** Sheets under lasting names, which the static HTML and the server's own pages link to. */
const LASTING: Readonly<Record<string, () => string>> = {
  'assets/strip.css': stripSheet,
  'assets/help.css': helpSheet,
};
const THEME = 'virtual:theme.css';

/** Makes the lasting sheets and puts the crisis strip into both entries. */
export function stripPlugin(): Plugin {
  return {
    name: 'harbour-strip',
    generateBundle() {
      for (const [fileName, make] of Object.entries(LASTING)) {
        this.emitFile({ type: 'asset', fileName, source: minified(make()) });
      }
    },
    configureServer(server) {
      for (const [fileName, make] of Object.entries(LASTING)) {
        server.middlewares.use(`/${fileName}`, (_request, response) => {
          response.setHeader('Content-Type', 'text/css');
          response.end(make());
        });
      }
    },
    transformIndexHtml: {
      order: 'pre',
      handler: (html) =>
        html.replace(
          '<!--strip-->',
          readFileSync(new URL('../src/ui/strip.html', import.meta.url), 'utf8'),
        ),
    },
  };
}

/** `virtual:theme.css`: the component library's variables, made from the theme. */
export function themePlugin(): Plugin {
  return {
    name: 'harbour-theme',
    resolveId: (id) => (id === THEME ? `\0${THEME}` : undefined),
    load: (id) => (id === `\0${THEME}` ? themeSheet() : undefined),
  };
}

/**
 * Moves the application's own sheet behind the crisis strip: a sheet in the head holds back the
 * first paint, one in the body only what comes after it.
 */
export function lateSheetPlugin(): Plugin {
  const sheet = /\s*<link rel="stylesheet"[^>]*href="\/assets\/(?!strip\.css)[^>]*>/g;
  return {
    name: 'harbour-late-sheet',
    transformIndexHtml: {
      order: 'post',
      handler(html) {
        const found = html.match(sheet) ?? [];
        return html.replace(sheet, '').replace('</body>', `${found.join('').trim()}\n</body>`);
      },
    },
  };
}

/** Development: every staff path is answered by the staff page, as the server does it. */
export function staffPathsPlugin(): Plugin {
  return {
    name: 'harbour-staff-paths',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (/^\/(staff|ops|start)(\/|\?|$)/.test(request.url ?? '')) request.url = '/staff.html';
        next();
      });
    },
  };
}

/** Writes a gzip and a Brotli twin beside every text file; the server picks one by what is accepted. */
export function compressPlugin(): Plugin {
  return {
    name: 'harbour-compress',
    apply: 'build',
    writeBundle(options) {
      const folder = join(options.dir ?? 'dist', 'assets');
      for (const name of readdirSync(folder).filter((file) => /\.(js|css|svg)$/.test(file))) {
        const text = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(text, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(text));
      }
    },
  };
}

function minified(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,])\s*/g, '$1')
    .trim();
}
