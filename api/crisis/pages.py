"""The help page: plain HTML that needs no script, no sign-in and no cookie."""

import hashlib
import re
import secrets

from django.conf import settings
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from api.crisis.words import WORDS
from api.languages import browser_language
from api.rest import month_of
from api.same_site import refuse_other_sites
from api.session.cookie import ASKED, keep_asked
from eap.core.actor import Actor
from eap.core.errors import Refused
from eap.crisis import selectors, services
from eap.crisis.selectors import TicketState
from eap.crisis.words import Source
from eap.programme import selectors as programme

ONCE = re.compile(r"^[\w-]{32}$", re.ASCII)
NUMBER = re.compile(r"^[+()\d][\d ()\-.]{4,38}$")


def _language(request: HttpRequest) -> str:
    asked = request.POST.get("language") or request.GET.get("lang") or ""
    if asked in WORDS:
        return asked
    return browser_language(request)


def _show(request: HttpRequest, template: str, status: int = 200, **more: object) -> HttpResponse:
    return _show_in(_language(request), request, template, status, **more)


def _show_in(
    language: str, request: HttpRequest, template: str, status: int, **more: object
) -> HttpResponse:
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
        "month": month_of(request),
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
    """The help page. Each one that is opened sends one call, however often its button is tapped."""
    return _show(request, "now.html", once=secrets.token_urlsafe(24))


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """What stands in the browser's history after a request; it holds nothing that was typed, and
    whoever has left or asked for nothing finds the help page instead."""
    if not request.COOKIES.get(ASKED):
        return HttpResponseRedirect(f"/now?lang={_language(request)}")
    return _show(request, "now_sent.html")


def missing(request: HttpRequest, status: int = 404) -> HttpResponse:
    """An address that leads nowhere: help all the same."""
    return _lost(request, status, _language(request), "missing")


def failed(request: HttpRequest, status: int) -> HttpResponse:
    """What was sent could not be taken. Nothing of it is read again: it may be what is wrong."""
    return _lost(request, status, browser_language(request), "failed")


def _lost(request: HttpRequest, status: int, language: str, what: str) -> HttpResponse:
    words = WORDS[language]
    told = {"heading": words[what], "line": words[f"{what}_line"]}
    return _show_in(language, request, "lost.html", status, **told)


@csrf_exempt
def call(request: HttpRequest) -> HttpResponse:
    """Take the plain form. Another site's form is refused; a browser that says nothing is not."""
    if request.method != "POST":
        return HttpResponseRedirect("/now")
    number = request.POST.get("number", "").strip()
    where = request.POST.get("where", "").strip()[:200]
    once = _once(request)
    try:
        refuse_other_sites(request)
    except Refused:
        return _not_taken(request, 403, "refused", once=once)
    if not NUMBER.match(number):
        fault = "number_wrong" if number else "number_missing"
        typed = {"number": number[:40], "where": where, "once": once}
        return _show(request, "now.html", 422, fault=fault, **typed)
    typed = {"number": number, "where": where, "once": once}
    ticket, kept = _raise_once(request, number, where, once)
    return keep_asked(_show(request, "now_sent.html", 200, ticket=ticket, unkept=not kept, **typed))


def _not_taken(request: HttpRequest, status: int, why: str, **typed: str) -> HttpResponse:
    """The help page once more, beginning with why nothing was taken."""
    return _show(request, "now.html", status, told=WORDS[_language(request)][why], **typed)


@csrf_exempt
def all_right(request: HttpRequest) -> HttpResponse:
    """Take from the caller that they are all right. Their call stays open: people decide."""
    if request.method != "POST":
        return HttpResponseRedirect("/now")
    ticket = request.POST.get("ticket", "")
    try:
        refuse_other_sites(request)
    except Refused:
        return _show(request, "now_sent.html", 403)
    actor = _caller(request)
    services.say_all_right(actor, ticket=ticket)
    standing = selectors.ticket_state(actor, ticket=ticket)
    if standing is None:
        return _show(request, "now_sent.html")
    return _show(request, "now_all_right.html", ticket=ticket, unkept=not standing.kept)


def _once(request: HttpRequest) -> str:
    """The random name of the form that was sent; a new one for a form that has none."""
    given = request.POST.get("once", "")
    return given if ONCE.match(given) else secrets.token_urlsafe(24)


def _caller(request: HttpRequest) -> Actor:
    return Actor.anonymous(request_id=getattr(request, "request_id", ""))


def _raise_once(request: HttpRequest, number: str, where: str, once: str) -> tuple[str, bool]:
    """Raise the call of this form unless it was: the ticket that follows it, and if it was kept.

    A second tap, a reload and a change of language on the answer (`shown`) are the same call. Only
    the same number and place count as the same: a call that was corrected is a new one. So is one
    that is sent again after it was taken back or closed, or when its number can be kept by now.
    """
    actor = _caller(request)
    ticket = _hashed(once, number, where)
    standing = selectors.ticket_state(actor, ticket=ticket)
    while standing is not None and "shown" not in request.POST and _asks_anew(actor, standing):
        ticket = _hashed(ticket)
        standing = selectors.ticket_state(actor, ticket=ticket)
    if standing is not None:
        return ticket, standing.kept
    try:
        raised = services.raise_crisis(
            actor,
            source=Source.PAGE,
            language=_language(request),
            number=number,
            whereabouts=where,
            ticket=ticket,
        )
    except IntegrityError:  # two taps at once: the other one has it
        return ticket, services.can_keep(actor)
    return ticket, raised.kept


def _asks_anew(actor: Actor, standing: TicketState) -> bool:
    return standing.is_over or (not standing.kept and services.can_keep(actor))


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
