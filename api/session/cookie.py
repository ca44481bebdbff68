"""The client's cookie: a random token that ends with the browser, out of reach of scripts."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponse
from rest_framework.response import Response

Answer = TypeVar("Answer", bound=HttpResponse)
ASKED = "again"
_OF_HELP = "/now"


def keep_visit(response: Response, token: str) -> Response:
    """Set the cookie of a coming-in; returns the response."""
    response.set_cookie(
        settings.CLIENT_COOKIE_NAME,
        token,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Strict",
    )
    return response


def keep_asked(response: Answer) -> Answer:
    """Set the cookie, without content, by which the help page says after a reload that a call was
    asked for; returns the response. It goes with Leave, so that Back does not say it."""
    response.set_cookie(
        ASKED,
        "1",
        path=_OF_HELP,
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite="Strict",
    )
    return response


def drop_visit(response: Answer) -> Answer:
    """Take away all of them, and the one against forged requests; returns the response."""
    response.delete_cookie(settings.CLIENT_COOKIE_NAME, samesite="Strict")
    response.delete_cookie(settings.HALF_COOKIE_NAME, samesite="Strict")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
    response.delete_cookie(ASKED, path=_OF_HELP, samesite="Strict")
    return response
