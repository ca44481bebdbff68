import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { api, read } from '../../api/client';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { IconSend } from '../../ui/icons';
import css from './Meeting.module.css';
import { words } from './words';

const LONGEST = 4_000;

/** Writes one message. Enter sends, but never in the middle of composing a character. */
export function Composer({ appointment, onSent }: { appointment: string; onSent: () => void }) {
  const t = useWords(words);
  const [text, setText] = useState('');
  const act = useMutation({
    mutationFn: (said: string) =>
      read(
        api.POST('/api/v1/staff/live/{appointment_id}/messages', {
          params: { path: { appointment_id: appointment } },
          body: { text: said },
        }),
      ),
    onSuccess: () => {
      setText('');
      onSent();
    },
  });
  const send = () => {
    if (text.trim() && !act.isPending) act.mutate(text);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form className={css.composer} onSubmit={submit}>
      <TextArea
        label={t('text')}
        hint={t('hint')}
        error={act.error ? t('unsent') : undefined}
        rows={2}
        maxLength={LONGEST}
        spellCheck={false}
        readOnly={act.isPending}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={key}
      />
      <Button submit busy={act.isPending}>
        <Icon of={IconSend} size={18} />
        {t('send')}
      </Button>
    </form>
  );
}
