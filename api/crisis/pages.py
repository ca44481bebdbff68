"""The help page: plain HTML that needs no script, no sign-in and no cookie."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from api.crisis.words import WORDS
from api.languages import browser_language
from api.same_site import refuse_other_sites
from eap.core.actor import Actor
from eap.core.errors import Refused
from eap.crisis import selectors, services
from eap.crisis.words import Source
from eap.programme import selectors as programme

NUMBER = re.compile(r"^[+()\d][\d ()\-.]{4,38}$")


def _language(request: HttpRequest) -> str:
    asked = request.POST.get("language") or request.GET.get("lang") or ""
    if asked in WORDS:
        return asked
    return browser_language(request)


def _show(request: HttpRequest, template: str, status: int = 200, **more: object) -> HttpResponse:
    language = _language(request)
    lines = [
        {
            "number": line.number,
            "kind": line.kind,
            "name": line.name_en if language == "en" else line.name_zh,
            "hours": line.hours_en if language == "en" else line.hours_zh,
            "cost": line.cost_en if language == "en" else line.cost_zh,
        }
        for line in programme.help_lines()
    ]
    words = WORDS[language]
    number = programme.employer().callback_number
    page = {
        "words": words,
        "language": language,
        "other": "zh-Hans" if language == "en" else "en",
        "name": settings.NEUTRAL_NAME,
        "exit": settings.EXIT_PATH,
        "hotlines": [line for line in lines if line["kind"] == "hotline"],
        "emergency": [line for line in lines if line["kind"] == "emergency"],
        "on_duty": selectors.somebody_on_duty(),
        "comes_from": words["comes_from"].format(number=number)
        if number
        else words["comes_neutral"],
        **more,
    }
    response = render(request, template, page, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_GET
def now(request: HttpRequest) -> HttpResponse:
    """The help page."""
    return _show(request, "now.html")


@csrf_exempt
def call(request: HttpRequest) -> HttpResponse:
    """Take the plain form. Another site's form is refused; a browser that says nothing is not."""
    if request.method != "POST":
        return HttpResponseRedirect("/now")
    number = request.POST.get("number", "").strip()
    where = request.POST.get("where", "").strip()[:200]
    try:
        refuse_other_sites(request)
    except Refused:
        return _show(request, "now.html", 403, fault="refused")
    if not NUMBER.match(number):
        fault = "number_wrong" if number else "number_missing"
        return _show(request, "now.html", 422, fault=fault, number=number[:40], where=where)
    services.raise_crisis(
        Actor.anonymous(request_id=getattr(request, "request_id", "")),
        source=Source.PLAIN,
        language=_language(request),
        number=number,
        whereabouts=where,
    )
    return _show(request, "now_sent.html")
