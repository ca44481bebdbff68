import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The walls inside the front end, checked on the sources themselves. */

const SRC = resolve(__dirname);
const MANTINE = resolve(SRC, '../node_modules/@mantine/core');

const walk = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const isTest = (file: string) => /\.test\.tsx?$|testing\.tsx$|\.d\.ts$/.test(file);
const files = walk(SRC).filter((file) => /\.tsx?$/.test(file) && !isTest(file));
const sources = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));
const named = (file: string) => relative(SRC, file);

const IMPORT = /(?:from\s+|import\s+|import\()\s*['"]([^'"]+)['"]/g;

function importsOf(source: string): string[] {
  return [...source.matchAll(IMPORT)].map((match) => match[1] ?? '');
}

function resolved(from: string, target: string): string | null {
  if (!target.startsWith('.')) return null;
  const base = resolve(dirname(from), target);
  return [base, `${base}.ts`, `${base}.tsx`].find((path) => sources.has(path)) ?? null;
}

const graph = new Map(
  [...sources].map(([file, source]) => [
    file,
    importsOf(source).flatMap((target) => resolved(file, target) ?? []),
  ]),
);

function reach(entry: string): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    graph.get(file)?.forEach(visit);
  };
  visit(join(SRC, entry));
  return seen;
}

const roomOf = (file: string) => /^rooms\/([^/]+)\//.exec(named(file))?.[1];
const shelfOf = (file: string) => named(file).split('/')[0] ?? '';
const edges = [...graph].flatMap(([from, targets]) => targets.map((to) => ({ from, to })));
const asText = (list: { from: string; to: string }[]) =>
  list.map(({ from, to }) => `${named(from)} -> ${named(to)}`);

/** Files that match, except the ones where it belongs. */
function offenders(pattern: RegExp, allowed: readonly string[] = []): string[] {
  return [...sources]
    .filter(([file, source]) => pattern.test(source) && !allowed.includes(named(file)))
    .map(([file]) => named(file));
}

describe('layers', () => {
  it('reads the sources it judges', () => {
    expect(files.length).toBeGreaterThan(40);
    expect(edges.length).toBeGreaterThan(60);
  });

  it('no room imports another room', () => {
    const across = edges.filter(({ from, to }) => {
      const [a, b] = [roomOf(from), roomOf(to)];
      return a !== undefined && b !== undefined && a !== b;
    });
    expect(asText(across)).toEqual([]);
  });

  it('imports point one way: app > rooms > ui > api > lib', () => {
    const order = ['lib', 'api', 'ui', 'rooms', 'app'];
    const upward = edges.filter(
      ({ from, to }) => order.indexOf(shelfOf(from)) < order.indexOf(shelfOf(to)),
    );
    expect(asText(upward)).toEqual([]);
  });

  it('agents download no room of the staff', () => {
    const rooms = (entry: string) =>
      new Set([...reach(entry)].flatMap((file) => roomOf(file) ?? []));
    const staff = rooms('app/staff.tsx');
    expect([...rooms('app/agent.tsx')].filter((room) => staff.has(room))).toEqual([]);
  });

  it('agents download nothing of the component library', () => {
    const users = [...reach('app/agent.tsx')].filter((file) =>
      /from '@mantine\//.test(sources.get(file) ?? ''),
    );
    expect(users.map(named)).toEqual([]);
  });
});

describe('one door', () => {
  it('only the client talks to the server', () => {
    const talk = /\bfetch\(|XMLHttpRequest|sendBeacon|EventSource|WebSocket/;
    expect(offenders(talk, ['api/client.ts'])).toEqual([]);
  });

  it('only two preferences and the mark of leaving are kept, in one place', () => {
    const storage = /localStorage|sessionStorage|indexedDB|document\.cookie\s*=/;
    expect(offenders(storage, ['lib/prefs.ts'])).toEqual([]);
  });

  it('only PageTitle writes the title, and nobody writes HTML or logs', () => {
    expect(offenders(/document\.title/, ['ui/PageTitle.tsx'])).toEqual([]);
    expect(offenders(/dangerouslySetInnerHTML|innerHTML|console\./)).toEqual([]);
  });

  it('addresses are written in lib/paths.ts and nowhere else', () => {
    expect(
      offenders(/(?:href|path|to)=?[:{]?\s*["'`]\/(?!api\/|assets\/)[a-z]/, ['lib/paths.ts']),
    ).toEqual([]);
  });
});

describe('strict content policy', () => {
  it('nothing that writes style elements at run time is used', () => {
    const writers =
      /import \{[^}]*\b(SimpleGrid|Grid|AppShell|Flex)\b[^}]*\} from '@mantine\/core'/;
    expect(offenders(writers)).toEqual([]);
    expect(offenders(/<style|visibleFrom|hiddenFrom|[a-z]+=\{\{ base:/)).toEqual([]);
  });

  it('overlays do not lock scrolling through a style element', () => {
    expect(offenders(/lockScroll(?!: false)/)).toEqual([]);
  });

  it('every component of the library that is used has its sheet', () => {
    const used = [...sources.values()].flatMap((source) =>
      [...source.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g)].flatMap((match) =>
        (match[1] ?? '').split(',').flatMap((name) => /^[A-Z]\w+$/.exec(name.trim()) ?? []),
      ),
    );
    const needed = new Set(used.flatMap((name) => [...sheetsOf(name)]));
    const css = readFileSync(join(SRC, 'app/staff.css'), 'utf8');
    const missing = [...needed].filter((sheet) => !css.includes(`/${sheet}.layer.css`));
    expect(missing).toEqual([]);
  });
});

/** Sheets a component needs: its own and those of the components it is built from. */
function sheetsOf(component: string, seen = new Set<string>()): Set<string> {
  const found = new Set<string>();
  const folder = join(MANTINE, 'esm/components', component);
  if (seen.has(component) || !existsSync(folder)) return found;
  seen.add(component);
  if (existsSync(join(MANTINE, 'styles', `${component}.layer.css`))) found.add(component);
  for (const file of walk(folder).filter((path) => path.endsWith('.mjs'))) {
    const code = readFileSync(file, 'utf8');
    for (const match of code.matchAll(/from "\.\.\/(?:\.\.\/)?([A-Z]\w+)\//g)) {
      for (const sheet of sheetsOf(match[1] ?? '', seen)) found.add(sheet);
    }
  }
  return found;
}
