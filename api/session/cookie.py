"""The client's cookie: a random token that ends with the browser, out of reach of scripts."""

from django.conf import settings
from rest_framework.response import Response


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


def drop_visit(response: Response) -> Response:
    """Take away the cookie, and the one against forged requests; returns the response."""
    response.delete_cookie(settings.CLIENT_COOKIE_NAME, samesite="Strict")
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Strict")
    return response
