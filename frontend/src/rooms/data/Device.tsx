import { useSession } from '../../api/session';
import { type Lang, useLang, useWords } from '../../lib/i18n';
import { Button } from '../../ui/Button';
import { RadioList } from '../../ui/Field';
import { leaveNow } from '../../ui/leave';
import css from './Data.module.css';
import { words } from './words';

const LANGUAGES: readonly { value: Lang; label: string }[] = [
  { value: 'zh-Hans', label: '中文' },
  { value: 'en', label: 'English' },
];

/** The language, what this browser keeps, and the way out. */
export function Device() {
  const t = useWords(words);
  const { lang, setLang } = useLang();
  const { exit_path } = useSession().session;
  return (
    <>
      <section className={css.section}>
        <RadioList
          legend={<h2>{t('language')}</h2>}
          options={LANGUAGES}
          value={lang}
          onChange={setLang}
        />
      </section>
      <section aria-labelledby="device" className={css.section}>
        <h2 id="device">{t('device')}</h2>
        <p>{t('device.line')}</p>
        <p>{t('device.shared')}</p>
        <Button variant="default" onClick={() => leaveNow(exit_path)}>
          {t('leave')}
        </Button>
      </section>
    </>
  );
}
