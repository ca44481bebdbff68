"""Slows down guessing at the door: by network prefix, never by locking a person out."""

from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import IPv4Address, ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from rest_framework.request import Request

from api.actor import actor_of
from eap.people import wrong_tries
from eap.people.words import NotAccepted

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
def few_wrong_tries(request: Request) -> Iterator[None]:
    """Around an act that takes a card, code or key: five wrong ones, then a quiet quarter hour.

    Use it outside the act's transaction, so that the count stays when the act is rolled back.
    """
    actor, network = actor_of(request), network_of(request._request)
    wrong_tries.demand_calm(actor, network=network)
    try:
        yield
    except NotAccepted:
        wrong_tries.count_wrong(actor, network=network)
        raise
