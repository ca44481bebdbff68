"""Acts of and for clients: coming in for the first time and again, keys, consents, leaving."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from eap.audit import services as audit
from eap.core import clock
from eap.core.actor import CLIENT, PRIVATE_KEY, VISIT, Actor
from eap.core.database import acting, as_actor
from eap.core.errors import Conflict, Invalid
from eap.core.ids import new_id
from eap.core.languages import LANGUAGES
from eap.core.policy import require
from eap.people import codes, doors, stamps
from eap.people.models import Client, ClientSession, Consent, PrivateKey, VisitCode
from eap.people.policies import ENDING, NOBODY, whose
from eap.people.words import (
    CODE_LASTS,
    LONGEST,
    REQUIRED,
    TEXTS,
    NotAccepted,
    Purpose,
    Way,
)
from eap.programme.models import ShiftPattern, Site
from eap.programme.selectors import LEAST_HEADS_NAMED, sites
from eap.programme.words import Tenure
from eap.vault import enrolment, unlock, words12
from eap.vault.blind import found_by

LEAST_KEY_BYTES = 16


@dataclass(frozen=True, slots=True)
class Session:
    """A coming-in: the cookie's token, shown to nobody else, and the actor it stands for."""

    token: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class NewClient:
    """A newcomer, or the same one again when the browser repeats its booking (`repeated`).

    `visit_code` has 12 digits and is shown once. `site_id` and `shift_id` are the card's pool.
    """

    client_id: UUID
    visit_code: str
    session_token: str
    actor: Actor
    site_id: UUID | None
    shift_id: UUID | None
    tenure: str | None
    statistics: bool
    repeated: bool


@as_actor
def open_client(
    actor: Actor,
    *,
    card: str | None,
    language: str,
    statistics: bool,
    consent_version: str,
    key: bytes,
) -> NewClient:
    """Make a client of somebody who books for the first time.

    `key` is at least 16 random bytes of the browser: sent again, it gives the same client and
    code, and the card is not asked for twice. Raises NotAccepted for a card that opens nothing,
    Conflict("consent_changed") when another text was shown, Invalid.
    """
    require(actor, "people.client.open")
    _demand_newcomer(language, key)
    if consent_version != TEXTS[REQUIRED]:
        raise Conflict("consent_changed")
    doors.one_at_a_time(min(codes.retry_indexes(key)))  # by the oldest root: the same throughout
    code, holder = _draw_code(key)
    if holder is not None:
        return _same_client(actor, holder, code)
    pool = _redeem(card)
    newcomer = Client(
        came_on=clock.today(),
        language=language,
        site_id=pool.site_id,
        shift_id=pool.shift_id,
        way=Way.NO_CARD if card is None else Way.CARD,
        statistics=statistics,
    )
    oneself = Actor.client(newcomer.id, request_id=actor.request_id)
    with acting(oneself):
        _keep(oneself, newcomer, code, key)
        return _new_client(newcomer, code, actor, repeated=False)


def _keep(oneself: Actor, newcomer: Client, code: str, key: bytes) -> None:
    require(oneself, "people.client.create", newcomer)
    newcomer.save(force_insert=True)
    code_index, retry_index = codes.code_index(code), codes.retry_index(key)
    VisitCode.objects.create(
        client=newcomer,
        code_index=code_index,
        retry_index=retry_index,
        ends_on=clock.today() + CODE_LASTS,
        stamp=stamps.stamp(*stamps.of_code(code_index, retry_index, newcomer.id)),
    )
    _give(newcomer.id, REQUIRED)
    if newcomer.statistics:
        _give(newcomer.id, Purpose.STATISTICS)
    audit.concerns(oneself, object_id=newcomer.id, client_id=newcomer.id)
    audit.record(
        oneself,
        action="people.client.create",
        object_kind="client",
        object_id=newcomer.id,
        details={"way": newcomer.way, "statistics": newcomer.statistics},
    )


def _demand_newcomer(language: str, key: bytes) -> None:
    faults = {}
    if language not in LANGUAGES:
        faults["language"] = "unknown"
    if len(key) < LEAST_KEY_BYTES:
        faults["key"] = "too_short"
    if faults:
        raise Invalid(fields=faults)


