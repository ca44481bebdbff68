import { describe, expect, it } from 'vitest';
import { variantColors } from './theme';
import { dark, light, type Token } from './tokens';

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const TEXT_PAIRS: [Token, Token][] = [
  ['text', 'bg'],
  ['text', 'surface'],
  ['text', 'sunken'],
  ['text', 'crisis-soft'],
  ['text', 'primary-soft'],
  ['text-muted', 'bg'],
  ['text-muted', 'surface'],
  ['text-muted', 'sunken'],
  ['primary', 'bg'],
  ['primary', 'surface'],
  ['primary', 'sunken'],
  ['primary', 'primary-soft'],
  ['on-primary', 'primary'],
  ['on-primary', 'primary-hover'],
  ['crisis', 'bg'],
  ['crisis', 'surface'],
  ['crisis', 'sunken'],
  ['crisis', 'crisis-soft'],
  ['on-crisis', 'crisis'],
  ['on-crisis', 'crisis-hover'],
  ['warn', 'warn-soft'],
  ['warn', 'bg'],
  ['ok', 'ok-soft'],
  ['info', 'info-soft'],
  ['bg', 'text'],
  ['bg', 'text-muted'],
];

const GRAPHIC_PAIRS: [Token, Token][] = [
  ['control-border', 'bg'],
  ['control-border', 'surface'],
  ['focus', 'bg'],
  ['focus', 'surface'],
  ['series-1', 'surface'],
  ['series-2', 'surface'],
  ['series-3', 'surface'],
  ['series-4', 'surface'],
];

describe.each([
  ['light', light],
  ['dark', dark],
] as const)('%s theme', (_name, tokens) => {
  it.each(TEXT_PAIRS)('%s can be read on %s', (text, ground) => {
    expect(contrast(tokens[text], tokens[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(GRAPHIC_PAIRS)('%s can be seen on %s', (mark, ground) => {
    expect(contrast(tokens[mark], tokens[ground])).toBeGreaterThanOrEqual(3);
  });
});

describe('controls of the component library', () => {
  const pairs = new Set(TEXT_PAIRS.map(([text, ground]) => `var(--${text}) on var(--${ground})`));
  const colours = ['primary', 'crisis', 'warn', 'ok', 'info', 'unheard-of', undefined];

  it.each(['filled', 'light'])('%s gives only measured pairs', (variant) => {
    for (const color of colours) {
      const got = variantColors({ variant, color, theme: {} as never });
      expect(pairs).toContain(`${got.color} on ${got.background}`);
    }
  });
});
