import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { pick, useLang, useWords } from '../../lib/i18n';
import { type Option, SelectField } from '../../ui/Field';
import { Loaded } from '../../ui/Loaded';
import css from './Prepare.module.css';
import type { Asking } from './Question';
import { words } from './words';

/** Where, when and how long somebody works, as far as they care to say. */
export function About({ answers, onChange }: Asking) {
  const t = useWords(words);
  const { lang } = useLang();
  const places = useQuery({
    queryKey: ['places'],
    queryFn: () => read(api.GET('/api/v1/sites')),
    staleTime: 600_000,
  });
  const unsaid: Option = { value: '', label: t('unsaid') };
  const named = (all: readonly { code: string; name_en: string; name_zh: string }[]): Option[] => [
    unsaid,
    ...all.map((one) => ({ value: one.code, label: pick(one, 'name', lang) })),
  ];
  return (
    <>
      <p className={css.muted}>{t('about.line')}</p>
      <Loaded query={places}>
        {({ sites, shifts, tenures }) => {
          const bands = tenures.map((band) => ({ value: band, label: t(band as 't0') }));
          const lists = { site: named(sites), shift: named(shifts), tenure: [unsaid, ...bands] };
          return (['site', 'shift', 'tenure'] as const).map((name) => (
            <SelectField
              key={name}
              label={t(name)}
              options={lists[name]}
              value={answers[name]}
              onChange={(said) => onChange({ ...answers, [name]: said })}
            />
          ));
        }}
      </Loaded>
    </>
  );
}
