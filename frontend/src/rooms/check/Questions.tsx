import { useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Question } from '../../ui/asking/Question';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { PageTitle } from '../../ui/PageTitle';
import type { Chosen, Form } from './answers';
import { Copyright } from './Copyright';
import css from './check.module.css';
import { words } from './words';

/** One question a screen. After the last one the answers are scored. */
export function Questions({
  form,
  chosen,
  onAnswer,
  onLeave,
  onEnd,
  busy,
  failure,
}: {
  form: Form;
  chosen: Chosen;
  onAnswer: (link: string, at: number) => void;
  onLeave: () => void;
  onEnd: () => void;
  busy: boolean;
  failure: unknown;
}) {
  const t = useWords(words);
  const [place, go] = useState(0);
  const { measure, items, instructions } = form;
  const item = items[place];
  if (!item) {
    return (
      <>
        <PageTitle>{t('title')}</PageTitle>
        {failure ? (
          <ErrorCard failure={failure} onRetry={onEnd} />
        ) : (
          <p role="status">{busy ? t('sending') : null}</p>
        )}
        <Button variant="default" onClick={() => go(items.length - 1)}>
          {t('back')}
        </Button>
        <Copyright of={measure} />
      </>
    );
  }
  const next = () => {
    go(place + 1);
    if (place === items.length - 1) onEnd();
  };
  const at = chosen[item.link_id];
  return (
    <>
      <div className={css.head}>
        <PageTitle>{t('title')}</PageTitle>
        <Button variant="subtle" onClick={onLeave}>
          {t('choose')}
        </Button>
      </div>
      {instructions.map((line) => (
        <p key={line} lang={measure.language} className={css.instruction}>
          {line}
        </p>
      ))}
      <Question
        key={item.link_id}
        at={place + 1}
        of={items.length}
        text={item.text}
        lang={measure.language}
        options={item.options.map((option, index) => ({
          value: String(index),
          label: option.text,
        }))}
        value={at === undefined ? null : String(at)}
        onAnswer={(value) => onAnswer(item.link_id, Number(value))}
        onBack={place > 0 ? () => go(place - 1) : undefined}
        onNext={next}
      />
      <Copyright of={measure} />
    </>
  );
}
