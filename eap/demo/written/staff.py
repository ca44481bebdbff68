"""The programme's staff at the synthetic company, their calendars and secrets."""

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateRange

from eap.access import addresses
from eap.access.models import RoleGrant, Staff
from eap.booking.models import AvailabilityRule, Counsellor
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.core.roles import SETUP, Role
from eap.demo.told.diary import BLOCKS, WORKDAYS, ZONE_NAME
from eap.demo.written.trail import Trail
from eap.programme.words import Modality
from eap.vault import desks, directory, pairs, passphrases
from eap.vault.directory import Line
from eap.vault.models import Passphrase
from eap.vault.policies import READERS, VAULT
from eap.vault.unlock import HALF, unlock
from eap.vault.words import DESKS, MEMBERS, staff
from eap.vault.words12 import new_words

OPENER = Actor.system(SETUP)


@dataclass(frozen=True, slots=True)
class Post:
    """One person of staff, known as `key`. Counsellors `weigh` how many of those who come."""

    key: str
    name_zh: str
    name_en: str
    roles: frozenset[str]
    weighs: int = 0
    languages: tuple[str, ...] = ("zh-Hans", "en")
    gender: str = "woman"
    room: str = ""


def _post(key: str, name_zh: str, name_en: str, *roles: Role) -> Post:
    return Post(key, name_zh, name_en, frozenset(role.value for role in roles))


LI_WEN = "counsellor"
COUNSELLORS = (
    Post(LI_WEN, "李雯", "Li Wen", frozenset({Role.COUNSELLOR.value}), 3, room="B2-402"),
    Post(
        "counsellor-2",
        "陈屿",
        "Chen Yu",
        frozenset({Role.COUNSELLOR.value, Role.ON_CALL.value}),
        1,
        gender="man",
        room="B2-405",
    ),
    Post(
        "counsellor-3",
        "何苗",
        "He Miao",
        frozenset({Role.COUNSELLOR.value, Role.ON_CALL.value}),
        1,
        languages=("zh-Hans",),
        room="B2-407",
    ),
)
# Beside the three above; a larger company needs more hands.
MORE = (("吴桐", "Wu Tong"), ("叶青", "Ye Qing"), ("秦川", "Qin Chuan"), ("方圆", "Fang Yuan"),
        ("沈舟", "Shen Zhou"), ("江月", "Jiang Yue"), ("唐果", "Tang Guo"))  # fmt: skip
OTHERS = (
    _post("clinical-lead", "周宁", "Zhou Ning", Role.CLINICAL_LEAD),
    _post("on-call", "孙禾", "Sun He", Role.ON_CALL),
    _post("on-call-2", "田一", "Tian Yi", Role.ON_CALL),
    _post("programme-manager", "林越", "Lin Yue", Role.PROGRAMME_MANAGER),
    _post("operations", "高原", "Gao Yuan", Role.OPERATIONS),
    _post("privacy-officer", "许静", "Xu Jing", Role.PRIVACY_OFFICER),
    _post("auditor", "白桦", "Bai Hua", Role.AUDITOR),
    _post("system-admin", "罗一", "Luo Yi", Role.SYSTEM_ADMIN),
)
AGENTS_EACH = 2_000


@dataclass(frozen=True, repr=False, slots=True)
class Member:
    """A person of staff as hired: their id and secrets. `passphrase` is "" for nobody's content."""

    post: Post
    id: UUID
    email: str
    password: str
    passphrase: str

    @property
    def actor(self) -> Actor:
        """The person acting, with all their roles."""
        return Actor.staff(self.id, self.post.roles)

    def unlocked(self) -> Actor:
        """The person acting in a browser of their own, in which they have just unlocked."""
        signed_in = replace(self.actor, session=new_id(), half=secrets.token_bytes(HALF))
        unlock(signed_in, passphrase=self.passphrase)
        return signed_in


