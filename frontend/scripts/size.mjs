// What a first visit downloads, from Vite's manifest, held against the budgets. Fails above them.
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = pathToFileURL(`${resolve(process.argv[2] ?? 'dist')}/`);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));
const KB = 1000;

const gz = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;

/** All chunks that a chunk pulls in without being asked. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key].imports ?? []) closure(next, seen);
  return seen;
}

function weigh(keys) {
  const chunks = new Set(keys.flatMap((key) => [...closure(key)]));
  const js = new Set();
  const css = new Set();
  for (const key of chunks) {
    const { file, css: sheets = [] } = manifest[key];
    if (file.endsWith('.js')) js.add(file);
    for (const sheet of sheets) css.add(sheet);
  }
  const sum = (files) => [...files].reduce((total, file) => total + gz(file), 0);
  return { js: sum(js), css: sum(css), requests: js.size + css.size };
}

const entries = { agent: 'index.html', staff: 'staff.html' };
const lazyOf = (entry) => manifest[entries[entry]].dynamicImports ?? [];
const pages = (entry) => lazyOf(entry).filter((key) => /src\/rooms\/.*\.tsx$/.test(key));
const wordsNear = (key, lang) => {
  const folder = key.replace(/[^/]+$/, '');
  return Object.keys(manifest).filter(
    (one) => one.startsWith(folder) && one.endsWith(`words.${lang}.ts`),
  );
};
const frameWords = (entry, lang) =>
  Object.keys(manifest).filter(
    (key) => key === `src/ui/words.${lang}.ts` || key === `src/app/${entry}.words.${lang}.ts`,
  );

const rows = [];
const check = (what, bytes, budgetKb) =>
  rows.push({ what, kb: bytes / KB, budgetKb, over: bytes > budgetKb * KB });

/** What one page costs at a first visit, in the heavier language. */
function firstVisit(entry, page) {
  const inLang = (lang) =>
    weigh([entries[entry], page, ...frameWords(entry, lang), ...wordsNear(page, lang)]);
  const [en, zh] = [inLang('en'), inLang('zh')];
  return en.js > zh.js ? en : zh;
}

const FIRST_JS = { agent: 115, staff: 200 };
const STRIP = gz('assets/strip.css');
for (const entry of Object.keys(entries)) {
  check(`${entry}: HTML with the crisis strip`, gz(entries[entry]), 6);
  const shell = weigh([entries[entry], ...frameWords(entry, 'zh')]);
  check(`${entry}: shell JS`, shell.js, FIRST_JS[entry]);
  for (const page of pages(entry)) {
    const visit = firstVisit(entry, page);
    check(`${entry}: first visit of ${page}, JS`, visit.js, FIRST_JS[entry]);
    if (entry === 'agent') {
      check(`${entry}: first visit of ${page}, CSS`, visit.css + STRIP, 12);
      const words = weigh([...frameWords(entry, 'zh'), ...wordsNear(page, 'zh')]);
      check(`${entry}: words of ${page}`, words.js, 8);
      // The page itself, the strip's sheet and the first script come on top.
      check(`${entry}: first visit of ${page}, files (not kB)`, (visit.requests + 3) * KB, 12);
    }
    const budget = entry === 'agent' ? 15 : /ops/.test(page) ? 20 : 60;
    const alone = visit.js - shell.js;
    check(`${entry}: ${page} on top of the shell, JS`, Math.max(0, alone), budget);
  }
}
check('sheet of the crisis strip', STRIP, 3);
check('sheet of the help page', gz('assets/help.css'), 3);

const stray = readdirSync(new URL('assets/', dist)).filter((file) =>
  /\.(woff2?|ttf|map)$/.test(file),
);
for (const row of rows) {
  const mark = row.over ? 'OVER' : 'ok  ';
  process.stdout.write(`${mark} ${row.kb.toFixed(1).padStart(7)} / ${row.budgetKb}  ${row.what}\n`);
}
if (stray.length > 0) process.stdout.write(`OVER  fonts or source maps: ${stray.join(', ')}\n`);
process.exit(rows.some((row) => row.over) || stray.length > 0 ? 1 : 0);
