import { useState } from 'react';
import { useParams } from 'wouter';
import { pick, useLang, useWords } from '../../lib/i18n';
import { useShortcuts } from '../../lib/shortcuts';
import { useSitting } from '../../lib/sitting';
import { Button } from '../../ui/Button';
import { Risk } from '../../ui/care/Risk';
import { care } from '../../ui/care/words';
import { ErrorCard } from '../../ui/ErrorCard';
import { Icon } from '../../ui/Icon';
import { IconFolder, IconPencil } from '../../ui/icons';
import { Loaded } from '../../ui/Loaded';
import { PageTitle } from '../../ui/PageTitle';
import { Sheet } from '../../ui/Sheet';
import { Skeleton } from '../../ui/Skeleton';
import { StaffZoneNote } from '../../ui/StaffZoneNote';
import { Tag } from '../../ui/Tag';
import { BookNext } from './BookNext';
import css from './Case.module.css';
import { CloseCase } from './CloseCase';
import { Danger } from './Danger';
import { type CaseFound, useCase } from './data';
import { HandOver } from './HandOver';
import { JudgeRisk } from './JudgeRisk';
import { KeyWaits } from './KeyWaits';
import { NewCard } from './NewCard';
import { NewKey } from './NewKey';
import { Steps } from './Steps';
import { About, Holds } from './Summary';
import { Timeline } from './Timeline';
import { useNewNote } from './useNewNote';
import { words } from './words';

/** One case: what happened in it at the left, what stands about it at the right. */
export default function Case() {
  const { ref } = useParams<{ ref: string }>();
  const query = useCase(ref);
  return (
    <Loaded query={query} waiting={<Skeleton lines={10} />}>
      {(found) => <Page found={found} />}
    </Loaded>
  );
}

function Page({ found }: { found: CaseFound }) {
  useSitting(found.ahead[0] ?? null);
  const [open, setOpen] = useState<Which | null>(null);
  const [told, setTold] = useState(false);
  const show = () => {
    setTold(true);
    document.getElementById('told')?.focus();
  };
  return (
    <>
      <Head found={found} onOpen={setOpen} />
      {found.danger_told_at && found.closed_at === null ? (
        <Danger at={found.danger_told_at} onOpen={show} onJudge={() => setOpen('risk')} />
      ) : null}
      <KeyWaits found={found} />
      <Sheets found={found} open={open} onClose={() => setOpen(null)} />
      <Steps found={found} />
      <StaffZoneNote />
      <div className={css.page}>
        <Holds found={found} told={{ wanted: told, onWanted: () => setTold(true) }} />
        <Timeline found={found} />
        <About found={found} />
      </div>
    </>
  );
}

type Which = 'next' | 'risk' | 'card' | 'hand' | 'close';

function Head({ found, onOpen }: { found: CaseFound; onOpen: (which: Which) => void }) {
  const t = useWords(words);
  const c = useWords(care);
  const { lang } = useLang();
  const note = useNewNote(found.id);
  const closed = found.closed_at !== null;
  useShortcuts(closed ? {} : { n: () => note.mutate('progress'), r: () => onOpen('risk') });
  return (
    <header className={css.head}>
      <PageTitle section={t('page')}>
        {pick(found, 'code_name', lang)} <span className={css.number}>{found.number}</span>
      </PageTitle>
      <p className={css.tags}>
        <Tag tone={closed ? 'info' : 'primary'} icon={IconFolder}>
          {c(`state.${found.state}` as 'state.active')}
        </Tag>
        <Risk level={found.risk_level} named />
      </p>
      {closed ? null : (
        <div className={css.acts}>
          <Button busy={note.isPending} onClick={() => note.mutate('progress')}>
            <Icon of={IconPencil} size={18} />
            {t('act.note')}
          </Button>
          <Button variant="default" onClick={() => onOpen('next')}>
            {t('act.next')}
          </Button>
          <Button variant="default" onClick={() => onOpen('risk')}>
            {t('act.risk')}
          </Button>
          <span className={css.rare}>
            <Button variant="subtle" onClick={() => note.mutate('process')}>
              {t('act.process')}
            </Button>
            <Button variant="subtle" onClick={() => onOpen('card')}>
              {t('act.card')}
            </Button>
            <Button variant="subtle" onClick={() => onOpen('hand')}>
              {t('act.hand')}
            </Button>
            <Button variant="subtle" onClick={() => onOpen('close')}>
              {t('act.close')}
            </Button>
          </span>
        </div>
      )}
      {note.error ? <ErrorCard failure={note.error} /> : null}
    </header>
  );
}

function Sheets({
  found,
  open,
  onClose,
}: {
  found: CaseFound;
  open: Which | null;
  onClose: () => void;
}) {
  const t = useWords(words);
  return (
    <>
      <Sheet open={open === 'risk'} onClose={onClose} title={t('risk.title')}>
        <JudgeRisk found={found} onDone={onClose} />
      </Sheet>
      <Sheet open={open === 'next'} onClose={onClose} title={t('book.title')}>
        <BookNext found={found} onDone={onClose} />
      </Sheet>
      <Sheet open={open === 'close'} onClose={onClose} title={t('close.title')}>
        <CloseCase found={found} onDone={onClose} />
      </Sheet>
      <Sheet open={open === 'hand'} onClose={onClose} title={t('hand.title')}>
        <HandOver found={found} />
      </Sheet>
      <Sheet open={open === 'card'} onClose={onClose} title={t('card.title')} centred>
        <NewCard caseId={found.id} />
        <NewKey caseId={found.id} />
      </Sheet>
    </>
  );
}
