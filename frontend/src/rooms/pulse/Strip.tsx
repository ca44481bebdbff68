import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { anyOf, useDoor } from '../../api/doors';
import { ProblemError } from '../../api/problem';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { TextField } from '../../ui/Field';
import { PageTitle } from '../../ui/PageTitle';
import type { Sheet } from './answers';
import css from './pulse.module.css';
import { words } from './words';

/** The one thing typed: the code on the strip. The QR code beside it holds only this address. */
export function Strip({
  before,
  onOpen,
}: {
  /** What was typed before one came back here. */
  before: string;
  onOpen: (strip: string, sheet: Sheet) => void;
}) {
  const t = useWords(words);
  const [code, type] = useState(before);
  const [missing, miss] = useState(false);
  useDoor((door) => type(anyOf(door.strips)));
  const opening = useMutation({
    mutationFn: (strip: string) => read(api.POST('/api/v1/pulse/open', { body: { strip } })),
    onSuccess: (sheet, strip) => onOpen(strip, sheet),
  });
  const status = opening.error instanceof ProblemError ? opening.error.status : undefined;
  const refused = status === 422 || status === 400;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const strip = code.trim();
    miss(!strip);
    if (strip) opening.mutate(strip);
  };
  const fault = () => {
    if (missing) return t('strip.missing');
    if (refused) return t('strip.refused');
    return status === 429 ? t('strip.wait') : undefined;
  };
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <p>{t('strip.line')}</p>
      <form onSubmit={submit} noValidate>
        <TextField
          label={t('strip.field')}
          hint={t('strip.hint')}
          error={fault()}
          value={code}
          onChange={(event) => type(event.target.value)}
          autoCapitalize="characters"
          autoCorrect="off"
          spellCheck={false}
          inputMode="text"
          maxLength={40}
        />
        <Button submit wide large busy={opening.isPending}>
          {t('strip.begin')}
        </Button>
      </form>
      {opening.isError && fault() === undefined ? <ErrorCard failure={opening.error} /> : null}
      <div className={css.promises}>
        <p>{t('strip.who')}</p>
        <p>{t('strip.ten')}</p>
      </div>
    </>
  );
}