def _draw_code(key: bytes) -> tuple[str, UUID | None]:
    """The visit code of this browser's key, and the client who got it by the same key before."""
    for version in codes.draws():  # the current root's last: it is the one a new code is drawn by
        code, client_id = _drawn_by(version, key)
        if client_id is not None:
            break
    return code, client_id


def _drawn_by(version: int, key: bytes) -> tuple[str, UUID | None]:
    attempt = 0
    while True:
        code = codes.visit_code(key, attempt, version)
        holder = _holder_of(code)
        if holder is None:
            return code, None
        if holder.retry_index in codes.retry_indexes(key):
            return code, holder.client_id
        attempt += 1


def _holder_of(code: str) -> doors.CodeHolder | None:
    """Who holds this code. Raises Moved where SQL has made it somebody else's."""
    on = clock.today()
    found = found_by(
        lambda index: doors.code_holder(index, on=on), lambda: codes.code_indexes(code)
    )
    if found is None:
        return None
    index, holder = found
    said = stamps.of_code(index, holder.retry_index, holder.client_id)
    _demand_stamped("code", holder.client_id, holder.stamp, said)
    return holder


def _demand_stamped(field: str, client_id: UUID, mark: bytes, said: tuple[bytes, ...]) -> None:
    if not stamps.is_stamped(mark, *said):
        raise stamps.Moved(field, client_id)


def _same_client(actor: Actor, client_id: UUID, code: str) -> NewClient:
    with acting(Actor.client(client_id, request_id=actor.request_id)):
        client = Client.objects.get(pk=client_id)
        return _new_client(client, code, actor, repeated=True)


def _new_client(client: Client, code: str, coming: Actor, *, repeated: bool) -> NewClient:
    session = _open_session(client.id, VISIT, coming)
    return NewClient(
        client_id=client.id,
        visit_code=code,
        session_token=session.token,
        actor=session.actor,
        site_id=client.site_id,
        shift_id=client.shift_id,
        tenure=client.tenure,
        statistics=client.statistics,
        repeated=repeated,
    )


def _redeem(card: str | None) -> doors.Pool:
    if card is None:
        return doors.Pool(None, None)
    on = clock.today()
    found = found_by(lambda index: doors.redeem(index, on=on), lambda: codes.card_indexes(card))
    if found is None:
        raise NotAccepted("card")
    return found[1]


@as_actor
def come_in_with_code(actor: Actor, *, code: str) -> Session:
    """Come in by visit code: to join, move and cancel, not to read. Raises NotAccepted."""
    require(actor, "people.session.come_in")
    holder = _holder_of(code)
    if holder is None or not holder.standing:
        raise NotAccepted("code")
    session = _come_in(actor, holder.client_id, VISIT)
    current, *older = codes.code_indexes(code)
    said = stamps.of_code(current, holder.retry_index, holder.client_id)
    doors.reindex_code(older, current, stamps.stamp(*said))
    with acting(session.actor):  # a finder of the code leaves a line too, as the key's unlock does
        audit.record(
            session.actor,
            action="people.session.come_in",
            object_kind="client",
            object_id=holder.client_id,
        )
    return session


@as_actor
def come_in_with_words(actor: Actor, *, words: str) -> Session:
    """Come in by private key, which also unlocks the client's own content.

    Raises Invalid when these are not twelve words of the list, NotAccepted when they open nothing.
    """
    require(actor, "people.session.come_in")
    entropy = words12.entropy_of(words)
    found = found_by(doors.key_holder, lambda: codes.key_indexes(entropy))
    if found is None:
        raise NotAccepted("words")
    index, holder = found
    said = stamps.of_key(index, holder.client_id)
    _demand_stamped("words", holder.client_id, holder.stamp, said)
    session = _come_in(actor, holder.client_id, PRIVATE_KEY)
    _reindex_key(session.actor, index, codes.key_index(entropy))
    unlock.unlock_own(session.actor, private=unlock.client_private(words))
    return session


