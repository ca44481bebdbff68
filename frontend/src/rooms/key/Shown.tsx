import { useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { StepTitle } from '../../ui/StepTitle';
import { TwelveWords } from '../../ui/TwelveWords';
import css from './Key.module.css';
import type { Made } from './typed';
import { words } from './words';

/** The twelve words, large and numbered, on this page and nowhere else. */
export function Shown({
  made,
  onWritten,
  onStop,
}: {
  made: Made;
  onWritten: () => void;
  onStop: () => void;
}) {
  const t = useWords(words);
  return (
    <>
      <StepTitle>{t('words')}</StepTitle>
      <p>{t('words.line')}</p>
      <TwelveWords words={made.words} lang={made.lang} />
      <p className={css.muted}>{t('words.shot')}</p>
      <div className={css.acts}>
        <Button wide large onClick={onWritten}>
          {t('written')}
        </Button>
        <Button wide variant="subtle" onClick={onStop}>
          {t('not.now')}
        </Button>
      </div>
    </>
  );
}
