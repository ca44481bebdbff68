import { readFileSync } from 'node:fs';
import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { theme } from '../src/ui/theme.ts';
import { dark, fonts, light, type Token } from '../src/ui/tokens.ts';

const lines = (tokens: Record<Token, string>): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name}:${value};`)
    .join('');

/** The tokens of both themes. Without a script the system decides; print is always light. */
export function tokenSheet(): string {
  return [
    `:root{color-scheme:light;--font:${fonts.latin};--leading:1.6;--strong:600;${lines(light)}}`,
    `:root:lang(zh-Hans){--font:${fonts.han};--leading:1.75}`,
    `@media screen and (prefers-color-scheme:dark){:root:not([data-mantine-color-scheme=light]){color-scheme:dark;${lines(dark)}}}`,
    `@media screen{:root[data-mantine-color-scheme=dark]{color-scheme:dark;${lines(dark)}}}`,
  ].join('\n');
}

const source = (name: string): string =>
  readFileSync(new URL(`../src/ui/${name}`, import.meta.url), 'utf8');

/** Tokens, plain elements and the crisis strip: first in every page, before any script. */
export const stripSheet = (): string => `${tokenSheet()}\n${source('strip.css')}`;

/** What the server's own pages need beside it: one column, plain controls, print. */
export const helpSheet = (): string => source('help.css');

/** Families the product never names; their hundred shades would only be weight. */
const KEPT = new Set(['primary', 'red', 'gray', 'dark']);

const TOKEN_BACKED: Record<string, string> = {
  '--mantine-color-bright': 'var(--text)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-error': 'var(--crisis)',
  '--mantine-color-success': 'var(--ok)',
  '--mantine-color-placeholder': 'var(--text-muted)',
  '--mantine-color-anchor': 'var(--primary)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--control-border)',
  '--mantine-color-dimmed': 'var(--text-muted)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text-muted)',
  '--mantine-color-disabled-border': 'var(--border)',
  '--mantine-primary-color-contrast': 'var(--on-primary)',
};

function familyTokens(family: 'primary' | 'red', tone: 'primary' | 'crisis') {
  return {
    [`--mantine-color-${family}-text`]: `var(--${tone})`,
    [`--mantine-color-${family}-filled`]: `var(--${tone})`,
    [`--mantine-color-${family}-filled-hover`]: `var(--${tone}-hover)`,
    [`--mantine-color-${family}-light`]: `var(--${tone}-soft)`,
    [`--mantine-color-${family}-light-hover`]: `var(--${tone}-soft)`,
    [`--mantine-color-${family}-light-color`]: `var(--${tone})`,
    [`--mantine-color-${family}-outline`]: `var(--${tone})`,
    [`--mantine-color-${family}-outline-hover`]: `var(--${tone}-soft)`,
    [`--mantine-color-${family}-contrast`]: `var(--on-${tone})`,
  };
}

/** The component library's variables as a static sheet, so that it need not write any at run time. */
export function themeSheet(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const colors = Object.fromEntries(
    Object.entries(merged.colors).filter(([name]) => KEPT.has(name)),
  ) as typeof merged.colors;
  const resolved = defaultCssVariablesResolver({ ...merged, colors });
  const ours = {
    ...TOKEN_BACKED,
    ...familyTokens('primary', 'primary'),
    ...familyTokens('red', 'crisis'),
  };
  return convertCssVariables(
    {
      variables: resolved.variables,
      light: { ...resolved.light, ...ours },
      dark: { ...resolved.dark, ...ours },
    },
    ':root',
  );
}
