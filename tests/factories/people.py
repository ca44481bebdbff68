"""Clients as they come: by a first booking, with or without a card."""

import secrets

from eap.core.actor import Actor
from eap.people import cards, services
from eap.people.policies import CARDS
from eap.people.services import NewClient
from eap.people.words import REQUIRED, TEXTS
from tests.factories.keys import HALF

CARD_MAKER = Actor.system(CARDS)


def make_cards(site: str, *, count: int = 1, shift: str | None = None) -> list[str]:
    """Cards of a batch for a site that exists."""
    return cards.make_cards(CARD_MAKER, site=site, shift=shift, count=count)


def make_client(
    *,
    card: str | None = None,
    language: str = "zh-Hans",
    statistics: bool = True,
    key: bytes | None = None,
) -> NewClient:
    """A newcomer who has just come in by their first booking."""
    return services.open_client(
        Actor.anonymous(half=HALF),
        card=card,
        language=language,
        statistics=statistics,
        consent_version=TEXTS[REQUIRED],
        key=key or secrets.token_bytes(16),
    )
