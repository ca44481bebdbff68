import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { stripSheet, themeSheet } from './sheets';

const STRIP_SHEET = 'assets/strip.css';
const THEME = 'virtual:theme.css';

/** Serves the token and strip sheet under one lasting name, which server-made pages link to. */
export function stripPlugin(): Plugin {
  return {
    name: 'harbour-strip',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: STRIP_SHEET, source: minified(stripSheet()) });
    },
    configureServer(server) {
      server.middlewares.use(`/${STRIP_SHEET}`, (_request, response) => {
        response.setHeader('Content-Type', 'text/css');
        response.end(stripSheet());
      });
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

function minified(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/\s*([{};,])\s*/g, '$1')
    .trim();
}
