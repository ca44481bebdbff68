"""Putting an installation up and looking after it: keys, logins, setup, doctor, backup, restore."""

import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from eap.access import drift
from eap.access.checkup import Finding, State, findings
from eap.core import clock
from eap.core.actor import Actor
from eap.core.database import acting
from eap.core.ids import new_id
from eap.programme.management.commands import logins
from eap.vault.models import Wrap
from tests.factories import keys
from tests.factories.installations import BESIDE, empty_database, manage
from tests.factories.people import make_cards, make_client
from tests.factories.programme import make_site
from tests.factories.staff import make_staff

EXAMPLE = settings.BASE_DIR / "deploy" / "setup.example.yaml"


def run(name: str, *args: object) -> str:
    out = StringIO()
    call_command(name, *[str(arg) for arg in args], stdout=out, stderr=StringIO())
    return out.getvalue()


@pytest.fixture
def state(tmp_path: Path, settings: Any) -> Path:
    """An installation's folder of secrets, not made yet."""
    folder = tmp_path / "state"
    settings.HARBOUR_STATE = folder
    settings.HARBOUR_KEYRING = folder / "keyring.json"
    settings.HARBOUR_SHARES = folder / "shares.sqlite3"
    settings.HARBOUR_SIGNER = folder / "signer.key"
    return folder


@pytest.fixture
def database(django_db_setup: None) -> Iterator[str]:
    """URL of an empty database on the tests' server."""
    with empty_database() as url:
        yield url


@pytest.mark.django_db
def test_keys_are_made_once_private_and_never_again(state: Path) -> None:
    assert run("keys").count("made") == 4
    before = {path.name: path.read_bytes() for path in state.iterdir()}
    assert set(before) == {"keyring.json", "shares.sqlite3", "signer.key", "django-secret"}
    assert {stat.S_IMODE(path.stat().st_mode) for path in state.iterdir()} == {0o600}
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert run("keys").count("kept") == 4
    assert {path.name: path.read_bytes() for path in state.iterdir()} == before


@pytest.mark.django_db
def test_no_new_keyring_is_made_beside_content_sealed_under_a_lost_one(state: Path) -> None:
    from eap.vault.models import File

    File.objects.create(id=new_id(), kind="case", created_on="2026-01-01")
    with pytest.raises(CommandError, match="its keyring is not at"):
        run("keys")
    assert not (state / "keyring.json").exists()


@pytest.mark.django_db
def test_no_new_store_is_made_beside_content_whose_shares_are_lost(state: Path) -> None:
    from eap.vault.models import File

    run("keys")
    File.objects.create(id=new_id(), kind="case", created_on="2026-01-01")
    (state / "shares.sqlite3").unlink()
    with pytest.raises(CommandError, match="its store of shares is not at"):
        run("keys")
    assert not (state / "shares.sqlite3").exists()
    assert any("shares.sqlite3 is missing" in one.says for one in by_name("secrets"))


