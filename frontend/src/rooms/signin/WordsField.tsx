import type { Lang } from '../../lib/i18n';
import { useWords } from '../../lib/i18n';
import { TextArea } from '../../ui/Field';
import { words } from './words';

/** Where the words of a recovery code are typed from the paper. They stay whatever is wrong with them. */
export function WordsField({
  label,
  lang,
  fault,
  value,
  onType,
}: {
  label: string;
  /** That of the words, where it is known. */
  lang?: Lang;
  fault: string | null;
  value: string;
  onType: (typed: string) => void;
}) {
  const t = useWords(words);
  return (
    <TextArea
      label={label}
      hint={t('code.hint')}
      error={fault}
      rows={4}
      lang={lang}
      spellCheck={false}
      autoCapitalize="none"
      autoCorrect="off"
      maxLength={400}
      value={value}
      onChange={(event) => onType(event.target.value)}
    />
  );
}
