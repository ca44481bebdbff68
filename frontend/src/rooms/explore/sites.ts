import { FAMILIES, useHappenings, usePulse, useUseSeries, useWorkload } from '../../api/figures';
import { pick, useLang } from '../../lib/i18n';
import type { Option } from '../../ui/Field';
import { isBySite, type View } from '../../ui/figures/address';

/** Codes of the sites a figure shows by a line of its own, or by workload below; undefined at first. */
export function useOwnSites(view: View): readonly string[] | undefined {
  const bySite = isBySite(view);
  const codeOf = (source: View['source']) => (bySite && view.source === source ? view.code : null);
  const family = bySite ? codeOf('work') : view.below;
  const use = useUseSeries(codeOf('use')).data;
  const pulse = usePulse(codeOf('pulse'), 'site').data;
  const work = useWorkload(FAMILIES.find((one) => one === family) ?? null).data;
  if (!bySite && !family) return [];
  return (use ?? pulse)?.lines.map(({ code }) => code) ?? work?.lines.map(({ site }) => site.code);
}

/** Sites that workload was imported for. */
export function useSites(): readonly Option[] {
  const { lang } = useLang();
  const imported = useWorkload('calls').data?.lines ?? [];
  return imported.map(({ site }) => ({ value: site.code, label: pick(site, 'name', lang) }));
}

/** What a site is called, whichever figure knows it; else its code. */
export function useSiteName(code: string): string {
  const { lang } = useLang();
  const [imported, happened] = [useSites(), useHappenings()];
  const asked = usePulse('score', 'site').data?.lines ?? [];
  const named = [...asked, ...happened.map(({ site }) => site)].find((one) => one.code === code);
  return (
    imported.find(({ value }) => value === code)?.label ??
    (named ? pick(named, 'name', lang) : code)
  );
}
