import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'wouter';
import { api, read } from '../../api/client';
import { OPENED, opened } from '../../api/opening';
import { content } from '../../api/query';
import { useZone } from '../../api/staff';
import { pick, useLang, useWords } from '../../lib/i18n';
import { paths } from '../../lib/paths';
import { dayAndClock } from '../../lib/time';
import { Card } from '../../ui/Card';
import { Damage } from '../../ui/Damage';
import { Icon } from '../../ui/Icon';
import { IconChevronLeft } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Editor } from './Editor';
import { type NoteFound, openNote } from './keepers';
import css from './Note.module.css';
import { Signed } from './Signed';
import { words } from './words';

/** One note, opened with a trace: written while it is a draft, read and added to once signed. */
export default function Note() {
  const { ref, nid } = useParams<{ ref: string; nid: string }>();
  const note = useQuery({
    queryKey: [OPENED, 'note', nid],
    queryFn: () => openNote(nid),
    ...opened,
  });
  return (
    <div className={css.page}>
      <Back caseId={ref} />
      <Loaded query={note} waiting={<Skeleton lines={10} />}>
        {(found) => <Opened key={found.head.id} found={found} />}
      </Loaded>
    </div>
  );
}

function Opened({ found }: { found: NoteFound }) {
  const t = useWords(words);
  const { lang } = useLang();
  const zone = useZone();
  const isDraft = found.head.state === 'draft' && found.mine;
  return (
    <>
      <PageTitle section={t('section')}>
        {t(`title.${found.head.kind}` as 'title.progress')}
      </PageTitle>
      {found.session_at ? (
        <p>{t('session', { when: dayAndClock(found.session_at, lang, zone) })}</p>
      ) : null}
      <p className={css.small}>
        {t('began', { when: dayAndClock(found.head.started_at, lang, zone) })}
      </p>
      {found.head.kind === 'process' ? <p className={css.small}>{t('process.line')}</p> : null}
      {found.sections === null ? (
        <Card tone="warn">
          <p role="alert">{t('damaged', { reference: found.damage.reference })}</p>
        </Card>
      ) : null}
      {found.damage.missing > (found.sections === null ? 1 : 0) ? (
        <Damage found={found.damage} />
      ) : null}
      {isDraft && found.sections ? <Editor found={found} /> : <Signed found={found} />}
    </>
  );
}

function Back({ caseId }: { caseId: string }) {
  const t = useWords(words);
  const { lang } = useLang();
  const { data } = useQuery({
    queryKey: ['case', caseId],
    queryFn: () =>
      read(api.GET('/api/v1/staff/cases/{case_id}', { params: { path: { case_id: caseId } } })),
    ...content,
  });
  const called = data ? `${pick(data, 'code_name', lang)} ${data.number}` : '';
  return (
    <Link href={paths.case(caseId)} className={css.back}>
      <Icon of={IconChevronLeft} size={18} />
      {t('back', { case: called })}
    </Link>
  );
}
