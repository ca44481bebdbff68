import { useMutation } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { wantWords } from '../../lib/wayIn';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Refusal } from '../../ui/Refusal';
import css from './Key.module.css';
import type { Made } from './typed';
import { words } from './words';

/** What the key is, opens and costs, and the one button. `replaces`: this would be a second one. */
export function Offer({ replaces, onMade }: { replaces: boolean; onMade: (made: Made) => void }) {
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

function Exists() {
  const t = useWords(words);
  return (
    <>
      <p>{t('exists')}</p>
      <LinkButton href={paths.sessions} variant="default" onClick={() => wantWords(paths.key)}>
        {t('in')}
      </LinkButton>
    </>
  );
}
