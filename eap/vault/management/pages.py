"""What the operator's commands print."""

from collections.abc import Iterable, Iterator, Mapping

from eap.vault.shredding import STRAYS_KEPT_FOR
from eap.vault.status import DeskState, IndexState, KekState, Status
from eap.vault.verdict import Wrong


def status_page(status: Status, wrong: Iterable[Wrong]) -> Iterator[str]:
    """The page of `vault status`, line by line; what is wrong stands last."""
    yield f"root provider: {status.provider}"
    yield from (f"root key {key.id}: {key.state}" for key in status.roots)
    yield from (_kek_line(kek) for kek in status.keks)
    yield f"index root {status.index_version}: current"
    yield from (_index_line(state) for state in status.indexes)
    for state in status.directory:
        yield (
            f"directory, {state.holder}: {state.lines} lines, {state.standing} standing,"
            f" {len(state.refused)} changed"
        )
        yield from (f"  changed: {line}" for line in state.refused)
    yield from (_desk_line(desk) for desk in status.desks)
    for files in status.files:
        yield f"{files.kind} files: {files.files}, {files.due} due for a new seed"
    yield f"subjects with a key: {status.subjects}"
    yield f"erased files: {status.erased}"
    yield f"places that wait: {status.waiting}"
    entries = "not visible to this login" if status.entries is None else status.entries
    yield f"entries not absorbed: {entries}"
    shares = status.shares
    yield (
        f"files without share: {len(shares.missing)}, subjects: {len(shares.subjects)};"
        f" shares of erased files: {shares.unburied};"
        f" of no file: {shares.strays}, kept {STRAYS_KEPT_FOR.days} days for a newer dump that may"
        " be restored"
    )
    yield from (f"  without share: {one}" for one in (*shares.missing, *shares.subjects))
    yield _checked_line(status)
    yield from (f"WRONG: {one.says}" for one in wrong)


def _desk_line(desk: DeskState) -> str:
    if desk.members is None:
        return f"desk {desk.desk}: no key"
    due = ", its key is due" if desk.due else ""
    return f"desk {desk.desk}: {desk.members} members, {desk.behind} under an earlier key{due}"


def _kek_line(kek: KekState) -> str:
    left = f", the last row left on {kek.left_on}" if kek.left_on else ""
    return f"KEK {kek.id}: {kek.state}, {kek.rows} rows{left}"


def _index_line(state: IndexState) -> str:
    if state.rows is None:
        return f"index {state.column}: not visible to this login"
    return index_line(state.column, state.lasting, state.rows)


def index_line(column: str, lasting: bool, rows: Mapping[int, int]) -> str:
    """One column of blind indexes, with its rows by version."""
    told = ", ".join(f"{count} under {version}" for version, count in rows.items()) or "no rows"
    return f"index {column}{'' if lasting else ' (passing)'}: {told}"


def _checked_line(status: Status) -> str:
    if status.checked is None:
        return "last check: never"
    return f"last check: {status.checked.at:%Y-%m-%d %H:%M} UTC, {status.checked.damaged} damaged"
