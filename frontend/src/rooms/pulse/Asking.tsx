import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api, read } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { pick, useLang, useWords } from '../../lib/i18n';
import { Asked, Question, Screen } from '../../ui/asking/Question';
import { Button } from '../../ui/Button';
import { Checkbox } from '../../ui/Field';
import { PageTitle } from '../../ui/PageTitle';
import { type Answers, bodyOf, countOf, type Step, stepsOf, ticked, type Wording } from './answers';
import type { Outcome } from './Done';
import css from './pulse.module.css';
import { type Showing, useNamed } from './showing';
import { Tenure } from './Tenure';
import { type Begun, change, stepBack, stepTo } from './visit';
import { words } from './words';

/** The screens of one sheet, one after another, until the answers are sent. */
export function Asking({
  begun,
  place,
  onDone,
}: {
  begun: Begun;
  place: number;
  onDone: (outcome: Outcome) => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const { strip, sheet, answers, broken } = begun;
  const under = useRef(false); // at once: a second tap comes before the button says it is busy
  const sending = useMutation({
    mutationFn: () => read(api.POST('/api/v1/pulse/answer', { body: bodyOf(strip, answers) })),
    onSuccess: () => onDone('sent'),
    onError: (failure) => {
      under.current = false;
      if (!(failure instanceof ProblemError)) return;
      if (failure.fields.strip) onDone(broken ? 'perhaps' : 'used');
      else if (failure.status === 0) change({ broken: true });
    },
  });
  const send = () => {
    if (under.current) return;
    under.current = true;
    sending.mutate();
  };
  const steps = stepsOf(sheet, answers.more);
  const step = steps[place] ?? { kind: 'tenure' };
  const ways = {
    ...countOf(stepsOf(sheet, step.kind === 'more' ? null : answers.more), place),
    onBack: place > 0 ? () => stepBack(1) : undefined,
    onNext: () => stepTo(place + 1),
  };
  const answer = (next: Answers) => change({ answers: next });
  const asking: Showing = { sheet, answers, change: answer, ...ways };
  return (
    <>
      <div className={css.head}>
        <PageTitle>{t('title')}</PageTitle>
        <p>
          {t('pile', {
            site: pick(sheet, 'site_name', lang),
            shift: pick(sheet, 'shift_name', lang),
          })}
        </p>
      </div>
      {step.kind === 'tenure' ? (
        <Tenure
          {...asking}
          sending={sending.isPending}
          failed={sending.isError}
          onSend={send}
          onFirst={() => stepBack(place)}
        />
      ) : (
        <OneStep step={step} {...asking} />
      )}
    </>
  );
}

function OneStep({ step, ...showing }: Showing & { step: Exclude<Step, { kind: 'tenure' }> }) {
  if (step.kind === 'drivers') return <Drivers {...showing} />;
  if (step.kind === 'more') return <More {...showing} />;
  return <Item part={step.part} item={step.item} {...showing} />;
}

function Item({
  part,
  item,
  sheet,
  answers,
  change,
  ...ways
}: Showing & { part: 'items' | 'module'; item: Wording }) {
  const named = useNamed();
  const given = answers[part][item.code];
  return (
    <Question
      {...ways}
      text={named(item)}
      options={sheet.choices.map((choice) => ({ value: choice.code, label: named(choice) }))}
      value={given === undefined ? null : String(given)}
      onAnswer={(value) =>
        change({ ...answers, [part]: { ...answers[part], [item.code]: Number(value) } })
      }
    />
  );
}

function Drivers({ sheet, answers, change, ...ways }: Showing) {
  const t = useWords(words);
  const named = useNamed();
  const most = sheet.most_drivers;
  const full = answers.drivers.length >= most;
  return (
    <Screen {...ways} answered={answers.drivers.length > 0}>
      <fieldset className={css.ticks}>
        <legend>
          <Asked>{t('drivers')}</Asked>
        </legend>
        <p role="status">{t(full ? 'drivers.full' : 'drivers.line', { most })}</p>
        {sheet.drivers.map((driver) => {
          const chosen = answers.drivers.includes(driver.code);
          return (
            <Checkbox
              key={driver.code}
              label={named(driver)}
              checked={chosen}
              disabled={full && !chosen}
              onChange={() =>
                change({ ...answers, drivers: ticked(answers.drivers, driver.code, most) })
              }
            />
          );
        })}
      </fieldset>
    </Screen>
  );
}

function More({ sheet, answers, change, onNext, onBack, at, of }: Showing) {
  const t = useWords(words);
  const named = useNamed();
  const decide = (more: boolean) => {
    change({ ...answers, more });
    onNext();
  };
  return (
    <Screen at={at} of={of} answered={false} onBack={onBack}>
      <Asked>{t('more', { n: sheet.module.items.length })}</Asked>
      <p>{t('more.line', { module: named(sheet.module.name) })}</p>
      <Button variant="light" wide onClick={() => decide(true)}>
        {t('more.yes')}
      </Button>
      <Button variant="default" wide onClick={() => decide(false)}>
        {t('more.no')}
      </Button>
    </Screen>
  );
}
