"""Slows down guessing and polling at the door, never by locking a person out.

Nothing of this stands before a call for help: those routes use none of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, ip_address, ip_network
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from api.actor import actor_of
from eap.people import tries
from eap.people.tries import Allowance
from eap.people.words import NotAccepted

if TYPE_CHECKING:
    from rest_framework.views import APIView

V4_PREFIX, V6_PREFIX = 24, 48
UNKNOWN = "unknown"


def network_of(request: HttpRequest) -> str:
    """The network prefix a request comes from, behind the trusted proxies as configured."""
    try:
        address = ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return UNKNOWN
    prefix = V4_PREFIX if isinstance(address, IPv4Address) else V6_PREFIX
    return str(ip_network((address, prefix), strict=False))


@contextmanager
def few_wrong_tries(request: Request, of: Allowance = tries.WRONG_SECRETS) -> Iterator[None]:
    """Around an act that takes a secret: too many wrong ones bring a quiet quarter of an hour.

    Counted for the network, or for the person where somebody has come in: what others behind the
    same address do is nothing to them. Use it outside the act's transaction, so that the count
    stays when the act is rolled back.
    """
    actor = actor_of(request)
    who = network_of(request._request)
    if actor.id is not None:
        who, of = str(actor.id), tries.WRONG_OF_PERSON
    tries.demand_calm(actor, who=who, of=of)
    try:
        yield
    except NotAccepted:
        tries.count_try(actor, who=who, of=of)
        raise


class UnhurriedLooking(BaseThrottle):
    """Lists of slots: asked again and again they would tell when somebody books."""

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """True, or raises Throttled. Every asking counts, also one that is then refused."""
        _spend(request, of_person=tries.SLOT_LISTS, of_network=tries.SLOT_LISTS_OF_NETWORK)
        return True


def unhurried_holding(request: Request) -> None:
    """Holds: many at once would keep the hours from everybody else. Raises Throttled.

    Asked once the hold is well-formed: what could never keep an hour uses nothing up.
    """
    _spend(request, of_person=tries.HOLDS, of_network=tries.HOLDS_OF_NETWORK)


def _spend(request: Request, *, of_person: Allowance, of_network: Allowance) -> None:
    """Count for the network, and for whoever has come in."""
    actor = actor_of(request)
    tries.spend(actor, who=network_of(request._request), of=of_network)
    if actor.id is not None:
        tries.spend(actor, who=str(actor.id), of=of_person)
