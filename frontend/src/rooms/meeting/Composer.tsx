import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import { api, read } from '../../api/client';
import { useWords } from '../../lib/i18n';
import { randomKey } from '../../lib/random';
import { Button } from '../../ui/Button';
import { TextArea } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { IconSend } from '../../ui/icons';
import css from './Meeting.module.css';
import type { Message } from './thread';
import { words } from './words';

const LONGEST = 4_000;
/** After this long without an answer the sending counts as lost. */
const PATIENCE_MS = 15_000;

/**
 * Writes one message. Enter sends, but never in the middle of composing a character. The same text
 * sent again goes under the same key, so that one whose answer was lost stands there once; and when
 * the thread brings it, it counts as sent.
 */
export function Composer({
  appointment,
  messages,
  onSent,
}: {
  appointment: string;
  messages: readonly Message[];
  onSent: () => void;
}) {
  const t = useWords(words);
  const [text, setText] = useState('');
  const act = useMutation({
    mutationFn: (body: { text: string; key: string }) =>
      read(
        api.POST('/api/v1/staff/live/{appointment_id}/messages', {
          params: { path: { appointment_id: appointment } },
          body,
          signal: AbortSignal.timeout(PATIENCE_MS),
        }),
      ),
    onSuccess: () => {
      setText('');
      onSent();
    },
  });
  const { isError, variables: tried, reset } = act;
  const isHere = isError && messages.some(({ key }) => key === tried?.key);
  useEffect(() => {
    if (!isHere) return;
    setText((now) => (now === tried?.text ? '' : now));
    reset();
  }, [isHere, tried, reset]);
  const send = () => {
    if (!text.trim() || act.isPending) return;
    act.mutate(isError && tried?.text === text ? tried : { text, key: randomKey() });
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
