"""Sending and reading live text, by either side, while the session's window is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Max

from eap.audit.services import record
from eap.booking import selectors as booking
from eap.booking.selectors import LiveWindow
from eap.cases.models import Case
from eap.core import clock
from eap.core.actor import CLIENT, Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Invalid, Locked, Missing
from eap.core.ids import new_id
from eap.core.policy import require
from eap.messages.models import Message
from eap.messages.words import LONGEST_MESSAGE, MOST_AT_ONCE
from eap.vault.holding import is_let_in
from eap.vault.live import echo, is_unheard
from eap.vault.opening import SOUND, Damage, Door, is_whole, open_through
from eap.vault.sealing import Place, seal
from eap.vault.unlock import stay_open, unlock_live, unlock_state
from eap.vault.words import Purpose, Unlock


@dataclass(frozen=True)
class Posted:
    """A message that is on disk."""

    number: int
    sent_at: datetime


@dataclass(frozen=True, repr=False)
class ReadMessage:
    """One message; `text` is None when its cell is damaged, `key` what its sender gave."""

    number: int
    key: UUID | None
    from_client: bool
    sent_at: datetime
    text: str | None


@dataclass(frozen=True, repr=False)
class Thread:
    """New messages in order, and until when the window is open.

    `damage` is of all messages of the case, and looked for when the first of a session are read.
    """

    messages: list[ReadMessage]
    is_open: bool
    until: datetime
    damage: Damage = SOUND


MESSAGES = ("message",)  # what cells of a message are sealed under


def _place(message_id: UUID) -> Place:
    return Place("message", "body", message_id)


@as_actor
def post_message(
    actor: Actor, *, appointment_id: UUID, text: str, key: UUID | None = None
) -> Posted:
    """Send a message in one's own session.

    With a `key` that was sent before it answers as it did then and keeps nothing more. Raises
    Missing, Conflict("not_open") outside the window, Invalid.
    """
    window = _live_window(actor, appointment_id)
    case = Case.objects.get(id=window.case_id)
    message = Message(
        id=new_id(),
        case=case,
        appointment_id=appointment_id,
        from_client=actor.kind == CLIENT,
        author_id=actor.known_id,
        key=key,
        sent_at=clock.now(),
    )
    rule = require(actor, "messages.message.send", message)
    _take_turns(appointment_id)
    if (sent := _sent_before(message)) is not None:
        return Posted(sent.number, sent.sent_at)
    if not window.is_open:
        raise Conflict("not_open")
    if not text.strip() or len(text) > LONGEST_MESSAGE:
        raise Invalid(fields={"text": "required" if not text.strip() else "max_length"})
    if actor.kind == CLIENT:
        _listen(actor, window)
    message.number = _next_number(appointment_id)
    message.body = seal(text.strip(), file_id=case.file_id, place=_place(message.id), by=actor)
    message.save(force_insert=True)
    echo(text.strip(), file_id=case.file_id, place=_place(message.id))
    record(
        actor,
        action="messages.message.send",
        object_kind="appointment",
        object_id=appointment_id,
        rule=rule,
    )
    return Posted(message.number, message.sent_at)


def _take_turns(appointment_id: UUID) -> None:
    """One writer at a time until commit, so a reader who has seen 7 never misses a late 6."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(appointment_id)]
        )


def _sent_before(message: Message) -> Message | None:
    if message.key is None:
        return None
    return Message.objects.filter(
        appointment_id=message.appointment_id, author_id=message.author_id, key=message.key
    ).first()


def _next_number(appointment_id: UUID) -> int:
    last = Message.objects.filter(appointment_id=appointment_id).aggregate(last=Max("number"))
    return int(last["last"] or 0) + 1


def listen(actor: Actor, *, appointment_id: UUID) -> None:
    """Have a client's browser hear what is said from now on, before its page asks for it.

    Raises Missing, Conflict("not_open").
    """
    window = _live_window(actor, appointment_id)
    if not window.is_open:
        raise Conflict("not_open")
    _listen(actor, window)


def read_thread(actor: Actor, *, appointment_id: UUID, after: int = 0) -> Thread:
    """Messages of one's own session numbered above `after`, oldest first.

    Asked for again and again while a session runs, so only a reading that yields something opens
    content and leaves a trace. A client reads within the window; a counsellor also later.
    Raises Missing (with a trace of the refusal for staff), Locked, Conflict("not_open").
    """
    window = _window(actor, appointment_id)
    if window is None:
        return _open(actor, appointment_id, None, after)
    if actor.kind == CLIENT and not window.is_open:
        raise Conflict("not_open")
    if actor.kind == CLIENT:
        _listen(actor, window)
    else:
        _keep_unlocked(actor, window)
        _repeat(actor, appointment_id, window)
    if not _is_new(actor, appointment_id, after) and not _is_lost(actor, window, after):
        return Thread([], window.is_open, window.closes_at)
    try:
        return _open(actor, appointment_id, window, after)
    except Locked:
        if actor.kind != CLIENT:
            raise
    _unlock_session(actor, window)
    return _open(actor, appointment_id, window, after)


