"""The custodians' ceremony on real rows, by its commands, and everything that must stop it."""

import json
import logging
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.core.management.base import CommandError

from eap.access.services import renew_invitation
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.errors import Conflict, Locked, Refused
from eap.core.ids import new_id
from eap.core.roles import Role
from eap.desk import staffing
from eap.vault import (
    ceremonies,
    circles,
    custodians,
    desk_keys,
    desks,
    directory,
    enrolment,
    escrow,
    files,
    pairs,
    share_pages,
    status,
)
from eap.vault import unlock as vault
from eap.vault.models import EscrowRequest, Wrap
from eap.vault.policies import VAULT
from eap.vault.sealing import Place, new_file, seal
from eap.vault.words import DESKS, ESCROW, Desk, Holder
from eap.vault.words import staff as holder_of
from tests.factories.keys import HALF
from tests.factories.staff import acting_as, make_staff

from .conftest import SECRET, open_cells, trail

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.no_desks,
    pytest.mark.usefixtures("light_argon2", "cells"),
]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD, NEW = "four quiet grey herons", "five loud green parrots"
SYSTEM = Actor.system(VAULT)


@pytest.fixture(autouse=True)
def nine_o_clock() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


def after(hours: float) -> Any:
    return clock.standing_at(NOW + hours * HOUR)


def run(*line: object) -> str:
    """What a command says."""
    out = StringIO()
    call_command("escrow", *map(str, line), stdout=out)
    return out.getvalue()


def somebody(*roles: str) -> Actor:
    return acting_as(make_staff(*roles))


def email_of(actor: Actor) -> str:
    return f"{actor.id}@eap.example"


def enrol(actor: Actor, passphrase: str) -> Actor:
    """With a key, proved recovery code and an open unlock."""
    words = enrolment.set_passphrase(actor, passphrase=passphrase)
    enrolment.confirm_recovery(actor, words=" ".join(words))
    vault.unlock(actor, passphrase=passphrase)
    return actor


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The custodians' key is made and entered; their pages are in this folder."""
    run("make", "--of", 2, 3, "--out", tmp_path / "escrow")
    run("enter", tmp_path / "escrow" / "public.json")
    return tmp_path / "escrow"


@pytest.fixture
def manager() -> Actor:
    return somebody(Role.PROGRAMME_MANAGER)


@pytest.fixture
def officer() -> Actor:
    return somebody(Role.PRIVACY_OFFICER)


@pytest.fixture
def colleague() -> Actor:
    return somebody(Role.COUNSELLOR)


@pytest.fixture
def me(pages: Path, colleague: Actor) -> Actor:
    """The first counsellor with a key, who founds the desk."""
    return enrol(somebody(Role.COUNSELLOR), OLD)


def write(cells: Any, by: Actor, *circle: Holder) -> UUID:
    """A row in a file of its own, held by this circle."""
    row_id = uuid4()
    with acting(by):
        file_id = new_file("case", circle=circle or [holder_of(by.known_id)])
        cells.objects.create(
            id=row_id,
            counsellor_id=by.id,
            file_id=file_id,
            body=seal(SECRET, file_id=file_id, place=Place("cell", "text", row_id, 1), by=by),
        )
    return row_id


def read(by: Actor, row_id: UUID) -> Any:
    return open_cells(by, row_id)[row_id].value


def lose(actor: Actor) -> None:
    """Both are lost; they begin again with a new key."""
    enrolment.start_anew(actor)
    enrol(actor, NEW)


def lines(actor: Actor) -> directory.Line:
    with acting(SYSTEM):
        return directory.standing([holder_of(actor.known_id)])[holder_of(actor.known_id)]


def fingerprint(actor: Actor) -> str:
    return escrow.fingerprint(lines(actor).public_key)


def ask(actor: Actor, by: Actor) -> UUID:
    said = run("ask", "--staff", email_of(actor), "--reason", "lost", "--by", email_of(by))
    return UUID(said.split()[1].rstrip(","))


def joined(bundle: Path, pages: Path, key: str, *, custodians: tuple[int, ...] = (1, 3)) -> Path:
    """The custodians' answer, as written to a file."""
    out = bundle.with_name(f"answer-{uuid4()}.json")
    shares = [word for one in custodians for word in ("--share", pages / f"custodian-{one}.txt")]
    run("open", bundle, *shares, "--key", key, "--out", out)
    return out


