import { type ReactNode, useEffect } from 'react';
import { FAMILIES, useIndicators, usePulseForm, useUseSeries } from '../../api/figures';
import type { components } from '../../api/schema';
import { pick, useWords } from '../../lib/i18n';
import { useFigureWords } from '../../ui/figures/sentences';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { rightGuesses } from './budget';
import css from './dictionary.module.css';
import { words } from './words';

type Wording = components['schemas']['WordingOut'];

/** What every figure is. Charts link here by the figure's code. */
export default function Dictionary() {
  const t = useWords(words);
  return (
    <>
      <PageTitle section={t('title')}>{t('title')}</PageTitle>
      <p className={css.lead}>{t('lead')}</p>
      <Use />
      <Pulse />
      <Work />
    </>
  );
}

/** An entry with its anchor; the one the address names comes into view when it is there. */
function Entry({ code, name, children }: { code: string; name: ReactNode; children: ReactNode }) {
  useEffect(() => {
    if (location.hash === `#${code}`) document.getElementById(code)?.scrollIntoView();
  }, [code]);
  return (
    <section id={code} className={css.entry}>
      <h3>{name}</h3>
      {children}
    </section>
  );
}

function Use() {
  const t = useWords(words);
  const { lang } = useFigureWords();
  const query = useIndicators();
  return (
    <section className={css.chapter}>
      <h2>{t('use')}</h2>
      <p>{t('use.how')}</p>
      <p>{t('use.noise')}</p>
      <p>{t('use.heads')}</p>
      <p>{t('use.around')}</p>
      <Budget />
      <Loaded query={query}>
        {(indicators) =>
          indicators.map((one) => (
            <Entry key={one.code} code={one.code} name={pick(one, 'name', lang)}>
              <p>{pick(one, 'says', lang)}</p>
              <p className={css.aside}>
                {one.in_programme ? t('carried') : t('not.carried', { cost: one.would_cost })}
              </p>
            </Entry>
          ))
        }
      </Loaded>
    </section>
  );
}

/** What the budget of the year is, in words; symbols for whoever checks it. */
function Budget() {
  const t = useWords(words);
  const query = useUseSeries('openings');
  return (
    <Entry code="budget" name={t('budget')}>
      <p>{t('budget.what')}</p>
      <Loaded query={query}>
        {({ rho_limit: rho, epsilon }) =>
          rho > 0 ? (
            <>
              <p>{t('budget.means', { n: rightGuesses(rho) })}</p>
              <p className={css.aside}>
                {t('budget.exact', { rho: String(rho), epsilon: String(epsilon) })}
              </p>
            </>
          ) : (
            <p>{t('budget.none')}</p>
          )
        }
      </Loaded>
    </Entry>
  );
}

function Pulse() {
  const t = useWords(words);
  const { lang } = useFigureWords();
  const query = usePulseForm();
  const named = (one: Wording) => (lang === 'en' ? one.en : one.zh);
  return (
    <section className={css.chapter}>
      <h2>{t('pulse')}</h2>
      <p>{t('pulse.how')}</p>
      <p>{t('pulse.interval')}</p>
      <p>{t('pulse.least')}</p>
      <Loaded query={query}>
        {({ items, choices, drivers, modules }) => (
          <>
            <Entry code="score" name={t('pulse.score')}>
              <Texts of={items} />
            </Entry>
            <Entry code="choices" name={t('pulse.choices')}>
              <Texts of={choices} />
            </Entry>
            {modules.map((module) => (
              <Entry
                key={module.name.code}
                code={module.name.code}
                name={t('pulse.module', { name: named(module.name) })}
              >
                <Texts of={module.items} />
              </Entry>
            ))}
            <Entry code="drivers" name={t('pulse.drivers')}>
              <Texts of={drivers} anchors />
            </Entry>
          </>
        )}
      </Loaded>
    </section>
  );
}

/** Texts as people read them, in both languages side by side. */
function Texts({ of: texts, anchors }: { of: readonly Wording[]; anchors?: boolean }) {
  return (
    <ul className={css.texts}>
      {texts.map((one) => (
        <li key={one.code} id={anchors ? one.code : undefined}>
          <span lang="zh-Hans">{one.zh}</span>
          <span lang="en-GB">{one.en}</span>
        </li>
      ))}
    </ul>
  );
}

function Work() {
  const t = useWords(words);
  const { t: figure } = useFigureWords();
  return (
    <section className={css.chapter}>
      <h2>{t('work')}</h2>
      <p>{t('work.how')}</p>
      <p>{t('work.least')}</p>
      {FAMILIES.map((family) => (
        <Entry key={family} code={family} name={figure(`family.${family}`)}>
          <p>{t(`work.${family}`)}</p>
        </Entry>
      ))}
    </section>
  );
}
