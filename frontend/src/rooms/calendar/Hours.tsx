import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { refresh } from '../../api/opening';
import type { components } from '../../api/schema';
import { useHours } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { day, span } from '../../lib/time';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { Loaded } from '../../ui/Loaded';
import { Sheet } from '../../ui/Sheet';
import { AddException } from './AddException';
import { AddRule } from './AddRule';
import css from './Calendar.module.css';
import { minutesOf, shown } from './week';
import { words } from './words';

type Found = components['schemas']['HoursOut'];
type Rule = Found['rules'][number];

/** Hours that come round, time off and extra hours; added and removed one by one. */
export function Hours({ zone }: { zone: string }) {
  const hours = useHours();
  return (
    <Loaded query={hours}>
      {(found) =>
        found ? (
          <>
            <Rules rules={found.rules} zone={zone} />
            <Exceptions exceptions={found.exceptions} zone={zone} />
          </>
        ) : null
      }
    </Loaded>
  );
}

function useRemove() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, id }: { kind: 'rule' | 'exception'; id: string }) =>
      kind === 'rule'
        ? read(
            api.DELETE('/api/v1/staff/availability/rule/{rule_id}', {
              params: { path: { rule_id: id } },
            }),
          )
        : read(
            api.DELETE('/api/v1/staff/availability/exception/{exception_id}', {
              params: { path: { exception_id: id } },
            }),
          ),
    onSettled: () => refresh(queries),
  });
}

function Rules({ rules, zone }: { rules: readonly Rule[]; zone: string }) {
  const t = useWords(words);
  const said = useRule();
  const remove = useRemove();
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Rule | null>(null);
  return (
    <section aria-labelledby="rules" className={css.plan}>
      <h3 id="rules">{t('rules')}</h3>
      {rules.length === 0 ? <p className={css.small}>{t('rules.none')}</p> : null}
      <ul className={css.list}>
        {rules.map((rule) => (
          <li key={rule.id}>
            <span>{said(rule)}</span>
            <Button
              variant="subtle"
              busy={remove.isPending && remove.variables?.id === rule.id}
              onClick={() => setAsked(rule)}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      {remove.error ? <ErrorCard failure={remove.error} /> : null}
      <Sheet open={asked !== null} onClose={() => setAsked(null)} title={t('remove.title')} centred>
        <p>{asked ? said(asked) : null}</p>
        <p>{t('remove.line')}</p>
        <Button
          onClick={() => {
            if (asked) remove.mutate({ kind: 'rule', id: asked.id });
            setAsked(null);
          }}
        >
          {t('remove.do')}
        </Button>
      </Sheet>
      {adding ? (
        <AddRule zone={zone} onDone={() => setAdding(false)} />
      ) : (
        <Button variant="light" onClick={() => setAdding(true)}>
          {t('add.rule')}
        </Button>
      )}
    </section>
  );
}

/** "Every Monday 09:00–13:00, from Mon 4 Jan". */
function useRule(): (rule: Rule) => string {
  const t = useWords(words);
  const { lang } = useLang();
  const on = (date: string) => day(`${date}T12:00:00Z`, lang, 'UTC');
  const weekday = (rule: Rule) => {
    const first = new Date(`${rule.anchor}T00:00:00Z`);
    first.setUTCDate(first.getUTCDate() + rule.offset_day);
    return `every.${first.getUTCDay() || 7}` as 'every.1';
  };
  const often = (rule: Rule) => {
    if (rule.cycle_days === 1) return t('every.day');
    if (rule.cycle_days === 7) return t(weekday(rule));
    if (rule.cycle_days === 14) return t('every.fortnight', { day: t(weekday(rule)) });
    return t('every.days', { n: rule.cycle_days, date: on(rule.anchor) });
  };
  const hours = (rule: Rule) => {
    const from = minutesOf(rule.starts);
    const to = from + rule.minutes;
    const times = `${shown(from)}–${shown(to % 1440 || 1440)}`;
    return to > 1440 ? t('rule.overnight', { times }) : times;
  };
  return (rule) => {
    const parts = [
      `${often(rule)} ${hours(rule)}`,
      rule.kind === 'group' ? t('kind.group') : '',
      rule.valid_from ? t('rule.from', { date: on(rule.valid_from) }) : '',
      rule.valid_until ? t('rule.until', { date: on(rule.valid_until) }) : '',
    ];
    return parts.filter(Boolean).join(lang === 'en' ? ', ' : '，');
  };
}

function Exceptions({ exceptions, zone }: { exceptions: Found['exceptions']; zone: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const remove = useRemove();
  const [adding, setAdding] = useState(false);
  return (
    <section aria-labelledby="exceptions" className={css.plan}>
      <h3 id="exceptions">{t('exceptions')}</h3>
      {exceptions.length === 0 ? <p className={css.small}>{t('exceptions.none')}</p> : null}
      <ul className={css.list}>
        {exceptions.map((one) => (
          <li key={one.id}>
            <span>
              <b>{t(one.adds ? 'exception.adds' : 'exception.off')}</b>{' '}
              {span(one.start, one.end, lang, zone)}
            </span>
            <Button
              variant="subtle"
              busy={remove.isPending && remove.variables?.id === one.id}
              onClick={() => remove.mutate({ kind: 'exception', id: one.id })}
            >
              {t('remove')}
            </Button>
          </li>
        ))}
      </ul>
      {remove.error ? <ErrorCard failure={remove.error} /> : null}
      {adding ? (
        <AddException zone={zone} />
      ) : (
        <Button variant="light" onClick={() => setAdding(true)}>
          {t('add.exception')}
        </Button>
      )}
    </section>
  );
}
