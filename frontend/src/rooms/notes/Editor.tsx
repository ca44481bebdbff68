import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { OPENED } from '../../api/opening';
import type { Template } from '../../api/staff';
import { useWords } from '../../lib/i18n';
import { locked } from '../../lib/lock';
import { useShortcuts } from '../../lib/shortcuts';
import { Button } from '../../ui/Button';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { ErrorCard } from '../../ui/ErrorCard';
import { TextArea } from '../../ui/Field';
import { SaveState } from '../../ui/SaveState';
import { InsertPlan } from './InsertPlan';
import type { Keeper, Standing } from './keeper';
import { keeperOf, type NoteFound, openNote } from './keepers';
import css from './Note.module.css';
import { Sign } from './Sign';
import { besides, headingOf, isBlank, type Section, TEMPLATES, viewOf } from './sections';
import { TwoVersions } from './TwoVersions';
import { words } from './words';

/** Writes a note. It saves by itself; the line at the bottom says where the text is. */
export function Editor({ found }: { found: NoteFound }) {
  const t = useWords(words);
  const [keeper] = useState(() => keeperOf(found));
  const standing = useSyncExternalStore(keeper.subscribe, keeper.get);
  const [signing, setSigning] = useState(false);
  // Neither a note signed elsewhere nor one of two versions is offered for signing.
  const mayBeSigned = !standing.signed && !standing.other;
  const fields = useFirstField(standing);
  useKeeping(keeper);
  useShortcuts({
    'mod+s': () => void keeper.flush(),
    'mod+enter': () => setSigning(mayBeSigned && !isBlank(standing.draft.sections)),
  });
  const { draft, other } = standing;
  return (
    <>
      <Layout template={draft.template} onArrange={(template) => keeper.arrange(template)} />
      {other ? <TwoVersions keeper={keeper} standing={standing} other={other} /> : null}
      <Obstacle standing={standing} noteId={found.head.id} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: blur of any field inside saves */}
      <div ref={fields} onBlur={() => void keeper.flush()}>
        <Sections keeper={keeper} standing={standing} />
      </div>
      <div className={css.foot}>
        <SaveState saving={standing.saving} />
        <div className={css.acts}>
          <InsertPlan caseId={found.case} noteId={found.head.id} keeper={keeper} />
          {!mayBeSigned ? null : isBlank(draft.sections) ? (
            <span className={css.small}>{t('sign.blank')}</span>
          ) : (
            <Button onClick={() => setSigning(true)}>{t('sign')}</Button>
          )}
        </div>
      </div>
      <Sign
        open={signing && mayBeSigned}
        onClose={() => setSigning(false)}
        noteId={found.head.id}
        keeper={keeper}
      />
    </>
  );
}

/**
 * Where writing goes on: the first field has the focus when an empty note is opened and whenever
 * its layout was chosen, so that nothing is typed into a button.
 */
function useFirstField({ draft }: Standing) {
  const fields = useRef<HTMLDivElement>(null);
  const { template } = draft;
  const chosen = useRef(isBlank(draft.sections) ? null : template);
  useEffect(() => {
    if (chosen.current === template) return;
    chosen.current = template;
    fields.current?.querySelector('textarea')?.focus();
  }, [template]);
  return fields;
}

/** Saves when the page locks, is unlocked, comes back to the network or is left for another. */
function useKeeping(keeper: Keeper): void {
  const isLocked = locked.use();
  // biome-ignore lint/correctness/useExhaustiveDependencies: at every locking and unlocking
  useEffect(() => {
    void keeper.flush();
  }, [keeper, isLocked]);
  useEffect(() => {
    const save = () => void keeper.flush();
    addEventListener('online', save);
    return () => {
      save();
      removeEventListener('online', save);
    };
  }, [keeper]);
}

function Layout({
  template,
  onArrange,
}: {
  template: Template;
  onArrange: (template: Template) => void;
}) {
  const t = useWords(words);
  return (
    <fieldset className={css.layout}>
      <legend>{t('template')}</legend>
      {TEMPLATES.map((one) => (
        <Chip key={one} pressed={one === template} onPress={() => onArrange(one)}>
          {t(`template.${one}`)}
        </Chip>
      ))}
    </fieldset>
  );
}

function Sections({ keeper, standing }: { keeper: Keeper; standing: Standing }) {
  const t = useWords(words);
  const { sections, template } = standing.draft;
  const [extra] = useState(() => new Set<Section>());
  // A section outside of the layout stays on the page once shown, also when it is emptied.
  for (const name of besides(template, sections)) extra.add(name);
  const shown = viewOf(template);
  const also = [...extra].filter((name) => !shown.includes(name));
  const field = (name: Section, label: string) => (
    <TextArea
      key={name}
      label={label}
      rows={template === 'free' ? 12 : 5}
      spellCheck={false}
      value={sections[name] ?? ''}
      onChange={(event) => keeper.write(name, event.target.value)}
    />
  );
  return (
    <>
      {shown.map((name) => field(name, t(headingOf(template, name))))}
      {also.length > 0 ? (
        <section aria-labelledby="besides">
          <h2 id="besides">{t('besides')}</h2>
          <p className={css.small}>{t('besides.line')}</p>
          {also.map((name) => field(name, t(`any.${name}`)))}
        </section>
      ) : null}
    </>
  );
}

function Obstacle({ standing, noteId }: { standing: Standing; noteId: string }) {
  const t = useWords(words);
  const { refusal, signed } = standing;
  if (signed) {
    return (
      <Card tone="warn">
        <p role="alert">{t('signed.elsewhere')}</p>
        <GoOn noteId={noteId} />
      </Card>
    );
  }
  if (!refusal) return null;
  const said =
    refusal.status === 422 || refusal.status === 400
      ? t('refused.length')
      : refusal.status === 403 || refusal.status === 404
        ? t('refused.gone')
        : null;
  if (!said) return <ErrorCard failure={refusal} />;
  return (
    <Card tone="warn">
      <p role="alert">{said}</p>
    </Card>
  );
}

/** Opens the note as it was signed; what is only here then stands in the field of its addendum. */
function GoOn({ noteId }: { noteId: string }) {
  const t = useWords(words);
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: () => openNote(noteId),
    onSuccess: (found) => queries.setQueryData<NoteFound>([OPENED, 'note', noteId], found),
  });
  return (
    <>
      {act.error ? <ErrorCard failure={act.error} /> : null}
      <Button busy={act.isPending} onClick={() => act.mutate()}>
        {t('signed.go.on')}
      </Button>
    </>
  );
}
