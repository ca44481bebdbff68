import { type Door, goThrough } from '../../api/doors';
import { ROLES } from '../../api/session';
import { pick, type Say, useLang, useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { roleWords } from '../../ui/roles/words';
import css from './start.module.css';
import { words } from './words';
import type en from './words.en';

type Key = keyof typeof en;

const TRIES = [
  'agent-new',
  'agent-returning',
  'agent-pulse',
  'counsellor',
  'clinical-lead',
  'on-call',
  'programme-manager',
  'operations',
  'privacy-officer',
  'auditor',
  'system-admin',
] as const satisfies readonly Key[];

/** One persona: who it is, what to try, the way in, and what to type without it. */
export function DoorCard({ door }: { door: Door }) {
  const t = useWords(words);
  const { lang } = useLang();
  const name = pick(door, 'name', lang);
  const tries = TRIES.find((key) => key === door.key);
  const called = useWords(roleWords);
  const roles = ROLES.filter((role) => door.roles.includes(role)).map((role) => called(role));
  return (
    <Card labelledBy={door.key}>
      <h3 id={door.key}>{name}</h3>
      {roles.length > 0 ? <p className={css.role}>{roles.join(' · ')}</p> : null}
      {tries ? <p>{t(tries)}</p> : null}
      <Button
        variant="light"
        aria-label={t('open.name', { name })}
        onClick={() => void goThrough(door)}
      >
        {t('open')}
      </Button>
      <details className={css.details}>
        <summary>{t('details')}</summary>
        <dl>
          {typed(door, t).map(([what, value]) => (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                <code>{value}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
}

/** What there is to type, with its name. */
function typed(door: Door, t: Say<typeof en>): readonly (readonly [string, string])[] {
  const all = [
    [t('email'), door.email],
    [t('password'), door.password],
    [t('passphrase'), door.passphrase],
    [t('visit.code'), door.visit_code],
    [t('words'), door.words.join(' ')],
    [t('cards'), door.cards.join(' ')],
    [t('strips'), door.strips.join(' ')],
  ] as const;
  return all.filter(([, value]) => value !== '');
}
