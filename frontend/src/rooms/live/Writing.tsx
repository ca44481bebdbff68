import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { useMedia } from '../../lib/device';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import css from './Live.module.css';
import { words } from './words';

const LONGEST = 4000;

/** The field and its button. Enter sends where there is a keyboard, and never while a word is being
 * composed; what is too long is said before it is sent. */
export function Writing({ away, onSend }: { away: boolean; onSend: (text: string) => void }) {
  const t = useWords(words);
  const [text, setText] = useState('');
  const keyboard = useMedia('(hover: hover) and (pointer: fine)');
  const over = text.length - LONGEST;
  const send = () => {
    if (!text.trim() || over > 0) return;
    onSend(text);
    setText('');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const press = (event: KeyboardEvent) => {
    const plain = event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
    if (!plain || !keyboard) return;
    event.preventDefault();
    send();
  };
  return (
    <form className={css.writing} onSubmit={submit}>
      <p role="status" className={css.state}>
        {away ? t('away') : null}
        {over > 0 ? t('long', { n: over }) : null}
      </p>
      <textarea
        aria-label={t('field')}
        rows={1}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={press}
        aria-describedby={keyboard ? 'writing-keys' : undefined}
      />
      <div className={css.row}>
        <Button submit>{t('send')}</Button>
        {keyboard ? <small id="writing-keys">{t('keys')}</small> : null}
      </div>
    </form>
  );
}