def _window(actor: Actor, appointment_id: UUID) -> LiveWindow | None:
    try:
        return _live_window(actor, appointment_id)
    except Missing:
        if actor.kind == CLIENT:
            raise
        return None


def _live_window(actor: Actor, appointment_id: UUID) -> LiveWindow:
    """When one's own session runs. One whose client is not its case's is nobody's: Missing."""
    window = booking.live_window(actor, appointment_id=appointment_id)
    with acting(actor):
        if not Case.objects.filter(id=window.case_id, client_id=window.client_id).exists():
            raise Missing
    return window


def _keep_unlocked(actor: Actor, window: LiveWindow) -> None:
    """A counsellor's unlock does not idle out while their own session runs."""
    state = unlock_state(actor)
    if state.idle_until is None or state.until is None:
        raise Locked
    if window.is_open and state.idle_until < min(window.closes_at, state.until):
        stay_open(actor, until=window.closes_at)


def _is_new(actor: Actor, appointment_id: UUID, after: int) -> bool:
    with acting(actor):
        return Message.objects.filter(appointment_id=appointment_id, number__gt=after).exists()


def _is_lost(actor: Actor, window: LiveWindow, after: int) -> bool:
    """Whether a session that is read from its beginning lacks messages that were said in it.

    Not while it is open: then it is asked for every moment, and each reading leaves its trace.
    """
    if after or window.is_open:
        return False
    with acting(actor):
        return not is_whole(_file_of(window), tables=MESSAGES)


def _file_of(window: LiveWindow) -> UUID:
    return Case.objects.values_list("file_id", flat=True).get(id=window.case_id)


def _listen(actor: Actor, window: LiveWindow) -> None:
    """What is said from now on is for this browser too, where no key that was let in opens it."""
    if Unlock.LIVE in unlock_state(actor).kinds:
        return
    with acting(actor):
        file_id = _file_of(window)
    if not is_let_in(actor, file_id=file_id):
        _unlock_session(actor, window)


def _repeat(actor: Actor, appointment_id: UUID, window: LiveWindow) -> None:
    """Say once more to a client who came in anew what was said before they did."""
    with acting(actor):
        rows = dict(
            Message.objects.filter(appointment_id=appointment_id).values_list("id", "case__file_id")
        )
    if window.is_open and rows and is_unheard(next(iter(rows.values())), set(rows)):
        _open(actor, appointment_id, window, after=0, again=True)


def _unlock_session(actor: Actor, window: LiveWindow) -> None:
    """What a visit code opens is this session's messages, until its window ends."""
    with acting(actor):
        file_id = _file_of(window)
    unlock_live(
        actor,
        appointment_id=window.appointment_id,
        file_id=file_id,
        until=window.closes_at,
    )


def _open(
    actor: Actor,
    appointment_id: UUID,
    window: LiveWindow | None,
    after: int,
    *,
    again: bool = False,
) -> Thread:
    def find() -> Case | None:
        return Case.objects.filter(id=window.case_id).first() if window else None

    def read(door: Door) -> Thread:
        rows = Message.objects.select_related("case").filter(
            appointment_id=appointment_id, number__gt=after
        )
        read = [_read(door, row, again=again) for row in rows.order_by("number")[:MOST_AT_ONCE]]
        whole = _file_of(window) if window and after == 0 else None
        return Thread(
            _heard(read),
            window is not None and window.is_open,
            window.closes_at if window else clock.now(),
            door.damage(whole, tables=MESSAGES),
        )

    return open_through(
        actor,
        permission="messages.message.open",
        purpose=Purpose.OWN if actor.kind == CLIENT else Purpose.CARE,
        asked=appointment_id,
        find=find,
        read=read,
    )


def _heard(read: Iterable[ReadMessage | None]) -> list[ReadMessage]:
    """Up to the first that was not said to this browser yet, so that all come in order."""
    heard = []
    for message in read:
        if message is None:
            break
        heard.append(message)
    return heard


def _read(door: Door, row: Message, *, again: bool) -> ReadMessage | None:
    """One message; None for a browser to which it has not been said yet."""
    opened = door.open(row.body, file_id=row.case.file_id, place=_place(row.id))
    if opened.value is None and not opened.lost:
        return None
    if again and not opened.lost:
        echo(opened.value, file_id=row.case.file_id, place=_place(row.id))
    return ReadMessage(row.number, row.key, row.from_client, row.sent_at, opened.value)
