import { api, read } from '../../api/client';
import { pastTheLock } from '../../api/opening';
import { ProblemError } from '../../api/problem';
import type { components } from '../../api/schema';
import type { Template } from '../../api/staff';
import { onForget } from '../../lib/forget';
import { paths } from '../../lib/paths';
import { keepUnsaved, nowSaved } from '../../lib/unsaved';
import { Keeper, type Kept } from './keeper';
import { SECTIONS, type Section } from './sections';

export type NoteFound = components['schemas']['NoteOut'];

/** Opens a note; the server writes a trace first. Waits at the lock when it has to. */
export const openNote = (note_id: string): Promise<NoteFound> =>
  pastTheLock(() =>
    read(
      api.POST('/api/v1/staff/notes/{note_id}/open', {
        params: { path: { note_id } },
        body: { purpose: 'care' },
      }),
    ),
  );

/** The text of an opened note. One that is damaged has none: throws, it is not an empty one. */
export function textOf({ sections, damage }: NoteFound): Record<string, string> {
  if (sections) return sections;
  throw new ProblemError(409, 'damaged', '', {}, { request_id: damage.reference });
}

export const keptIn = (found: NoteFound): Kept => ({
  sections: textOf(found),
  template: found.head.template as Template,
  version: found.head.version,
});

/** Notes that are being written on this page, or left with something unsaved; in memory only. */
const keepers = new Map<string, Keeper>();

onForget(() => {
  for (const keeper of keepers.values()) keeper.stop();
  keepers.clear();
});

/** Addenda that are being written, by note; in memory only. */
const addenda = new Map<string, string>();

onForget(() => addenda.clear());

/**
 * The text of an addendum that was begun. What was typed into the note after it had been signed
 * elsewhere is taken over into it, each section under its name (`named`), and the keeper ends.
 */
export function addendumOf(found: NoteFound, named: (section: Section) => string): string {
  const keeper = keepers.get(found.head.id);
  if (keeper?.isUnsaved) {
    const { sections } = keeper.get().draft;
    const more = SECTIONS.filter(
      (name) => sections[name]?.trim() && sections[name] !== found.sections?.[name],
    ).map((name) => `${named(name)}\n${sections[name]?.trim()}`);
    keepAddendum(found, [addenda.get(found.head.id), ...more].filter(Boolean).join('\n\n'));
    keeper.stop();
    keepers.delete(found.head.id);
    nowSaved(found.head.id);
  }
  return addenda.get(found.head.id) ?? '';
}

/** Keeps what is typed into an addendum, "" when it was added. It is sent only when asked for. */
export function keepAddendum({ head, case: ref }: NoteFound, text: string): void {
  const id = `addendum ${head.id}`;
  if (text.trim()) {
    addenda.set(head.id, text);
    keepUnsaved({ id, path: paths.note(ref, head.id) }, async () => {});
  } else {
    addenda.delete(head.id);
    nowSaved(id);
  }
}

/**
 * The keeper of a note that was opened. One that still holds something unsaved goes on, and finds
 * out by itself when the server has a newer text; any other begins from what was opened.
 */
export function keeperOf(found: NoteFound): Keeper {
  const note_id = found.head.id;
  const before = keepers.get(note_id);
  if (before?.isUnsaved) return before;
  const keeper = new Keeper(keptIn(found), {
    send: ({ sections, template }, version) =>
      read(
        api.PUT('/api/v1/staff/notes/{note_id}', {
          params: { path: { note_id } },
          body: { sections: { ...sections }, template, version },
        }),
      ),
    reopen: async () => keptIn(await openNote(note_id)),
  });
  keepers.set(note_id, keeper);
  keeper.subscribe(() => {
    const text = { id: note_id, path: paths.note(found.case, note_id) };
    if (keeper.isUnsaved) keepUnsaved(text, () => keeper.attempt());
    else nowSaved(note_id);
  });
  return keeper;
}