def _reindex_key(oneself: Actor, found: bytes, current: bytes) -> None:
    """Have a key that was found by an older index root be found by the current one."""
    if found != current:
        with acting(oneself):
            said = stamps.of_key(current, oneself.known_id)
            PrivateKey.objects.filter(key_index=found).update(
                key_index=current, stamp=stamps.stamp(*said)
            )


def _come_in(actor: Actor, client_id: UUID, way_in: str) -> Session:
    if actor.kind == CLIENT:
        _end_session(actor)
    with acting(Actor.client(client_id, request_id=actor.request_id)):
        return _open_session(client_id, way_in, actor)


def _open_session(client_id: UUID, way_in: str, coming: Actor) -> Session:
    """Within a transaction of the client."""
    token, session_id, now = codes.new_token(), new_id(), clock.now()
    token_hash = codes.token_hash(token)
    said = stamps.of_session(session_id, token_hash, client_id, way_in)
    ClientSession.objects.create(
        id=session_id,
        token_hash=token_hash,
        client_id=client_id,
        way_in=way_in,
        opened_at=now,
        last_used_at=now,
        until=now + LONGEST,
        stamp=stamps.stamp(*said),
    )
    actor = Actor.client(
        client_id,
        session=session_id,
        way_in=way_in,
        request_id=coming.request_id,
        half=coming.half,
    )
    return Session(token, actor)


@as_actor
def leave(actor: Actor) -> None:
    """End this session and its unlock. Leaving twice, or without having come in, is fine."""
    if actor.kind == CLIENT:
        _end_session(actor)


def _end_session(actor: Actor) -> None:
    unlock.lock(actor)
    _session_of(actor).delete()


def _session_of(actor: Actor) -> QuerySet[ClientSession]:
    return ClientSession.objects.filter(pk=actor.session or NOBODY)


@as_actor
def make_private_key(actor: Actor, *, language: str) -> list[str]:
    """Twelve words, shown once; they open nothing until the last two were typed again.

    With a key already confirmed only somebody who came in by it may make another
    (Conflict("key_exists")), which takes its place when confirmed.
    """
    made = PrivateKey(client_id=whose(actor), made_on=clock.today())
    require(actor, "people.private_key.make", made, hidden=False)
    if language not in words12.LISTS:
        raise Invalid(fields={"language": "unknown"})
    keys = PrivateKey.objects.filter(client_id=actor.known_id)
    if actor.way_in != PRIVATE_KEY and keys.filter(confirmed=True).exists():
        raise Conflict("key_exists")
    keys.filter(confirmed=False).delete()
    words = list(words12.new_words(language))
    made.key_index = codes.key_index(words12.entropy_of(words))
    made.tail_index = codes.tail_index(words[-2:])
    made.stamp = stamps.stamp(*stamps.of_key(made.key_index, actor.known_id))
    made.laid_by = unlock.lay_by(actor, unlock.client_private(" ".join(words)))
    made.save(force_insert=True)
    audit.record(
        actor, action="people.private_key.create", object_kind="client", object_id=actor.id
    )
    return words


@as_actor
def confirm_private_key(actor: Actor, *, words: list[str]) -> None:
    """Prove by its last two words that the new key was saved; from now on it opens.

    This session counts as come in by it. Raises Conflict("no_key") when none waits, NotAccepted.
    """
    require(actor, "people.private_key.make", PrivateKey(client_id=whose(actor)), hidden=False)
    keys = PrivateKey.objects.filter(client_id=actor.known_id)
    waiting = keys.filter(confirmed=False).first()
    if waiting is None:
        raise Conflict("no_key")
    if waiting.tail_index is None or bytes(waiting.tail_index) not in codes.tail_indexes(words):
        raise NotAccepted("words")
    said = stamps.of_key(bytes(waiting.key_index), actor.known_id)
    _demand_stamped("words", actor.known_id, bytes(waiting.stamp), said)
    private = unlock.take_up(actor, bytes(waiting.laid_by or b""))
    keys.filter(confirmed=True).delete()
    keys.filter(pk=waiting.pk).update(confirmed=True, tail_index=None, laid_by=None)
    enrolment.enter_client(actor, private=private)
    _now_by_key(actor)
    audit.record(
        actor, action="people.private_key.change", object_kind="client", object_id=actor.id
    )
    unlock.unlock_own(replace(actor, way_in=PRIVATE_KEY), private=private)