def posts(agents: int) -> tuple[Post, ...]:
    """Counsellors first, as many as so many agents need, then everybody else."""
    needed = max(len(COUNSELLORS), -(-agents // AGENTS_EACH))
    more = (
        Post(f"counsellor-{number}", zh, en, frozenset({Role.COUNSELLOR.value}), 1)
        for number, (zh, en) in enumerate(MORE, start=len(COUNSELLORS) + 1)
    )
    return (*COUNSELLORS, *list(more)[: needed - len(COUNSELLORS)], *OTHERS)


def hire(trail: Trail, agents: int, since: datetime) -> list[Member]:
    """Write accounts, roles, addresses and notes passphrases, all secrets fresh."""
    members = [_member(post) for post in posts(agents)]
    accounts = [_account(member, since) for member in members]
    addresses.give([(row, one.email) for row, one in zip(accounts, members, strict=True)])
    Staff.objects.bulk_create(accounts)
    RoleGrant.objects.bulk_create(
        RoleGrant(staff_id=member.id, role=role, since=since)
        for member in members
        for role in sorted(member.post.roles)
    )
    _give_keys([member for member in members if member.passphrase], since)
    for member in members:
        _say_hired(trail, member, since)
    return members


def _member(post: Post) -> Member:
    opens = post.roles & {role.value for role in READERS}
    email = f"{post.name_en.lower().replace(' ', '.')}@eap.example"
    return Member(post, new_id(), email, secrets.token_urlsafe(12), _four_words() if opens else "")


def _four_words() -> str:
    return " ".join(new_words("en")[:4])


def _account(member: Member, since: datetime) -> Staff:
    row = Staff(
        id=member.id,
        display_name=f"{member.post.name_zh} {member.post.name_en}",
        language="zh-Hans",
        invited_at=since,
        last_login=since + timedelta(days=1),
    )
    row.set_password(member.password)
    return row


def _give_keys(members: list[Member], since: datetime) -> None:
    """Key pairs under notes passphrases, and desks whose members have all been let in."""
    with clock.standing_at(since), acting(Actor.system(VAULT)):
        lines = {member: _enter(member) for member in members}
        for desk, roles in MEMBERS.items():
            inside = [line for member, line in lines.items() if member.post.roles & set(roles)]
            private = desks.found(desk, inside[0])
            for line in inside[1:]:
                desks.let_in(directory.standing([DESKS[desk]])[DESKS[desk]].id, private, line)


def _enter(member: Member) -> Line:
    """The member's line in the directory, and their private half under the passphrase.

    Nobody needs their recovery code.
    """
    private = pairs.new_private()
    line = directory.enter(staff(member.id), pairs.public_of(private), new_id())
    stored = passphrases.store(member.id, line.id, private, member.passphrase)
    code = new_words("en")
    Passphrase.objects.create(
        staff_id=member.id,
        suite=passphrases.SUITE,
        salt=stored.salt,
        pair_id=line.id,
        sealed_key=stored.sealed_key,
        recovery_copy=passphrases.recovery_copy(stored, private, code),
        set_at=clock.now(),
    )
    return line


def _say_hired(trail: Trail, member: Member, since: datetime) -> None:
    thing = ("staff", member.id)
    details = {"roles": ",".join(sorted(member.post.roles))}
    trail.say(OPENER, "access.staff.invite", thing, since, details=details)
    if member.passphrase:
        at = since + timedelta(days=1)
        trail.say(member.actor, "vault.passphrase.set", thing, at, under="")


def open_calendars(trail: Trail, counsellors: list[Member], since: datetime) -> None:
    """Write who counsels and their weekly hours, which go on until somebody ends them."""
    Counsellor.objects.bulk_create(_calendar(member) for member in counsellors)
    monday = since.date() - timedelta(days=since.weekday())
    rules = [
        AvailabilityRule(
            counsellor_id=member.id,
            anchor=monday,
            offset_day=weekday,
            starts=starts,
            length=length,
            valid=DateRange(since.date(), None),
        )
        for member in counsellors
        for weekday in WORKDAYS
        for starts, length in BLOCKS
    ]
    AvailabilityRule.objects.bulk_create(rules)
    for member in counsellors:
        thing = ("staff", member.id)
        trail.say(OPENER, "booking.counsellor.change", thing, since)
    by = {member.id: member.actor for member in counsellors}
    for rule in rules:
        trail.say(
            by[rule.counsellor_id],
            "booking.hours.change",
            ("rule", rule.id),
            since + timedelta(days=1),
            under="",
            details={"did": "added"},
        )


def _calendar(member: Member) -> Counsellor:
    post = member.post
    return Counsellor(
        staff_id=member.id,
        name_zh=post.name_zh,
        name_en=post.name_en,
        pronoun="she" if post.gender == "woman" else "he",
        time_zone=ZONE_NAME,
        languages=list(post.languages),
        modalities=Modality.values,
        phone_line="400 000 0100",
        room=post.room,
    )
