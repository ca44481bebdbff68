"""The half key in the browser's cookie: what is unlocked here opens in no other browser.

The other half of every unlock lies in the database, so neither a dump nor a copied session opens
anything. A browser without the cookie acts with a fresh half, which `keep_half` hands out when it
was used to unlock something.
"""

import base64
import binascii
import os

from django.conf import settings
from django.http import HttpRequest
from rest_framework.request import Request
from rest_framework.response import Response

from eap.vault.unlock import HALF

_FRESH = "fresh_half"


def half_of(http: HttpRequest) -> bytes:
    """The browser's half key, or a fresh one for this request."""
    try:
        half = base64.urlsafe_b64decode(http.COOKIES.get(settings.HALF_COOKIE_NAME, ""))
    except (binascii.Error, ValueError):
        half = b""
    if len(half) == HALF:
        return half
    if not hasattr(http, _FRESH):
        setattr(http, _FRESH, os.urandom(HALF))
    return bytes(getattr(http, _FRESH))


def drop_half(response: Response) -> Response:
    """Take the cookie away, so that what was closed cannot be opened again by putting rows back.

    The next unlock hands out a fresh half key. Returns the response.
    """
    response.delete_cookie(settings.HALF_COOKIE_NAME, samesite="Strict")
    return response


def keep_half(request: Request, response: Response) -> Response:
    """Set the cookie where this request's half key is fresh; returns the response."""
    half = getattr(request._request, _FRESH, None)
    if half is not None:
        response.set_cookie(
            settings.HALF_COOKIE_NAME,
            base64.urlsafe_b64encode(half).decode(),
            secure=settings.SECURE_COOKIES,
            httponly=True,
            samesite="Strict",
        )
    return response
