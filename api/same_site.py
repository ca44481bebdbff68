"""Forms without a token are accepted from our own pages only."""

from urllib.parse import urlsplit

from django.http import HttpRequest

from eap.core.errors import Refused


def refuse_other_sites(request: HttpRequest) -> None:
    """Raise Refused when the browser says another site sent this; a browser that says nothing
    is believed, because help must work in the oldest one."""
    fetch_site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", "")
    foreign = bool(origin) and urlsplit(origin).netloc != request.get_host()
    if fetch_site in ("cross-site", "same-site") or foreign:
        raise Refused("other_site")