@pytest.fixture
def case(cells: Any, me: Actor) -> UUID:
    """A case of mine, in which something is written."""
    row_id = write(cells, me)
    assert read(me, row_id) == SECRET
    return row_id


def bundle_file(folder: Path) -> Path:
    """An empty bundle."""
    path = folder / "empty"
    path.write_text(escrow.Bundle(new_id(), new_id(), new_id(), bytes(32)).as_text())
    return path


class TestMaking:
    def test_one_private_page_for_each_and_a_public_file(self, tmp_path: Path) -> None:
        said = run("make", "--out", tmp_path / "escrow")
        made = sorted((tmp_path / "escrow").iterdir())
        assert [path.name for path in made] == [
            "custodian-1.txt", "custodian-2.txt", "custodian-3.txt", "public.json",
        ]  # fmt: skip
        assert {stat.S_IMODE(path.stat().st_mode) for path in made} == {0o600}
        shares = [share_pages.words_on(path.read_text()) for path in made[:3]]
        private = escrow.join(shares[:2])
        public = json.loads(made[3].read_text())
        assert (public["threshold"], public["count"]) == (2, 3)
        assert pairs.public_of(private).hex() == public["public_key"]
        for path, own in zip(made, [*shares, ""], strict=True):
            text = path.read_text()
            assert private.hex() not in text + said
            assert not [words for words in shares if words != own and words[:40] in text]
        assert not [words for words in shares if words[:40] in said]

    def test_pages_are_not_written_over(self, tmp_path: Path) -> None:
        run("make", "--out", tmp_path / "escrow")
        with pytest.raises(CommandError, match="File exists"):
            run("make", "--out", tmp_path / "escrow")

    def test_it_takes_no_state_no_login_and_no_environment(self, tmp_path: Path) -> None:
        line = [sys.executable, "manage.py", "escrow", "make", "--out", str(tmp_path / "escrow")]
        made = subprocess.run(
            line,
            cwd=settings.BASE_DIR,
            env={"HARBOUR_STATE": str(tmp_path / "none")},
            capture_output=True,
            text=True,
            check=True,
        )
        assert "fingerprint" in made.stdout
        assert not (tmp_path / "none").exists()
        with pytest.raises(CommandError, match="no words of a share"):
            (tmp_path / "share").write_bytes(b"\xff\xfe")
            share = ("--share", tmp_path / "share", "--key", "x", "--out", tmp_path / "answer")
            run("open", bundle_file(tmp_path), *share)

    def test_it_and_opening_touch_no_database(self, tmp_path: Path, django_db_blocker: Any) -> None:
        with django_db_blocker.block():
            run("make", "--of", 3, 5, "--out", tmp_path / "escrow")
            with pytest.raises(CommandError, match="no harbour escrow bundle"):
                share = tmp_path / "escrow" / "custodian-1.txt"
                public = tmp_path / "escrow" / "public.json"
                run("open", public, "--share", share, "--key", "x", "--out", tmp_path / "answer")


class TestEntering:
    def test_every_reader_hears_of_it_and_a_second_needs_a_word(
        self, pages: Path, colleague: Actor, tmp_path: Path
    ) -> None:
        run("make", "--out", tmp_path / "second")
        with pytest.raises(CommandError, match="--replace"):
            run("enter", tmp_path / "second" / "public.json")
        mail.outbox.clear()
        said = run("enter", tmp_path / "second" / "public.json", "--replace")
        assert "version 2" in said
        assert [one.to for one in mail.outbox] == [[email_of(colleague)]]
        assert len(trail("vault.escrow.enter")) == 2

    def test_what_was_made_before_the_first_key_gets_its_part_by_reading(
        self, cells: Any, tmp_path: Path
    ) -> None:
        early = enrol(somebody(Role.COUNSELLOR), OLD)
        row_id = write(cells, early)
        run("make", "--out", tmp_path / "escrow")
        run("enter", tmp_path / "escrow" / "public.json")
        assert not held_by_custodians()
        read(early, row_id)
        assert len(held_by_custodians()) == 1

    def test_a_replaced_key_gets_what_was_there_only_by_hand(
        self, cells: Any, me: Actor, case: UUID, tmp_path: Path
    ) -> None:
        before = held_by_custodians()
        run("make", "--out", tmp_path / "second")
        said = run("enter", tmp_path / "second" / "public.json", "--replace")
        read(me, case)
        assert held_by_custodians() == before
        with pytest.raises(Refused, match="other_key"):
            custodians.give(me, fingerprint=escrow.fingerprint(bytes(32)))
        assert held_by_custodians() == before
        standing = said.partition("fingerprint ")[2].split("\n")[0]
        assert custodians.standing_key(me) == custodians.KeyView(standing, 1)
        forged = put_in_by_sql(me)
        assert custodians.give(me, fingerprint=standing) == 2  # the case and the desk
        assert held_by_custodians() != before
        assert custodians.give(me, fingerprint=standing) == 0
        with acting(SYSTEM):
            assert Wrap.objects.get(id=forged).token is None
        with pytest.raises(Locked):
            custodians.give(replace(me, session=new_id()), fingerprint=standing)


