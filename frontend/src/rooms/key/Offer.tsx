import { useMutation } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { day } from '../../lib/time';
import { wantWords } from '../../lib/wayIn';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Refusal } from '../../ui/Refusal';
import css from './Key.module.css';
import type { Made } from './typed';
import { words } from './words';

/** What the key is, opens and costs, and the one button. `replaces`: this would be a second one. */
export function Offer({
  replaces = false,
  onMade,
}: {
  replaces?: boolean;
  onMade: (made: Made) => void;
}) {
  const t = useWords(words);
  const { lang } = useLang();
  const act = useMutation({
    mutationFn: () => read(api.POST('/api/v1/key', { body: { language: lang } })),
    onSuccess: (answer) => onMade({ words: answer.words, lang }),
  });
  return (
    <>
      {replaces ? <Replacing /> : <Means />}
      <Refusal failure={act.error} said={{ key_exists: <Exists /> }} />
      <Button wide large busy={act.isPending} onClick={() => act.mutate()}>
        {t(replaces ? 'again' : 'make')}
      </Button>
    </>
  );
}

function Replacing() {
  const t = useWords(words);
  return (
    <Card tone="ok">
      <p>
        <b>{t('have')}</b>
      </p>
      <p>{t('have.line')}</p>
    </Card>
  );
}

/** Two sentences, what it opens, what losing it means. */
export function Means() {
  const t = useWords(words);
  return (
    <>
      <p>{t('line')}</p>
      <Card labelledBy="opens">
        <h2 id="opens">{t('opens')}</h2>
        <ul className={css.list}>
          <li>{t('opens.checks')}</li>
          <li>{t('opens.data')}</li>
          <li>{t('opens.log')}</li>
        </ul>
        <p className={css.muted}>{t('opens.not')}</p>
      </Card>
      <Card labelledBy="lose">
        <h2 id="lose">{t('lose')}</h2>
        <p>{t('lose.line')}</p>
      </Card>
    </>
  );
}

/** There is a key already: since when, if that is known, and the way in by its words. */
export function Exists({ madeOn }: { madeOn?: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const known = useKnown();
  return (
    <>
      <p>
        <b>
          {madeOn ? t('exists.on', { date: day(`${madeOn}T12:00:00Z`, lang, 'UTC') }) : t('exists')}
        </b>
      </p>
      <p>{t('exists.line')}</p>
      <div className={css.acts}>
        <LinkButton href={paths.sessions} onClick={() => wantWords(paths.key)}>
          {t('exists.in')}
        </LinkButton>
        {known(paths.data) ? (
          <LinkButton href={paths.data} variant="default">
            {t('exists.data')}
          </LinkButton>
        ) : null}
      </div>
    </>
  );
}
