import { useWhoSees, type Viewer } from '../api/whoSees';
import { useLang, useWords } from '../lib/i18n';
import { list } from '../lib/time';
import { Icon } from './Icon';
import { IconCheck, IconCross } from './icons';
import { Loaded } from './Loaded';
import css from './WhoSees.module.css';
import { common } from './words';
import type en from './words.en';

/** Any entry without blanks: which one, the server says. */
type Code = Extract<keyof typeof en, 'who.client'>;

/**
 * The exact list of who can see what, made from the server's rules, and the limits of that. `folded`:
 * the list lies under the two sentences that matter most, one tap away.
 */
export function WhoSees({ folded = false }: { folded?: boolean }) {
  const t = useWords(common);
  const { lang } = useLang();
  const query = useWhoSees();
  const said = useCodes();
  return (
    <Loaded query={query}>
      {({ viewers, limits, kept }) => (
        <>
          {folded ? <Short viewers={viewers} /> : <Viewers viewers={viewers} />}
          <p className={css.limits}>
            {t('who.limits', { limits: list(limits.map(said), lang, 'or') })}
          </p>
          <p className={css.limits}>{said(`kept.${kept}`)}</p>
        </>
      )}
    </Loaded>
  );
}

interface Some {
  viewers: readonly Viewer[];
}

function Viewers({ viewers }: Some) {
  return (
    <ul className={css.viewers}>
      {viewers.map((viewer) => (
        <Row key={viewer.role} viewer={viewer} />
      ))}
    </ul>
  );
}

/** Who always sees something of the person, and who nothing at all; everybody on demand. */
function Short({ viewers }: Some) {
  const t = useWords(common);
  const { lang } = useLang();
  const said = useCodes();
  const names = (some: readonly Viewer[]) =>
    list(
      some.map(({ role }) => said(role)),
      lang,
    );
  const always = viewers.filter(({ role, sees, when }) => role !== 'client' && sees && !when);
  const never = viewers.filter(({ sees, what }) => !sees && what.length === 0);
  return (
    <>
      {always.length > 0 ? <p>{t('who.always', { who: names(always) })}</p> : null}
      {never.length > 0 ? <p>{t('who.never', { who: names(never) })}</p> : null}
      <details className={css.all}>
        <summary>{t('who.all', { n: viewers.length })}</summary>
        <Viewers viewers={viewers} />
      </details>
    </>
  );
}

function Row({ viewer }: { viewer: Viewer }) {
  const t = useWords(common);
  const { lang } = useLang();
  const said = useCodes();
  const things = list(viewer.what.map(said), lang);
  const line = () => {
    if (viewer.role === 'client') return null;
    if (viewer.sees) return t('who.sees', { things });
    return viewer.what.length > 0 ? t('who.sees-only', { things }) : t('who.sees-not');
  };
  return (
    <li data-sees={viewer.sees}>
      <Icon of={viewer.sees ? IconCheck : IconCross} size={18} />
      <span>
        <b>{said(viewer.role)}</b> {line()}
        {viewer.when ? <small>{said(`when.${viewer.when}`)}</small> : null}
      </span>
    </li>
  );
}

/** Puts a code of the server into words; one this page does not know is shown bare. */
function useCodes(): (code: string) => string {
  const t = useWords(common);
  return (code) => {
    const key = `who.${code}` as Code;
    const said = t(key);
    return said === key ? code.replaceAll('_', ' ') : said;
  };
}
