import { useQuery } from '@tanstack/react-query';
import { api, read } from '../../api/client';
import { useSession } from '../../api/session';
import { useLang, useWords } from '../../lib/i18n';
import { useKnown } from '../../lib/known';
import { paths } from '../../lib/paths';
import { Button, LinkButton } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Empty } from '../../ui/Empty';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { byLanguage, type Measure } from './answers';
import { Copyright } from './Copyright';
import css from './check.module.css';
import { Saved } from './Saved';
import { words } from './words';

/** What can be taken, those in the language in use first. */
export function Choose({ onChoose }: { onChoose: (measure: Measure) => void }) {
  const t = useWords(words);
  const { lang } = useLang();
  const known = useKnown();
  const { session } = useSession();
  const query = useQuery({
    queryKey: ['checks'],
    queryFn: async () => (await read(api.GET('/api/v1/checks'))).measures,
    staleTime: 600_000,
  });
  const nothing = (
    <Empty
      action={known(paths.book) ? <LinkButton href={paths.book}>{t('book')}</LinkButton> : null}
    >
      {t('none')}
    </Empty>
  );
  return (
    <>
      <PageTitle>{t('title')}</PageTitle>
      <p>{t('line')}</p>
      <Loaded query={query} empty={nothing}>
        {(measures) => {
          const { mine, others } = byLanguage(measures, lang);
          return (
            <>
              <Offered measures={mine} onChoose={onChoose} />
              {others.length > 0 && mine.length > 0 ? (
                <h2 className={css.others}>{t('others')}</h2>
              ) : null}
              <Offered measures={others} onChoose={onChoose} />
            </>
          );
        }}
      </Loaded>
      {session.way_in === 'private_key' ? <Saved /> : null}
    </>
  );
}

function Offered({
  measures,
  onChoose,
}: {
  measures: readonly Measure[];
  onChoose: (measure: Measure) => void;
}) {
  const t = useWords(words);
  return measures.map((one) => (
    <Card key={one.id} labelledBy={`check-${one.id}`}>
      <h2 id={`check-${one.id}`} lang={one.language} className={css.name}>
        {one.title}
      </h2>
      <p>{t('questions', { n: one.questions })}</p>
      <Button wide onClick={() => onChoose(one)}>
        {t('begin', { title: one.title })}
      </Button>
      <Copyright of={one} />
    </Card>
  ));
}
