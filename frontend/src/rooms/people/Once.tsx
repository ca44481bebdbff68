import { useRef, useState } from 'react';
import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Icon } from '../../ui/Icon';
import { IconCopy } from '../../ui/icons';
import { useLossOnClosing } from '../../ui/Sheet';
import css from './People.module.css';
import { words } from './words';

/** A one-time address, in this component only: it goes with the sheet that shows it. */
export function Once({ address }: { address: string }) {
  const t = useWords(words);
  const box = useRef<HTMLDivElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  useLossOnClosing(copied ? null : t('once.lost'));
  const copy = async () => {
    box.current?.querySelector('input')?.select();
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      setCopied(false); // the browser refuses, or has no clipboard on a plain connection
    }
  };
  return (
    <div ref={box}>
      <p>{t('once.line')}</p>
      <TextField
        label={t('once.label')}
        value={address}
        readOnly
        spellCheck={false}
        onFocus={(event) => event.target.select()}
        onCopy={() => setCopied(true)}
      />
      <Button onClick={copy}>
        <Icon of={IconCopy} />
        {t(copied ? 'once.copied' : 'once.copy')}
      </Button>
      <p role="status" className={css.small}>
        {copied === false ? t('once.by-hand') : null}
      </p>
    </div>
  );
}
