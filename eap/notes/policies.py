"""Who writes and reads notes.

The case's counsellor writes, and reads progress notes; a process note is read by its author
alone. The client learns how many notes there are, not what they say.
"""

from eap.audit.policies import erasable
from eap.cases.policies import KEPT, OWN, is_kept, is_own, of_case
from eap.core.actor import CLIENT
from eap.core.policy import Permission, Relation, Rule
from eap.core.roles import Role
from eap.notes.models import Addendum, Note
from eap.notes.words import NoteKind, NoteState
from eap.vault.policies import absorbed

AUTHOR = "{row}.author_id = (SELECT harbour.actor_id())"
IS_DRAFT = f"{{row}}.state = '{NoteState.DRAFT.value}'"
IS_PROGRESS = f"{{row}}.kind = '{NoteKind.PROGRESS.value}'"
IS_PROCESS = f"{{row}}.kind = '{NoteKind.PROCESS.value}'"


def of_note(condition: str) -> str:
    """A condition on a note, for the rows of tables with a `note`."""
    about = condition.format(row="written")
    found = f"SELECT 1 FROM notes_note written WHERE written.id = {{row}}.note_id AND {about}"  # noqa: S608
    return f"EXISTS ({found})"


writes = Relation(
    "is its author and the case's counsellor",
    holds=lambda actor, note: note.author_id == actor.id and is_kept(actor, note.case),
    sql=f"{AUTHOR} AND {of_case(KEPT)}",
)
saves = Relation(
    "writes it, and it is not signed",
    holds=lambda actor, note: note.state == NoteState.DRAFT and writes.holds(actor, note),
    sql=f"{IS_DRAFT} AND {writes.sql}",
)
reads_progress = Relation(
    "is the counsellor of its case, and it is a progress note",
    holds=lambda actor, note: note.kind == NoteKind.PROGRESS and is_kept(actor, note.case),
    sql=f"{IS_PROGRESS} AND {of_case(KEPT)}",
)
reads_process = Relation(
    "is the author of the process note",
    holds=lambda actor, note: note.kind == NoteKind.PROCESS and note.author_id == actor.id,
    sql=f"{IS_PROCESS} AND {AUTHOR}",
)
is_about = Relation(
    "is the client of its case",
    holds=lambda actor, note: is_own(actor, note.case),
    sql=of_case(OWN),
)
adds = Relation(
    "is its author, and of a note they read",
    holds=lambda actor, addendum: (
        addendum.author_id == actor.id
        and (
            reads_progress.holds(actor, addendum.note) or reads_process.holds(actor, addendum.note)
        )
    ),
    sql=f"{AUTHOR} AND ({of_note(reads_progress.sql)} OR {of_note(reads_process.sql)})",
)
reads_addendum = Relation(
    "reads the note it was added to",
    holds=lambda actor, addendum: (
        reads_progress.holds(actor, addendum.note) or reads_process.holds(actor, addendum.note)
    ),
    sql=f"{of_note(reads_progress.sql)} OR {of_note(reads_process.sql)}",
)

LEAVING = "system:leaver"  # counts within the programme manager's own reading

READERS = (Rule(Role.COUNSELLOR, reads_progress), Rule(Role.COUNSELLOR, reads_process))

PERMISSIONS = (
    Permission("notes.note.write", on=Note, covers="rc", to=(Rule(Role.COUNSELLOR, writes),)),
    Permission("notes.note.save", on=Note, covers="u", to=(Rule(Role.COUNSELLOR, saves),)),
    Permission("notes.note.list", on=Note, covers="r", to=READERS),
    Permission("notes.note.open", on=Note, content=True, to=READERS),
    Permission("notes.note.count", on=Note, covers="r", to=(Rule(CLIENT, is_about),)),
    Permission("notes.leaver.count", to=(Rule(Role.PROGRAMME_MANAGER),)),
    Permission("notes.leaver.read", on=Note, covers="r", to=(Rule(LEAVING),)),
    Permission("notes.unsigned.read", to=(Rule(Role.COUNSELLOR),)),
    Permission("notes.addendum.add", on=Addendum, covers="c", to=(Rule(Role.COUNSELLOR, adds),)),
    Permission(
        "notes.addendum.read", on=Addendum, covers="r", to=(Rule(Role.COUNSELLOR, reads_addendum),)
    ),
    *map(erasable, (Addendum, Note)),
    absorbed(Note),
    absorbed(Addendum),
)
