"""Who may see the start page and its doors: somebody sitting at the machine, in a demo."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

# Any of these says that the request came through something: then its maker is not the peer.
FORWARDED = (
    "HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO", "HTTP_X_REAL_IP",
)  # fmt: skip


def is_local_demo(request: HttpRequest) -> bool:
    """Whether this is a demo, and the peer is this machine with nothing in between."""
    if not settings.HARBOUR_DEMO or any(name in request.META for name in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
