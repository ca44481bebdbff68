import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { api, read } from '../../api/client';
import { OPENED } from '../../api/opening';
import { type Template, useZone } from '../../api/staff';
import { useLang, useWords } from '../../lib/i18n';
import { dayAndClock } from '../../lib/time';
import { Button } from '../../ui/Button';
import { ErrorCard } from '../../ui/ErrorCard';
import { TextArea } from '../../ui/Field';
import { IconLock } from '../../ui/icons';
import { Tag } from '../../ui/Tag';
import { addendumOf, keepAddendum, type NoteFound } from './keepers';
import css from './Note.module.css';
import { Reading } from './Reading';
import { headingOf } from './sections';
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
      {found.sections ? (
        <div className={css.sheet}>
          <Reading template={found.head.template as Template} sections={found.sections} />
        </div>
      ) : null}
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
            <p>{one.text ?? t('addendum.damaged', { reference: found.damage.reference })}</p>
          </li>
        ))}
      </ul>
      <Add found={found} />
    </section>
  );
}

function Add({ found }: { found: NoteFound }) {
  const t = useWords(words);
  const noteId = found.head.id;
  const queries = useQueryClient();
  const [text, setText] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, what was begun before
  useEffect(
    () => setText(addendumOf(found, (name) => t(headingOf(found.head.template as Template, name)))),
    [],
  );
  const [fault, setFault] = useState<'addendum.empty' | 'addendum.long' | null>(null);
  const write = (next: string) => {
    setText(next);
    setFault(null);
    keepAddendum(found, next);
  };
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
      write('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = !text.trim() ? 'addendum.empty' : text.length > LONGEST ? 'addendum.long' : null;
    setFault(wrong);
    if (!wrong) act.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <TextArea
        label={t('addendum.label')}
        hint={t('addendum.hint')}
        error={fault ? t(fault) : undefined}
        spellCheck={false}
        value={text}
        onChange={(event) => write(event.target.value)}
      />
      {act.error ? <ErrorCard failure={act.error} /> : null}
      <Button submit variant="light" busy={act.isPending}>
        {t('addendum.add')}
      </Button>
    </form>
  );
}
