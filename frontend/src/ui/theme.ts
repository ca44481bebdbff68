import {
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';
import { dark, light, type Tone, token } from './tokens.ts';

/** Warm neutrals from the tokens, so that no stock grey shows through in a component. */
const gray: MantineColorsTuple = [
  light.bg,
  light.sunken,
  light.border,
  light.border,
  light['control-border'],
  light['text-muted'],
  light['text-muted'],
  light['text-muted'],
  light.text,
  light.text,
];

const night: MantineColorsTuple = [
  dark.text,
  dark['text-muted'],
  dark['text-muted'],
  dark['control-border'],
  dark.border,
  dark.border,
  dark.surface,
  dark.surface,
  dark.bg,
  dark.sunken,
];

const same = (colour: string): MantineColorsTuple =>
  Array.from({ length: 10 }, () => colour) as unknown as MantineColorsTuple;

const tones: readonly string[] = ['primary', 'crisis', 'warn', 'ok', 'info'] satisfies Tone[];

type Colours = ReturnType<VariantColorsResolver>;

const none = '1px solid transparent';

const solid = (tone: string): Colours => ({
  background: `var(--${tone})`,
  hover: `var(--${tone}-hover)`,
  color: `var(--on-${tone})`,
  border: none,
});

const soft = (tone: string): Colours => ({
  background: `var(--${tone}-soft)`,
  hover: `var(--${tone}-soft)`,
  color: `var(--${tone})`,
  border: none,
});

const bordered = (colour: string): Colours => ({
  background: token('surface'),
  hover: token('sunken'),
  color: colour,
  border: `1px solid ${token('control-border')}`,
});

const bare = (tone: string, hover: string): Colours => ({
  background: 'transparent',
  hover,
  color: `var(--${tone})`,
  border: none,
});

const byVariant: Record<string, (tone: string) => Colours> = {
  // Only these two tones have a measured text colour for their full strength.
  filled: (tone) => (tone === 'primary' || tone === 'crisis' ? solid(tone) : soft(tone)),
  light: soft,
  outline: (tone) => bordered(`var(--${tone})`),
  default: () => bordered(token('text')),
  subtle: (tone) => bare(tone, `var(--${tone}-soft)`),
  transparent: (tone) => bare(tone, 'transparent'),
};

/** Colours of a control by variant and tone; only pairs measured in tokens.test.ts are given out. */
export const variantColors: VariantColorsResolver = (input) => {
  const tone = input.color !== undefined && tones.includes(input.color) ? input.color : 'primary';
  return byVariant[input.variant]?.(tone) ?? defaultVariantColorsResolver(input);
};

export const theme = createTheme({
  primaryColor: 'primary',
  primaryShade: 6,
  colors: { primary: same(light.primary), red: same(light.crisis), gray, dark: night },
  black: light.text,
  white: light.surface,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'ui-monospace,Menlo,Consolas,monospace',
  headings: {
    fontFamily: 'var(--font)',
    fontWeight: 'var(--strong)',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1.0625rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.875rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: 'var(--leading)', lg: '1.6', xl: '1.65' },
  spacing: { xs: '4px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '10px', md: '10px', lg: '12px', xl: '24px' },
  defaultRadius: 'md',
  shadows: {
    xs: 'none',
    sm: 'none',
    md: '0 8px 30px rgb(34 48 44 / .14)',
    lg: '0 8px 30px rgb(34 48 44 / .14)',
    xl: '0 8px 30px rgb(34 48 44 / .14)',
  },
  focusRing: 'never', // one ring for everything, in strip.css
  cursorType: 'pointer',
  variantColorResolver: variantColors,
  components: {
    // Stated, because an unset variant reaches the resolver as undefined and misses "filled".
    Button: { defaultProps: { variant: 'filled', size: 'md' } },
    ActionIcon: { defaultProps: { variant: 'subtle', size: 44 } },
    Badge: { defaultProps: { variant: 'light' } },
    // A lock on scrolling writes an inline style element, which the content policy refuses.
    Modal: { defaultProps: { lockScroll: false, centered: true } },
    Drawer: { defaultProps: { lockScroll: false } },
  },
});
