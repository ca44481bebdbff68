import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { OPENED } from '../../api/opening';
import { useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { TextArea } from '../../ui/Field';
import { IconLock } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import type { NoteFound } from './keepers';
import css from './Note.module.css';
import { Reading } from './Reading';
import { words } from './words';

const LONGEST = 4_000;

/** A note for reading, with what was added to it. */
export function Signed({ found }: { found: NoteFound }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  return (
    <>
      {found.signed_at ? (
        <p className={css.signed}>
          <Tag tone="ok" icon={IconLock}>
            {t('signed', { when: dayAndClock(found.signed_at, lang, zone) })}
          </Tag>
          <span className={css.small}>{t('signed.line')}</span>
        </p>
      ) : null}
      <div className={css.sheet}>
        <Reading sections={found.sections ?? {}} />
      </div>
      {found.digest ? (
        <p className={css.digest}>
          {t('fingerprint')} <code>{found.digest}</code>
        </p>
      ) : null}
      {found.signed_at ? <Addenda found={found} /> : null}
    </>
  );
}

function Addenda({ found }: { found: NoteFound }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  return (
    <section aria-labelledby="addenda">
      <h2 id="addenda">{t('addenda')}</h2>
      <ul className={css.addenda}>
        {found.addenda.map((one) => (
          <li key={one.id}>
            <time dateTime={one.at}>{dayAndClock(one.at, lang, zone)}</time>
            <p>{one.text ?? t('addendum.damaged')}</p>
          </li>
        ))}
      </ul>
      <Add noteId={found.head.id} />
    </section>
  );
}

function Add({ noteId }: { noteId: string }) {
  const t = useWords(words);
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const act = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/staff/notes/{note_id}/addenda', {
          params: { path: { note_id: noteId } },
          body: { text },
        }),
      ),
    onSuccess: (added) => {
      queries.setQueryData<NoteFound>([OPENED, 'note', noteId], (found) =>
        found ? { ...found, addenda: [...found.addenda, { ...added, text: text.trim() }] } : found,
      );
      setText('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) act.mutate();
  };
  return (
    <form onSubmit={submit}>
      <TextArea
        label={t('addendum.label')}
        hint={t('addendum.hint')}
        maxLength={LONGEST}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {act.error ? <ErrorCard failure={act.error} /> : null}
      <Button submit variant="light" busy={act.isPending}>
        {t('addendum.add')}
      </Button>
    </form>
  );
}
