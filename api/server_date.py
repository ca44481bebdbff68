"""Every answer of the api says what time it is here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from eap.core import clock


class ServerDate:
    """Sets `Date` to the server's clock, which alone decides what is over and what is to come.

    Pages go by it where a device's clock is wrong, and where the demo was moved on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/api/"):
            response.headers["Date"] = http_date(clock.now().timestamp())
        return response
