import type { Template } from '../../api/staff';

/** The one shape every note is kept in. */
export const SECTIONS = [
  'reported',
  'observed',
  'appraisal',
  'intervention',
  'response',
  'plan',
  'free',
] as const;

export type Section = (typeof SECTIONS)[number];
export type Sections = Readonly<Partial<Record<Section, string>>>;

export const TEMPLATES: readonly Template[] = ['free', 'soap', 'dap', 'birp'];

/** Templates are views of that shape, so changing one loses nothing. */
const VIEWS: Readonly<Record<Template, readonly Section[]>> = {
  free: ['free'],
  soap: ['reported', 'observed', 'appraisal', 'plan'],
  dap: ['reported', 'appraisal', 'plan'],
  birp: ['observed', 'intervention', 'response', 'plan'],
};

export const viewOf = (template: Template): readonly Section[] => VIEWS[template];

/** Sections that hold text but are not part of the template: shown all the same. */
export function besides(template: Template, sections: Sections): Section[] {
  const shown = viewOf(template);
  return SECTIONS.filter((name) => !shown.includes(name) && Boolean(sections[name]?.trim()));
}

/** The sections of a note in the order they are read: those of its layout, then what is besides. */
export const inOrder = (template: Template, sections: Sections): Section[] => [
  ...viewOf(template).filter((name) => Boolean(sections[name]?.trim())),
  ...besides(template, sections),
];

/** The key of a section's heading: as its layout calls it, or in general outside of the layout. */
export const headingOf = (template: Template, name: Section) =>
  (viewOf(template).includes(name) ? `${template}.${name}` : `any.${name}`) as 'dap.plan';

/** Whether two texts say the same; a section that is absent is an empty one. */
export const sameText = (one: Sections, other: Sections): boolean =>
  SECTIONS.every((name) => (one[name] ?? '') === (other[name] ?? ''));

export const isBlank = (sections: Sections): boolean =>
  SECTIONS.every((name) => !sections[name]?.trim());
