import type { ReactNode } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { RadioList, TextArea } from '../../ui/Field';
import { PageTitle } from '../../ui/PageTitle';
import { StepTitle } from '../../ui/StepTitle';
import { About } from './About';
import {
  type Answers,
  CONCERNS,
  DRIVERS,
  hasRoom,
  type Safety,
  SELF_HARM,
  type Step,
  speaksOfDanger,
  toggled,
  WORST,
} from './answers';
import { Near } from './Near';
import css from './Prepare.module.css';
import { words } from './words';

const LONGEST_TEXT = 2000;

export interface Asking {
  answers: Answers;
  onChange: (answers: Answers) => void;
}

/** One screen: the question, its answers, and three ways on. */
export function Question({
  step,
  place,
  of,
  before,
  busy,
  onBack,
  onSkip,
  onNext,
  ...asking
}: Asking & {
  step: Step;
  place: number;
  of: number;
  before: boolean;
  busy: boolean;
  onBack: () => void;
  onSkip: () => void;
  onNext: () => void;
}) {
  const t = useWords(words);
  const last = place === of - 1;
  const tells = step === 'safety' && speaksOfDanger(asking.answers);
  return (
    <>
      {place === 0 ? <Intro before={before} /> : null}
      <Heading place={place} of={of}>
        {t(`${step}.title`)}
      </Heading>
      <Answer step={step} {...asking} />
      <div className={css.ways}>
        <Button wide large busy={busy} onClick={onNext}>
          {t(tells ? 'next.tell' : last ? 'send' : 'next')}
        </Button>
        <Button variant="subtle" wide busy={busy} onClick={onSkip}>
          {t(last ? 'skip.last' : 'skip')}
        </Button>
        {place > 0 ? (
          <Button variant="subtle" wide onClick={onBack}>
            {t('back')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Intro({ before }: { before: boolean }) {
  const t = useWords(words);
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <p>{t('line')}</p>
      {before ? <p className={css.muted}>{t('again')}</p> : null}
    </>
  );
}

/** Each further screen is told to screen readers by the focus on its question. */
function Heading({ place, of, children }: { place: number; of: number; children: ReactNode }) {
  const t = useWords(words);
  const first = place === 0;
  return (
    <>
      <p className={css.muted}>{t('step', { n: place + 1, of })}</p>
      <StepTitle key={place} level={first ? 'h2' : 'h1'} quiet={first} className={css.question}>
        {children}
      </StepTitle>
    </>
  );
}

function Answer({ step, ...asking }: Asking & { step: Step }) {
  if (step === 'concerns') return <Codes all={CONCERNS} of="concerns" {...asking} />;
  if (step === 'drivers') return <Codes all={DRIVERS} of="drivers" {...asking} />;
  if (step === 'impact') return <Impact {...asking} />;
  if (step === 'safety') return <SafetyQuestions {...asking} />;
  return step === 'text' ? <Text {...asking} /> : <About {...asking} />;
}

function Codes({
  all,
  of,
  answers,
  onChange,
}: Asking & { all: readonly string[]; of: 'concerns' | 'drivers' }) {
  const t = useWords(words);
  const chosen = answers[of];
  const full = all.every(
    (code) => code === SELF_HARM || chosen.includes(code) || !hasRoom(chosen, code),
  );
  return (
    <>
      <p role="status" className={css.muted}>
        {t(full ? 'full' : 'most')}
      </p>
      <div className={css.codes}>
        {all.map((code) => (
          <Chip
            key={code}
            pressed={chosen.includes(code)}
            disabled={!chosen.includes(code) && !hasRoom(chosen, code)}
            onPress={() => onChange({ ...answers, [of]: toggled(chosen, code) })}
          >
            {t(code as 'C01')}
          </Chip>
        ))}
      </div>
      {of === 'concerns' ? <Near when={chosen.includes(SELF_HARM)} /> : null}
    </>
  );
}

const POINTS = Array.from({ length: 11 }, (_, point) => point);

function Impact({ answers, onChange }: Asking) {
  const t = useWords(words);
  return (
    <>
      <div className={css.points}>
        {POINTS.map((point) => (
          <Chip
            key={point}
            pressed={answers.impact === point}
            onPress={() => onChange({ ...answers, impact: point })}
          >
            {point}
          </Chip>
        ))}
      </div>
      <p className={css.ends}>
        <span>{t('impact.low')}</span>
        <span>{t('impact.high')}</span>
      </p>
      <Near when={answers.impact === WORST} />
    </>
  );
}

const SAFETY: readonly Safety[] = ['yes', 'no', 'prefer_not'];

function SafetyQuestions({ answers, onChange }: Asking) {
  const t = useWords(words);
  const options = SAFETY.map((value) => ({ value, label: t(value) }));
  return (
    <>
      <p>{t('safety.line')}</p>
      <div className={css.before}>
        <p>{t('safety.before')}</p>
        <p>{t('safety.not')}</p>
      </div>
      {(['in_danger', 'harm'] as const).map((name) => (
        <RadioList
          key={name}
          legend={t(name)}
          options={options}
          value={answers[name]}
          onChange={(said) => onChange({ ...answers, [name]: said })}
        />
      ))}
    </>
  );
}

function Text({ answers, onChange }: Asking) {
  const t = useWords(words);
  return (
    <TextArea
      label={t('text.field')}
      hint={t('text.hint')}
      rows={6}
      maxLength={LONGEST_TEXT}
      value={answers.text}
      onChange={(event) => onChange({ ...answers, text: event.target.value })}
    />
  );
}