def put_in_by_sql(me: Actor) -> UUID:
    """A custodians' place that the server did not make, at a secret of mine; its id."""
    subject_id = new_id()
    with acting(SYSTEM):
        mine = Wrap.objects.filter(holder_id=me.id, file_id__isnull=False).first()
        assert mine is not None
        theirs = Wrap.objects.get(subject_id=mine.subject_id, holder="escrow")
        mine.pk, mine.subject_id = new_id(), subject_id
        mine.save(force_insert=True)
        theirs.pk, theirs.subject_id, theirs.token = new_id(), subject_id, None
        theirs.save(force_insert=True)
    return theirs.pk


def held_by_custodians() -> set[UUID | None]:
    """The pairs to which the custodians' filled places are sealed."""
    with acting(SYSTEM):
        rows = Wrap.objects.filter(holder="escrow", token__isnull=False)
        return set(rows.values_list("pair_id", flat=True))


class TestBroughtBack:
    def test_two_custodians_bring_it_back(
        self,
        cells: Any,
        me: Actor,
        case: UUID,
        manager: Actor,
        officer: Actor,
        pages: Path,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        caplog.set_level(logging.DEBUG)
        at_desk = write(cells, me, DESKS[Desk.INTAKE])
        lose(me)
        for row_id in (case, at_desk):
            with pytest.raises(Locked):
                read(me, row_id)
        mail.outbox.clear()
        request_id = ask(me, manager)
        assert len(mail.outbox) == 2  # both counsellors
        bundle = tmp_path / "bundle.json"
        with after(24):
            run("export", "--request", request_id, "--out", bundle)
            answer = joined(bundle, pages, fingerprint(me))
            said = run("import", answer, "--by", email_of(officer))
            vault.unlock(me, passphrase=NEW)
            assert "2 brought back, 0 still shut" in said
            assert read(me, case) == SECRET
            assert read(me, at_desk) == SECRET  # the desk's key came back as well
            again = write(cells, me)
            assert read(me, again) == SECRET
            with pytest.raises(CommandError, match="has ended"):
                run("import", answer, "--by", email_of(officer))
        private = escrow.join([words_of(pages, 1), words_of(pages, 2)])
        for text in (bundle.read_text(), answer.read_text(), caplog.text, said):
            assert private.hex() not in text
            assert SECRET not in text
            assert words_of(pages, 1)[:40] not in text
        assert stat.S_IMODE(bundle.stat().st_mode) == 0o600
        assert stat.S_IMODE(answer.stat().st_mode) == 0o600

    def test_each_step_leaves_its_trace(
        self, me: Actor, case: UUID, manager: Actor, officer: Actor, pages: Path, tmp_path: Path,
        as_owner: Callable[[], Any],
    ) -> None:  # fmt: skip
        lose(me)
        request_id = ask(me, manager)
        with after(24):
            run("export", "--request", request_id, "--out", tmp_path / "bundle")
            answer = joined(tmp_path / "bundle", pages, fingerprint(me))
            run("import", answer, "--by", email_of(officer))
        for what in ("ask", "export", "place"):
            (event,) = trail(f"vault.escrow.{what}")
            assert event.object_id == me.id
        with as_owner() as owner:
            owner.execute("SET row_security = off")
            said = str(owner.execute("SELECT details FROM audit_detail").fetchall())
        assert str(manager.id) in said
        assert str(officer.id) in said

    def test_what_comes_out_of_a_wrap_is_no_seed(
        self, me: Actor, case: UUID, pages: Path, manager: Actor
    ) -> None:
        lose(me)
        request_id = ask(me, manager)
        with after(24):
            bundle = ceremonies.export(SYSTEM, request_id=request_id)
        private = escrow.join([words_of(pages, 1), words_of(pages, 2)])
        for part in bundle.parts:
            about = escrow.Place(part.subject, ESCROW, part.pair).about
            secret = pairs.open_with(private, part.sealed, about)
            seed = files.Seed.objects.filter(id=part.subject).first()
            if seed is not None:
                keys = files.FileKeys(secret, seed.id, seed.file_id)
                assert keys.commitment != bytes(seed.commitment)

    def test_those_who_left_the_circle_or_never_were_in_it_get_nothing(
        self, cells: Any, me: Actor, case: UUID, colleague: Actor, manager: Actor, officer: Actor,
        pages: Path, tmp_path: Path, as_owner: Callable[[], Any],
    ) -> None:  # fmt: skip
        enrol(colleague, "six small brown wrens")
        theirs = write(cells, colleague)
        shared = write(cells, colleague, holder_of(colleague.known_id), holder_of(me.known_id))
        with acting(colleague):
            file_id = cells.objects.get(id=shared).file_id
        circles.leave_out(colleague, file_id=file_id, holder=holder_of(me.known_id))
        with acting(SYSTEM):
            forged = Wrap.objects.filter(holder_id=colleague.id, file_id__isnull=False).first()
            assert forged is not None
            forged.pk, forged.holder_id, forged.token = new_id(), me.known_id, None
            forged.save(force_insert=True)  # as SQL would put it in
        lose(me)
        request_id = ask(me, manager)
        with after(24):
            run("export", "--request", request_id, "--out", tmp_path / "bundle")
            with acting(SYSTEM):
                mine = Wrap.objects.filter(holder="staff", holder_id=me.id)
                expected = set(mine.exclude(pk=forged.pk).values_list("subject_id", flat=True))
            given = escrow.bundle((tmp_path / "bundle").read_text())
            assert {part.subject for part in given.parts} == expected
            answer = joined(tmp_path / "bundle", pages, fingerprint(me))
            run("import", answer, "--by", email_of(officer))
            vault.unlock(me, passphrase=NEW)
            with as_owner() as owner:
                owner.execute("SET row_security = off")
                owner.execute("UPDATE vaulttest_cell SET counsellor_id = %s", [me.known_id])
            for row_id in (theirs, shared):
                with pytest.raises(Locked, match="not_yours"):
                    read(me, row_id)
            assert read(me, case) == SECRET

    def test_the_shares_of_a_replaced_key_still_serve_for_what_was_sealed_to_it(
        self, cells: Any, me: Actor, case: UUID, manager: Actor, officer: Actor, pages: Path,
        tmp_path: Path,
    ) -> None:  # fmt: skip
        run("make", "--out", tmp_path / "second")
        run("enter", tmp_path / "second" / "public.json", "--replace")
        later = write(cells, me)
        lose(me)
        request_id = ask(me, manager)
        bundle = tmp_path / "bundle"
        with after(24):
            run("export", "--request", request_id, "--out", bundle)
            new = joined(bundle, tmp_path / "second", fingerprint(me))
            said = run("import", new, "--by", email_of(officer))
            assert "1 brought back, 2 still shut" in said
            said = run("import", joined(bundle, pages, fingerprint(me)), "--by", email_of(officer))
            assert "2 brought back, 0 still shut" in said
            vault.unlock(me, passphrase=NEW)
            assert [read(me, one) for one in (case, later)] == [SECRET, SECRET]


def words_of(pages: Path, number: int) -> str:
    return share_pages.words_on((pages / f"custodian-{number}.txt").read_text())


class TestRefused:
    @pytest.fixture
    def lost(self, me: Actor, case: UUID) -> Actor:
        lose(me)
        return me

    def test_an_administrators_new_password_opens_nothing(self, me: Actor, case: UUID) -> None:
        renew_invitation(somebody(Role.PROGRAMME_MANAGER), staff_id=me.known_id)
        thief = replace(me, session=new_id(), half=HALF[::-1])
        with pytest.raises(Locked):
            read(thief, case)
        with pytest.raises(Refused):
            enrolment.set_passphrase(thief, passphrase=NEW, current=NEW)
        lose(thief)
        with pytest.raises(Locked, match="not_yours"):
            read(thief, case)
        with pytest.raises(Conflict, match="not_let_in"):
            desks.key_of(thief, Desk.INTAKE)

    def test_what_waits_at_a_desk_that_everybody_left_comes_back_to_who_founds_it(
        self,
        cells: Any,
        as_owner: Callable[[], Any],
        me: Actor,
        manager: Actor,
        officer: Actor,
        pages: Path,
        tmp_path: Path,
    ) -> None:
        row_id = write(cells, me, DESKS[Desk.INTAKE])
        staffing.retire(manager, staff_id=me.known_id)
        founder = enrol(somebody(Role.COUNSELLOR), NEW)
        with as_owner() as owner:
            owner.execute("UPDATE vaulttest_cell SET counsellor_id = %s", [founder.id])
        with pytest.raises(CommandError, match="no new key yet"):
            ask(founder, manager)
        desk_keys.tend(founder)
        with pytest.raises(Locked):
            read(founder, row_id)
        request = ask(founder, manager)
        with after(25):
            bundle = tmp_path / "bundle.json"
            run("export", "--request", request, "--out", bundle)
            answer = joined(bundle, pages, fingerprint(founder))
            run("import", answer, "--by", email_of(officer))
            vault.unlock(founder, passphrase=NEW)
            desk_keys.tend(founder)
            assert read(founder, row_id) == SECRET
        with acting(SYSTEM):
            assert status.desk_states()[0].behind == 0

    def test_who_has_not_begun_anew_cannot_be_asked_for(
        self, me: Actor, case: UUID, manager: Actor, colleague: Actor
    ) -> None:
        for one in (me, colleague):
            with pytest.raises(CommandError, match="no new key yet"):
                ask(one, manager)

    def test_one_custodian_cannot(
        self, lost: Actor, manager: Actor, pages: Path, tmp_path: Path
    ) -> None:
        request_id = ask(lost, manager)
        with after(24):
            run("export", "--request", request_id, "--out", tmp_path / "bundle")
            with pytest.raises(CommandError, match=r"^2 custodians have to come together"):
                joined(tmp_path / "bundle", pages, fingerprint(lost), custodians=(1,))
        assert not list(tmp_path.glob("answer*"))

    def test_before_24_hours_and_after_14_days(
        self, lost: Actor, manager: Actor, officer: Actor, tmp_path: Path
    ) -> None:
        request_id = ask(lost, manager)
        out = tmp_path / "bundle"
        with after(23.99), pytest.raises(CommandError, match="too early"):
            run("export", "--request", request_id, "--out", out)
        with after(24 * 14), pytest.raises(CommandError, match="older than 14 days"):
            run("export", "--request", request_id, "--out", out)
        assert not out.exists()
        with pytest.raises(CommandError, match="stands already"):
            ask(lost, manager)
        with after(24 * 14):
            ask(lost, officer)

    def test_an_objection_stops_it_until_it_is_asked_anew(
        self, lost: Actor, manager: Actor, officer: Actor, colleague: Actor, pages: Path,
        tmp_path: Path,
    ) -> None:  # fmt: skip
        request_id = ask(lost, manager)
        (standing,) = ceremonies.standing_requests(colleague)
        assert (standing.id, standing.staff_id) == (request_id, lost.id)
        assert standing.fingerprint == fingerprint(lost)
        with after(24):
            run("export", "--request", request_id, "--out", tmp_path / "bundle")
            answer = joined(tmp_path / "bundle", pages, fingerprint(lost))
            with pytest.raises(Refused):
                ceremonies.object_to(manager, request_id=request_id)
            ceremonies.object_to(colleague, request_id=request_id)
            assert ceremonies.standing_requests(colleague) == []
            for line in (
                ("export", "--request", request_id, "--out", tmp_path / "again"),
                ("import", answer, "--by", email_of(officer)),
            ):
                with pytest.raises(CommandError, match="has ended"):
                    run(*line)
            (event,) = trail("vault.escrow.object")
            assert (event.actor_id, event.object_id) == (colleague.id, lost.id)
            assert ask(lost, manager) != request_id

    def test_a_withdrawn_one_has_ended(self, lost: Actor, manager: Actor, tmp_path: Path) -> None:
        request_id = ask(lost, manager)
        run("withdraw", "--request", request_id, "--by", email_of(manager))
        with after(24), pytest.raises(CommandError, match="has ended"):
            run("export", "--request", request_id, "--out", tmp_path / "bundle")

    def test_it_takes_two_people(
        self, lost: Actor, manager: Actor, officer: Actor, pages: Path, tmp_path: Path
    ) -> None:
        operations = somebody(Role.OPERATIONS)
        for who, why in ((lost, "takes somebody else"), (operations, "no role")):
            with pytest.raises(CommandError, match=why):
                ask(lost, who)
        request_id = ask(lost, manager)
        with after(24):
            run("export", "--request", request_id, "--out", tmp_path / "bundle")
            answer = joined(tmp_path / "bundle", pages, fingerprint(lost))
            for one in (manager, lost):
                with pytest.raises(CommandError, match="takes somebody else"):
                    run("import", answer, "--by", email_of(one))
            with pytest.raises(CommandError, match="no role"):
                run("import", answer, "--by", email_of(operations))
            run("import", answer, "--by", email_of(officer))

    def test_an_answer_to_another_request_or_a_changed_one(
        self, cells: Any, lost: Actor, manager: Actor, officer: Actor, pages: Path, tmp_path: Path
    ) -> None:
        first = ask(lost, manager)
        with after(24):
            run("export", "--request", first, "--out", tmp_path / "bundle")
            answer = joined(tmp_path / "bundle", pages, fingerprint(lost))
            run("withdraw", "--request", first, "--by", email_of(manager))
            second = ask(lost, manager)
        with after(48):
            made = escrow.answer(answer.read_text())
            one, two = made.parts
            ours = replace(made, request=second)
            swapped = replace(
                ours, parts=(one._replace(sealed=two.sealed), two._replace(sealed=one.sealed))
            )
            for wrong in (ours, swapped, replace(ours, escrow=uuid4())):
                path = tmp_path / f"wrong-{uuid4()}"
                path.write_text(wrong.as_text())
                with pytest.raises(CommandError, match="not the custodians' answer"):
                    run("import", path, "--by", email_of(officer))
        with acting(SYSTEM):
            filled = Wrap.objects.filter(holder_id=lost.id, pair_id=lines(lost).id)
            assert not filled.exists()

    def test_yet_another_key_ends_the_matter(
        self, lost: Actor, manager: Actor, officer: Actor, pages: Path, tmp_path: Path
    ) -> None:
        request_id = ask(lost, manager)
        with after(24):
            run("export", "--request", request_id, "--out", tmp_path / "bundle")
            answer = joined(tmp_path / "bundle", pages, fingerprint(lost))
            enrolment.start_anew(lost)
            enrol(lost, "seven red kites above")
            for line in (
                ("export", "--request", request_id, "--out", tmp_path / "again"),
                ("import", answer, "--by", email_of(officer)),
            ):
                with pytest.raises(CommandError, match="yet another key"):
                    run(*line)

    def test_a_new_key_put_in_by_sql_is_refused(
        self, lost: Actor, manager: Actor, tmp_path: Path, as_owner: Callable[[], Any]
    ) -> None:
        request_id = ask(lost, manager)
        thief = pairs.public_of(pairs.new_private())
        with as_owner() as owner:
            owner.execute("SET row_security = off")
            owner.execute(
                "UPDATE vault_key_pair SET public_key = %s WHERE id = %s",
                [thief, lines(lost).id],
            )
        with after(24), pytest.raises(CommandError, match="was changed"):
            run("export", "--request", request_id, "--out", tmp_path / "bundle")
        assert not (tmp_path / "bundle").exists()

    def test_an_unknown_request_or_account(self, pages: Path, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="no such request"):
            run("export", "--request", uuid4(), "--out", tmp_path / "bundle")
        with pytest.raises(CommandError, match="no account"):
            run("ask", "--staff", "x@y.z", "--reason", "lost", "--by", "x@y.z")


class TestWalls:
    def test_requests_are_seen_by_readers_and_written_by_the_vault_only(
        self, me: Actor, case: UUID, manager: Actor, officer: Actor, colleague: Actor
    ) -> None:
        lose(me)
        request_id = ask(me, manager)
        for actor, seen in ((me, 1), (colleague, 1), (manager, 0), (officer, 0)):
            with acting(actor):
                assert EscrowRequest.objects.count() == seen
                assert EscrowRequest.objects.filter(id=request_id).update(end="done") == 0
        with pytest.raises(Refused):
            ceremonies.standing_requests(manager)
