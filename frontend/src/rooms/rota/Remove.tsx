import { useLang, useWords } from '../../lib/i18n';
import { span } from '../../lib/time';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/Refusal';
import { type Removable, useRemove } from './data';
import css from './Rota.module.css';
import { words } from './words';

/** Asks before a shift or a declaration is taken away: it may leave hours without anybody. */
export function Remove({
  what,
  zone,
  onDone,
}: {
  what: Removable;
  zone: string;
  onDone: () => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const remove = useRemove(onDone);
  const { of } = what;
  const name = what.kind === 'shift' ? what.of.name : t('hotline');
  return (
    <>
      <p>
        <b>{name}</b>
        <span className={css.when}>{span(of.start, of.end, lang, zone)}</span>
      </p>
      <p>{t(`remove.line.${what.kind}`)}</p>
      <Refusal failure={remove.error} />
      <Button tone="crisis" wide busy={remove.isPending} onClick={() => remove.mutate(what)}>
        {t(`remove.do.${what.kind}`)}
      </Button>
    </>
  );
}
