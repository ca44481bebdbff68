import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../api/client';
import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { Checkbox, RadioList } from '../../ui/Field';
import css from './check.module.css';
import { words } from './words';

type Choice = 'no' | 'own' | 'share';
const CHOICES: readonly Choice[] = ['no', 'own', 'share'];

/** Whether to keep the result; not, unless somebody says so. */
export function Keep({
  measure,
  answers,
}: {
  measure: string;
  answers: Record<string, number | null>;
}) {
  const t = useWords(words);
  const [choice, choose] = useState<Choice>('no');
  const [agreed, agree] = useState(false);
  const saving = useMutation({ mutationFn: (share: boolean) => save(measure, answers, share) });
  if (saving.data) {
    return <p role="status">{t(saving.data.shared ? 'keep.shared' : 'keep.done')}</p>;
  }
  return (
    <section className={css.keep}>
      <RadioList
        legend={t('keep')}
        options={CHOICES.map((one) => ({
          value: one,
          label: t(`keep.${one}`),
          hint: t(`keep.${one}.hint`),
        }))}
        value={choice}
        onChange={choose}
      />
      {choice === 'share' ? (
        <Checkbox
          label={t('keep.consent')}
          checked={agreed}
          onChange={(event) => agree(event.target.checked)}
        />
      ) : null}
      {choice === 'no' ? null : (
        <Button
          wide
          busy={saving.isPending}
          disabled={choice === 'share' && !agreed}
          onClick={() => saving.mutate(choice === 'share')}
        >
          {t('keep.do')}
        </Button>
      )}
      <p role="alert" className={css.fault}>
        {saving.isError ? t(`keep.fault.${reason(saving.error)}`) : null}
      </p>
    </section>
  );
}

/** Sharing rests on a consent of its own, given in the same act. */
async function save(measure: string, answers: Record<string, number | null>, share: boolean) {
  if (share) {
    const params = { path: { purpose: 'questionnaires' as const } };
    await read(api.PUT('/api/v1/data/consents/{purpose}', { params, body: { given: true } }));
  }
  const params = { path: { measure_id: measure } };
  return read(api.POST('/api/v1/checks/{measure_id}/save', { params, body: { answers, share } }));
}

function reason(failure: unknown): 'no_open_case' | 'consent_needed' | 'other' {
  const code = failure instanceof ProblemError ? failure.code : '';
  return code === 'no_open_case' || code === 'consent_needed' ? code : 'other';
}
