"""Leave on the pages that the server makes: a plain form that needs no script and no token."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import csrf_exempt

from api.actor import known
from api.same_site import refuse_other_sites
from api.session.cookie import drop_visit
from api.session.views import end
from eap.core.errors import Refused


@csrf_exempt
def leave(request: HttpRequest) -> HttpResponse:
    """End whatever this browser had opened and go to the exit; opened by hand it only goes."""
    if request.method != "POST":
        return HttpResponseRedirect(settings.EXIT_PATH)
    try:
        refuse_other_sites(request)
    except Refused as refused:
        raise PermissionDenied from refused
    end(request, known(request))
    response = drop_visit(_exit())
    response.headers["Cache-Control"] = "no-store"
    if request.is_secure():  # browsers take it there only; it also ends pages kept alive for Back
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _exit() -> HttpResponse:
    """To another site a form may not lead on, says our own content policy; a page may."""
    if urlsplit(settings.EXIT_PATH).netloc:
        return HttpResponse(headers={"Refresh": f"0;url={settings.EXIT_PATH}"})
    return HttpResponseRedirect(settings.EXIT_PATH, status=303)