@pytest.mark.slow
@pytest.mark.django_db
def test_logins_are_made_open_the_database_and_are_nobody_special(
    state: Path, database: str
) -> None:
    first = manage(database, state, "prepare")
    assert f"{BESIDE}_web: made\n{BESIDE}_publisher: made\n" in first.stdout
    for name in ("app-database-url", "publish-database-url"):
        assert stat.S_IMODE((state / name).stat().st_mode) == 0o600
    with psycopg.connect((state / "app-database-url").read_text().strip()) as web:
        assert web.execute("SELECT harbour.actor_kind()").fetchone() == ("",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            web.execute("CREATE TABLE public.mine (id int)")
    assert manage(database, state, "logins").stdout.count("kept") == 2
    assert manage(database, state, "prepare").stdout.count("kept") == 6

    _a_real_beginning_needs_no_more_than_the_apps_login(state, database)
    _lost_passwords_are_renewed_only_when_nobody_uses_them(state, database)
    _given_logins_are_only_looked_at(state, database)


def _a_real_beginning_needs_no_more_than_the_apps_login(state: Path, database: str) -> None:
    assert manage(database, state, "keys").stdout.count("kept") == 4
    begun = manage(database, state, "setup", EXAMPLE)
    assert begun.stdout.count("/staff/welcome#") == 2, begun.stderr
    cards = manage(database, state, "vouchers", "make", 2, "--site", "HZ")
    assert len(cards.stdout.splitlines()) == 2, cards.stderr
    page = manage(database, state, "doctor").stdout
    assert [line for line in page.splitlines() if line.startswith("ok    programme")], page


def _lost_passwords_are_renewed_only_when_nobody_uses_them(state: Path, database: str) -> None:
    kept = (state / "app-database-url").read_text()
    (state / "app-database-url").unlink()
    with psycopg.connect(kept.strip()):
        refused = manage(database, state, "logins")
        assert refused.returncode and "is in use" in refused.stderr
    assert f"{BESIDE}_web: new password" in manage(database, state, "logins").stdout
    assert (state / "app-database-url").read_text() != kept


def _given_logins_are_only_looked_at(state: Path, database: str) -> None:
    web, publisher = logins.LOGINS
    good = (state / "app-database-url").read_text().strip()
    assert logins.check(good, web) == f"{BESIDE}_web: as given"
    with pytest.raises(CommandError, match="GRANT harbour_publish"):
        logins.check(good, publisher)
    with pytest.raises(CommandError, match="passes row-level security"):
        logins.check(database, web)
    with pytest.raises(CommandError, match="does not open"):
        logins.check(good.replace("_web:", "_web:x"), web)
    with pytest.raises(CommandError, match="does not open"):
        logins.check("no address", web)


def test_a_login_is_put_into_a_url_and_nothing_else_changes() -> None:
    url = "postgresql://owner:o%2Fp@db.internal:5433/name?sslmode=require"
    changed = logins.with_login(url, "web", "a/b:c@d")
    assert changed == "postgresql://web:a%2Fb%3Ac%40d@db.internal:5433/name?sslmode=require"
    socket = logins.with_login("postgresql://o:p@/name?host=/run/x", "web", "s")
    assert socket == "postgresql://web:s@/name?host=/run/x"


@pytest.mark.django_db
def test_setup_prints_a_link_for_each_new_person_and_none_the_second_time() -> None:
    said = run("setup", EXAMPLE)
    assert said.count("/staff/welcome#") == 2
    again = run("setup", EXAMPLE)
    assert "welcome" not in again and again.count("has an account already") == 2


@pytest.mark.django_db
def test_setup_names_faults_and_changes_nothing(tmp_path: Path) -> None:
    faulty = tmp_path / "setup.yaml"
    faulty.write_text(EXAMPLE.read_text().replace("Asia/Shanghai", "Asia/Nowhere"))
    with pytest.raises(CommandError, match=r"Nothing was changed.*\n  sites\[0\].time_zone"):
        run("setup", faulty)
    with pytest.raises(CommandError, match="cannot be read"):
        run("setup", tmp_path / "absent.yaml")


@pytest.mark.django_db
def test_vouchers_prints_codes_and_a_private_sheet_in_both_languages(state: Path) -> None:
    run("keys")
    make_site("HZ")
    out = run("vouchers", "make", 3, "--site", "HZ", "--shift", "day").split("\n")[:-1]
    assert len(out) == 3
    (sheet,) = (state / "cards").iterdir()
    assert stat.S_IMODE(sheet.stat().st_mode) == 0o600
    page = sheet.read_text()
    assert all(code in page for code in out)
    assert "只能用一次" in page and "it works once" in page
    assert settings.PUBLIC_ADDRESS in page and "<script" not in page
    with pytest.raises(CommandError, match="site: unknown"):
        run("vouchers", "make", 3, "--site", "XX")


def by_name(about: str) -> list[Finding]:
    return [finding for finding in findings() if finding.about == about]


@pytest.mark.django_db
def test_the_doctor_says_when_pages_reach_nobody_and_cards_lead_nowhere(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.PUBLIC_ADDRESS = "http://localhost:8000"
    assert [finding.state for finding in by_name("pages")] == [State.BAD]
    assert [finding.state for finding in by_name("address")] == [State.WATCH]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.PUBLIC_ADDRESS = "https://eap.example.org"
    assert [finding.state for finding in by_name("address")] == [State.BAD]
    settings.SECURE_COOKIES = True
    assert [finding.state for finding in by_name("pages") + by_name("address")] == [State.GOOD] * 2


@pytest.mark.django_db(transaction=True)
def test_the_doctor_says_when_the_trail_stays_unsealed() -> None:
    hours_ago = clock.now() - timedelta(hours=2)
    with clock.standing_at(hours_ago):
        make_client()
    assert [finding.state for finding in by_name("trail")] == [State.BAD]


@pytest.mark.django_db
def test_the_doctor_finds_walls_and_rights_as_declared() -> None:
    for about in ("database", "tables", "walls", "rights", "roles"):
        assert [finding.state for finding in by_name(about)] == [State.GOOD], by_name(about)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("harm", "mend"),
    [
        (
            "ALTER POLICY wall_select ON people_client USING (true)",
            "ALTER POLICY wall_select ON people_client USING ({before})",
        ),
        (
            "CREATE POLICY aside ON people_client TO harbour_app USING (true)",
            "DROP POLICY aside ON people_client",
        ),
        (
            "ALTER TABLE people_client NO FORCE ROW LEVEL SECURITY",
            "ALTER TABLE people_client FORCE ROW LEVEL SECURITY",
        ),
        (
            "ALTER TABLE people_client DISABLE ROW LEVEL SECURITY",
            "ALTER TABLE people_client ENABLE ROW LEVEL SECURITY",
        ),
    ],
)
def test_the_doctor_sees_a_wall_that_was_touched(
    as_owner: Callable[[], Any], harm: str, mend: str
) -> None:
    with as_owner() as owner:
        (before,) = owner.execute(
            "SELECT qual FROM pg_policies WHERE tablename = 'people_client'"
            " AND policyname = 'wall_select'"
        ).fetchone()
        owner.execute(harm)
        try:
            assert drift.drifted_walls() == ["people_client"]
        finally:
            owner.execute(mend.format(before=before))
    assert drift.drifted_walls() == []


@pytest.mark.django_db(transaction=True)
def test_the_doctor_sees_a_right_too_many(as_owner: Callable[[], Any]) -> None:
    with as_owner() as owner:
        owner.execute("GRANT SELECT ON people_voucher TO harbour_publish")
        try:
            assert drift.drifted_rights() == ["harbour_publish: SELECT on people_voucher"]
        finally:
            owner.execute("REVOKE SELECT ON people_voucher FROM harbour_publish")


@pytest.mark.slow
@pytest.mark.django_db
def test_the_doctor_looks_at_secrets_staff_and_setup(state: Path) -> None:
    assert {finding.state for finding in by_name("secrets")} == {State.BAD}
    run("keys")
    assert [finding.state for finding in by_name("secrets")] == [State.GOOD]
    (state / "signer.key").chmod(0o644)
    assert any("chmod 600" in finding.says for finding in by_name("secrets"))
    assert by_name("programme")[0].state is State.BAD
    assert by_name("staff")[0].says == "nobody holds: programme_manager, privacy_officer"
    run("setup", EXAMPLE)
    make_staff("privacy_officer")
    assert by_name("programme")[0].state is State.GOOD
    assert by_name("staff")[0].state is State.GOOD
    assert by_name("help lines")[0].state is State.WATCH
    assert by_name("jobs")[0].state is State.BAD


@pytest.mark.django_db
@pytest.mark.no_desks
def test_the_doctor_looks_at_the_keys_of_people() -> None:
    counsellor = make_staff("counsellor", name="Lin Hui")
    assert any("the custodians have no key" in one.says for one in by_name("vault"))
    assert {one.state for one in (*by_name("desk intake"), *by_name("desk on_call"))} == {State.BAD}
    assert "has no key" in by_name("desk on_call")[0].says
    (without,) = by_name("counsellors")
    assert (without.state, "Lin Hui" in without.says) == (State.WATCH, True)
    keys.open_desks()
    keys.own_key(Actor.staff(counsellor.id, frozenset({"counsellor"})))
    assert [one.state for one in by_name("counsellors")] == [State.GOOD]
    assert by_name("desk intake") == by_name("desk on_call") == []
    (vault,) = by_name("vault")
    assert (vault.state, "vault check" in vault.says) == (State.WATCH, True)
    with acting(Actor.system("system:vault")):
        Wrap.objects.filter(file_id=None, holder="staff").delete()
    assert "nobody opens the desk on_call" in by_name("desk on_call")[0].says


@pytest.mark.django_db
def test_the_doctor_ends_with_a_fault_when_anything_is_bad(state: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        run("doctor")
    assert ended.value.code == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_backup_comes_back_with_walls_doors_and_keys(
    state: Path, database: str, tmp_path: Path, as_owner: Callable[[], Any]
) -> None:
    run("keys")
    make_site("HZ")
    (card,) = make_cards("HZ")
    client = make_client(card=card)
    folder = tmp_path / "backup"
    run("backup", folder)
    with pytest.raises(CommandError, match="not empty"):
        run("backup", folder)
    assert stat.S_IMODE((folder / "database" / "harbour.dump").stat().st_mode) == 0o600
    assert client.visit_code.encode() not in (folder / "database" / "harbour.dump").read_bytes()

    target = tmp_path / "restored"
    done = manage(database, target, "restore", folder)
    assert done.returncode == 0, done.stderr
    for name in ("keyring.json", "signer.key", "django-secret"):
        assert (target / name).read_bytes() == (state / name).read_bytes()
        assert stat.S_IMODE((target / name).stat().st_mode) == 0o600
    shutil.copy(state / "shares.sqlite3", target)  # the one thing that is in no backup
    again = manage(database, target, "restore", folder)
    assert again.returncode and "There is already" in again.stderr
    again = manage(database, tmp_path / "other", "restore", folder)
    assert again.returncode and "not empty" in again.stderr

    assert manage(database, target, "migrate", "--check").returncode == 0
    assert manage(database, target, "logins").returncode == 0
    doctor = manage(database, target, "doctor").stdout
    for about in ("database", "tables", "walls", "rights", "login", "roles", "secrets"):
        assert f"ok    {about} " in doctor, doctor
    _every_policy_is_there(as_owner, database)
    _the_client_can_come_in(database, target, client.visit_code, folder)


def _every_policy_is_there(as_owner: Callable[[], Any], url: str) -> None:
    named = "SELECT tablename, policyname, permissive, cmd FROM pg_policies ORDER BY 1, 2"
    with as_owner() as before, psycopg.connect(url) as after:
        assert before.execute(named).fetchall() == after.execute(named).fetchall()


def _the_client_can_come_in(url: str, state: Path, code: str, folder: Path) -> None:
    """By the code shown before the backup; who was signed in then is not any more."""
    asked = (
        "from eap.people.services import come_in_with_code;"
        "from eap.core.actor import Actor;"
        f"print(come_in_with_code(Actor.anonymous(), code='{code}').actor.kind)"
    )
    assert manage(url, state, "shell", "-v", "0", "-c", asked).stdout == "client\n"
    with psycopg.connect(url) as owner:
        assert owner.execute("SELECT count(*) FROM people_client_session").fetchone() == (1,)
    shutil.rmtree(folder / "keys-store-apart")
    refused = manage(url, state, "restore", folder)
    assert refused.returncode and "Missing" in refused.stderr


@pytest.mark.django_db
def test_without_its_keys_there_is_nothing_to_back_up(state: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Missing"):
        run("backup", tmp_path / "backup")
    assert not (tmp_path / "backup").exists()
