import { type HelpLine, useHelp } from '../api/help';
import { useOnline } from '../lib/device';
import { pick, useLang, useWords } from '../lib/i18n';
import { nowPath } from '../lib/paths';
import { Card } from './Card';
import css from './HelpCard.module.css';
import { Icon } from './Icon';
import { IconChevronRight, IconPhone } from './icons';
import { common } from './words';

/** Help now, as a part of a page. */
export function HelpCard() {
  const t = useWords(common);
  return (
    <Card tone="crisis" labelledBy="help-now">
      <h2 id="help-now">{t('help')}</h2>
      <HelpWays />
    </Card>
  );
}

/** Hotline, call-back, emergency numbers. In this order for everybody. */
export function HelpWays() {
  const t = useWords(common);
  const { lang } = useLang();
  const { lines, callback_number } = useHelp();
  const online = useOnline(); // asking for a call takes the network, calling does not
  const of = (kind: HelpLine['kind']) => lines.filter((line) => line.kind === kind);
  return (
    <>
      <ul className={css.ways}>
        {of('hotline').map((line) => (
          <li key={line.number}>
            <Call line={line} />
          </li>
        ))}
        {online ? (
          <li>
            <a className={css.way} href={`${nowPath(lang)}#call`}>
              <Icon of={IconPhone} />
              <span>
                {t('help.duty')}
                {callback_number ? (
                  <small>{t('help.from', { number: callback_number })}</small>
                ) : null}
              </span>
              <Icon of={IconChevronRight} />
            </a>
          </li>
        ) : null}
      </ul>
      <Emergencies of={of('emergency')} />
    </>
  );
}

/** The same ways in a few lines, where something else comes first. */
export function SmallHelp() {
  const t = useWords(common);
  const { lang } = useLang();
  const { lines } = useHelp();
  const of = (kind: HelpLine['kind']) => lines.filter((line) => line.kind === kind);
  return (
    <section className={css.small} aria-labelledby="help-now">
      <h2 id="help-now">{t('help')}</h2>
      <p>
        {of('hotline').map((line) => (
          <a key={line.number} href={`tel:${line.number}`}>
            <Icon of={IconPhone} size={16} />
            {t('help.call', { number: line.number })}
          </a>
        ))}
        <a href={`${nowPath(lang)}#call`}>{t('help.duty')}</a>
      </p>
      <Emergencies of={of('emergency')} />
    </section>
  );
}

function Emergencies({ of }: { of: HelpLine[] }) {
  const t = useWords(common);
  return (
    <p className={css.emergency}>
      {t('help.emergency')}
      {of.map((line) => (
        <Emergency key={line.number} line={line} />
      ))}
    </p>
  );
}

function Call({ line }: { line: HelpLine }) {
  const t = useWords(common);
  const { lang } = useLang();
  const details = [pick(line, 'name', lang), pick(line, 'hours', lang), pick(line, 'cost', lang)];
  return (
    <a className={css.way} data-first="" href={`tel:${line.number}`}>
      <Icon of={IconPhone} />
      <span>
        <b>{t('help.call', { number: line.number })}</b>
        <small>{details.filter(Boolean).join(' · ')}</small>
      </span>
      <Icon of={IconChevronRight} />
    </a>
  );
}

function Emergency({ line }: { line: HelpLine }) {
  const { lang } = useLang();
  return (
    <a href={`tel:${line.number}`}>
      {line.number} {pick(line, 'name', lang)}
    </a>
  );
}
