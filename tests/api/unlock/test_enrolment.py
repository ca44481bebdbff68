"""Choosing a passphrase, its recovery code, and what is left when one or both are lost."""

import pytest
from django.test import Client as Browser

from eap.access.models import Staff
from tests.factories.browsers import read, send
from tests.factories.keys import give_passphrase, own_key
from tests.factories.staff import acting_as, make_staff, sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PASSPHRASE = "seven quiet boats at noon"
OTHER = "five grey herons at dusk"


@pytest.fixture
def person() -> Staff:
    """A counsellor."""
    return make_staff("counsellor")


@pytest.fixture
def newcomer(client: Browser, person: Staff) -> Browser:
    """Signed in, without a passphrase."""
    return sign_in(client, person)


@pytest.fixture
def settled(client: Browser, person: Staff) -> tuple[Browser, str]:
    """Signed in, with a passphrase and the words of a recovery code."""
    words = give_passphrase(acting_as(person), PASSPHRASE)
    return sign_in(client, person), " ".join(words)


def chosen(browser: Browser, passphrase: str = PASSPHRASE, **more: str) -> list[str]:
    """The words of the recovery code that comes with a first passphrase."""
    answer = send(browser, "unlock/passphrase", {"new": passphrase, **more}, method="put")
    assert answer.status_code == 200
    return answer.json()["words"]


def refused(answer: object) -> tuple[int, str]:
    """Status and code."""
    return answer.status_code, answer.json()["code"]  # type: ignore[attr-defined]


class TestFirst:
    def test_nothing_opens_before_the_words_were_typed_again(self, newcomer: Browser) -> None:
        words = chosen(newcomer)
        assert len(words) == 12
        unlocking = {"passphrase": PASSPHRASE}
        assert refused(send(newcomer, "unlock", unlocking)) == (409, "no_passphrase")
        assert read(newcomer, "unlock").json()["is_set"] is False
        assert send(newcomer, "unlock/code", {"words": " ".join(words)}).status_code == 204
        assert read(newcomer, "unlock").json()["is_set"] is True
        assert send(newcomer, "unlock", unlocking).json()["kinds"] == ["care"]

    def test_the_words_come_in_the_language_asked_for(self, newcomer: Browser) -> None:
        words = chosen(newcomer, language="zh-Hans")
        assert all(len(word) == 1 and not word.isascii() for word in words)
        assert send(newcomer, "unlock/code", {"words": "".join(words)}).status_code == 204

    def test_closing_the_page_before_typing_them_begins_anew(self, newcomer: Browser) -> None:
        earlier, later = chosen(newcomer), chosen(newcomer, OTHER)
        told = send(newcomer, "unlock/code", {"words": " ".join(earlier)})
        assert refused(told) == (403, "wrong_code")
        assert send(newcomer, "unlock/code", {"words": " ".join(later)}).status_code == 204
        assert send(newcomer, "unlock", {"passphrase": OTHER}).json()["kinds"] == ["care"]

    def test_a_code_is_typed_once(self, newcomer: Browser) -> None:
        assert refused(send(newcomer, "unlock/code", {"words": "one"})) == (409, "no_code")
        words = " ".join(chosen(newcomer))
        assert send(newcomer, "unlock/code", {"words": words}).status_code == 204
        assert refused(send(newcomer, "unlock/code", {"words": words})) == (409, "no_code")

    def test_what_are_no_words_is_named(self, newcomer: Browser) -> None:
        chosen(newcomer)
        answer = send(newcomer, "unlock/code", {"words": "one two"})
        assert (answer.status_code, answer.json()["fields"]) == (422, {"words": "count"})

    @pytest.mark.parametrize("path", ["unlock/code", "unlock/recover", "unlock/anew"])
    def test_who_reads_no_content_has_none(self, client: Browser, path: str) -> None:
        browser = sign_in(client, make_staff("operations"))
        body = {"words": "one"} if path != "unlock/anew" else {}
        if path == "unlock/recover":
            body["new"] = PASSPHRASE
        assert send(browser, path, body).status_code == 403


def test_a_change_leaves_the_code_and_shows_none(settled: tuple[Browser, str]) -> None:
    browser, words = settled
    body = {"new": OTHER, "current": PASSPHRASE}
    answer = send(browser, "unlock/passphrase", body, method="put")
    assert (answer.status_code, answer.json()) == (200, {"words": []})
    recovered = send(browser, "unlock/recover", {"words": words, "new": PASSPHRASE})
    assert recovered.status_code == 200


class TestForgotten:
    def test_the_code_opens_under_a_new_passphrase(self, settled: tuple[Browser, str]) -> None:
        browser, words = settled
        fresh = send(browser, "unlock/recover", {"words": words, "new": OTHER}).json()["words"]
        assert refused(send(browser, "unlock", {"passphrase": PASSPHRASE}))[1] == "wrong_passphrase"
        assert send(browser, "unlock", {"passphrase": OTHER}).json()["kinds"] == ["care"]
        assert send(browser, "unlock/code", {"words": " ".join(fresh)}).status_code == 204
        again = {"words": words, "new": PASSPHRASE}
        assert refused(send(browser, "unlock/recover", again)) == (403, "wrong_code")

    def test_on_the_lock_as_well_which_the_passphrase_then_lifts(
        self, settled: tuple[Browser, str]
    ) -> None:
        browser, words = settled
        send(browser, "lock")
        fresh = send(browser, "unlock/recover", {"words": words, "new": OTHER}).json()["words"]
        assert send(browser, "unlock/code", {"words": " ".join(fresh)}).status_code == 204
        assert read(browser, "session").json()["locked"] is True
        assert send(browser, "unlock", {"passphrase": OTHER}).status_code == 200
        assert read(browser, "session").json()["locked"] is False

    def test_other_words_are_refused_and_slowed_down(self, settled: tuple[Browser, str]) -> None:
        browser, _ = settled
        others = give_passphrase(acting_as(make_staff("counsellor")), PASSPHRASE)
        body = {"words": " ".join(others), "new": OTHER}
        answers = [send(browser, "unlock/recover", body) for _ in range(6)]
        assert refused(answers[0]) == (403, "wrong_code")
        assert answers[-1].status_code == 429
        assert send(browser, "unlock/recover", {**body, "words": "no"}).status_code == 422


class TestBothLost:
    def test_one_begins_anew(self, settled: tuple[Browser, str], person: Staff) -> None:
        browser, words = settled
        before = own_key(acting_as(person))
        send(browser, "unlock", {"passphrase": PASSPHRASE})
        assert send(browser, "unlock/anew").status_code == 204
        state = read(browser, "unlock").json()
        assert (state["kinds"], state["is_set"]) == ([], False)
        lost = send(browser, "unlock/recover", {"words": words, "new": OTHER})
        assert refused(lost) == (409, "no_passphrase")
        typed = " ".join(chosen(browser, OTHER))
        assert send(browser, "unlock/code", {"words": typed}).status_code == 204
        assert own_key(acting_as(person)) != before, "what the old key held is not handed on"

    def test_never_on_a_locked_screen(self, settled: tuple[Browser, str]) -> None:
        browser, _ = settled
        send(browser, "lock")
        assert send(browser, "unlock/anew").status_code == 423
        assert send(browser, "unlock", {"passphrase": PASSPHRASE}).status_code == 200
