/**
 * Every colour of the product, once for each theme. Both style sheets that carry colours are made
 * from this file at build time (build/sheets.ts); `tokens.test.ts` measures the contrast of each
 * pair that is used as text on ground.
 */
export const light = {
  bg: '#FAF7F2',
  surface: '#FFFFFF',
  sunken: '#F1ECE3',
  text: '#22302C',
  'text-muted': '#55645F',
  border: '#DCD5C9',
  'control-border': '#857D72',
  primary: '#1B6B61',
  'on-primary': '#FFFFFF',
  'primary-hover': '#145249',
  'primary-soft': '#DCEEE9',
  crisis: '#A32A22',
  'on-crisis': '#FFFFFF',
  'crisis-hover': '#85201A',
  'crisis-soft': '#FBE8E4',
  warn: '#7A5200',
  'warn-soft': '#FBF0D4',
  ok: '#2B6B3C',
  'ok-soft': '#E2F0E4',
  info: '#245A8C',
  'info-soft': '#E3EEF7',
  focus: '#1D4ED8',
  'series-1': '#005F73',
  'series-2': '#CA6702',
  'series-3': '#7B2CBF',
  'series-4': '#333333',
} as const;

export type Token = keyof typeof light;

export const dark: Record<Token, string> = {
  bg: '#121817',
  surface: '#1A2220',
  sunken: '#0D1211',
  text: '#E9EEEB',
  'text-muted': '#A9B8B2',
  border: '#34413D',
  'control-border': '#7F908A',
  primary: '#6FCBBB',
  'on-primary': '#06231E',
  'primary-hover': '#93DBCE',
  'primary-soft': '#163A34',
  crisis: '#FF9C8F',
  'on-crisis': '#3A0905',
  'crisis-hover': '#FFB8AE',
  'crisis-soft': '#3A1512',
  warn: '#F0C15A',
  'warn-soft': '#33270A',
  ok: '#86D09A',
  'ok-soft': '#12301B',
  info: '#8FC1EE',
  'info-soft': '#10283D',
  focus: '#9CC2FF',
  'series-1': '#4FC3D9',
  'series-2': '#FFB347',
  'series-3': '#B388FF',
  'series-4': '#FFFFFF',
};

/** Meanings a colour may carry; there is no other way to colour a control. */
export type Tone = 'primary' | 'crisis' | 'warn' | 'ok' | 'info';

/** Latin first for English, Han first for Chinese (chosen by `:lang` in strip.css). */
export const fonts = {
  latin:
    'system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Noto Sans CJK SC","Source Han Sans SC",sans-serif',
  han: '"PingFang SC","HarmonyOS Sans SC","MiSans","Microsoft YaHei UI","Noto Sans CJK SC","Source Han Sans SC",system-ui,-apple-system,"Segoe UI",Roboto,sans-serif',
} as const;

/** A CSS reference to a token. */
export const token = (name: Token): string => `var(--${name})`;
