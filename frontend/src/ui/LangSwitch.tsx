import { useLang } from '../lib/i18n';
import css from './Frame.module.css';

/** Names the other language in that language. The page, what was typed and the focus stay. */
export function LangSwitch() {
  const { lang, setLang } = useLang();
  const other = lang === 'en' ? 'zh-Hans' : 'en';
  return (
    <button type="button" className={css.plain} lang={other} onClick={() => setLang(other)}>
      {other === 'en' ? 'English' : '中文'}
    </button>
  );
}