def _now_by_key(actor: Actor) -> None:
    """Have this session count as come in by private key."""
    row = _session_of(actor).first()
    if row is not None:
        said = stamps.of_session(row.id, bytes(row.token_hash), actor.known_id, PRIVATE_KEY)
        _session_of(actor).update(way_in=PRIVATE_KEY, stamp=stamps.stamp(*said))


@as_actor
def end_lost_key(actor: Actor, *, client_id: UUID) -> None:
    """A client's lost words open nothing from now on; where they came in, they are out.

    The caller has made sure that the client is the actor's, and that what the words opened is
    sealed to another key.
    """
    require(actor, "people.private_key.replace")
    audit.record(
        actor, action="people.private_key.replace", object_kind="client", object_id=client_id
    )
    with acting(Actor.system(ENDING)):
        PrivateKey.objects.filter(client_id=client_id).delete()
        ClientSession.objects.filter(client_id=client_id).delete()
    enrolment.end_client(client_id)


@as_actor
def set_consent(actor: Actor, *, purpose: str, given: bool) -> None:
    """Give or withdraw one consent; what stands already stays as it is.

    Raises Invalid for an unknown purpose, Conflict("required") for withdrawing what the service
    itself rests on: that ends with the record, by erasure.
    """
    require(actor, "people.consent.change", Consent(client_id=whose(actor)), hidden=False)
    client_id = actor.known_id
    if purpose not in TEXTS:
        raise Invalid(fields={"purpose": "unknown"})
    if purpose == REQUIRED and not given:
        raise Conflict("required")
    standing = Consent.objects.filter(
        client_id=client_id, purpose=purpose, withdrawn_at__isnull=True
    )
    if given and standing.filter(version=TEXTS[purpose]).exists():
        return
    standing.update(withdrawn_at=clock.now())
    if given:
        _give(client_id, purpose)
    if purpose == Purpose.STATISTICS:
        Client.objects.filter(pk=client_id).update(statistics=given)
    audit.record(
        actor,
        action="people.consent.change",
        object_kind="client",
        object_id=client_id,
        details={"purpose": purpose, "given": given, "version": TEXTS[purpose]},
    )


def _give(client_id: UUID, purpose: str) -> None:
    Consent.objects.create(
        client_id=client_id, purpose=purpose, version=TEXTS[purpose], given_at=clock.now()
    )


@as_actor
def about_me(
    actor: Actor,
    *,
    site: str | None = None,
    shift: str | None = None,
    tenure: str | None = None,
) -> None:
    """Keep what a client says of themselves, by codes; None leaves a thing unsaid.

    Site and shift that came with the card stay. Only sites large enough to hide in can be named.
    Raises Invalid.
    """
    require(actor, "people.client.change", Client(id=whose(actor)), hidden=False)
    client = Client.objects.get(pk=actor.known_id)
    faults: dict[str, str] = {}
    if site is not None and client.site_id is None:
        named = {one.code for one in sites(least_heads=LEAST_HEADS_NAMED)}
        client.site = Site.objects.filter(code=site).first() if site in named else None
        faults |= {} if client.site else {"site": "unknown"}
    if shift is not None and client.shift_id is None:
        client.shift = ShiftPattern.objects.filter(code=shift).first()
        faults |= {} if client.shift else {"shift": "unknown"}
    if tenure is not None:
        client.tenure = tenure
        faults |= {} if tenure in Tenure.values else {"tenure": "unknown"}
    if faults:
        raise Invalid(fields=faults)
    client.save(update_fields=["site", "shift", "tenure"])


@as_actor
def extend_codes(actor: Actor, *, client_id: UUID, until: date) -> None:
    """Let a client's visit code open until `until` at least: 30 days after the last session."""
    require(actor, "people.visit_code.extend", Client(id=client_id))
    doors.extend_code(client_id, until=until)
