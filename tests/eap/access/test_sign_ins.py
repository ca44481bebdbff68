"""Sign-ins that have ended are taken away; the others go on."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from eap.access.policies import SIGN_INS
from eap.access.sign_ins import SessionStore, sweep_ended
from eap.core import clock
from eap.core.actor import Actor
from eap.core.errors import Refused
from tests.factories.staff import staff_actor

pytestmark = pytest.mark.django_db


def kept_sign_in() -> SessionStore:
    store = SessionStore()
    store["who"] = "somebody"
    store.save()
    return store


def test_what_has_ended_is_taken_away_and_what_goes_on_is_kept() -> None:
    ended, open_one = kept_sign_in(), kept_sign_in()
    ended.set_expiry(clock.now() - timedelta(minutes=1))
    ended.save()
    sweep_ended(Actor.system(SIGN_INS))
    assert Session.objects.count() == 1
    assert SessionStore(open_one.session_key)["who"] == "somebody"


def test_only_its_own_job_takes_sign_ins_away() -> None:
    with pytest.raises(Refused):
        sweep_ended(staff_actor("programme_manager"))
