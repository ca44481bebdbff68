"""Forms without a token are accepted from our own pages only."""

from urllib.parse import urlsplit

from django.http import HttpRequest

from eap.core.errors import Refused

UNTOLD = "null"


def refuse_other_sites(request: HttpRequest) -> None:
    """Raise Refused when the browser says another site sent this; a browser that says nothing
    is believed, because help must work in the oldest one.

    An `Origin: null` says nothing: our own pages send no referrer, and then a plain form's origin
    is not told either. Where it hides another site, browsers say so in Sec-Fetch-Site.
    """
    fetch_site = request.headers.get("Sec-Fetch-Site", "")
    origin = request.headers.get("Origin", UNTOLD)
    foreign = origin != UNTOLD and urlsplit(origin).netloc != request.get_host()
    if fetch_site in ("cross-site", "same-site") or foreign:
        raise Refused("other_site")
