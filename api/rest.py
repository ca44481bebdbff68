"""The page after Leave: a plain month calendar, as anybody might have open at work.

It names neither the product nor what was left, needs no script and sets no cookie.
"""

import re
from calendar import Calendar
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from api.languages import ENGLISH, browser_language
from eap.core import clock
from eap.programme import selectors as programme

MONTH = re.compile(r"(20\d{2})-(0[1-9]|1[0-2])")
WORDS = {
    "en": {
        "title": "Calendar",
        "week": "Week",
        "days": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
        "before": "Previous month",
        "after": "Next month",
        "today": "Today",
    },
    "zh-Hans": {
        "title": "日历",
        "week": "周",
        "days": ("一", "二", "三", "四", "五", "六", "日"),
        "before": "上个月",
        "after": "下个月",
        "today": "今天",
    },
}


@require_safe
def rest(request: HttpRequest) -> HttpResponse:
    """This month, or the one that `month=2027-03` names."""
    response = render(request, "rest.html", month_of(request, request.GET.get("month", "")))
    response.headers["Cache-Control"] = "no-store"
    return response


def month_of(request: HttpRequest, named: str = "") -> dict[str, object]:
    """What `_month.html` shows, in the browser's language: this month, or the one `named`."""
    language = browser_language(request)
    english = language == ENGLISH
    today = _today()
    asked = MONTH.fullmatch(named)
    first = date(int(asked[1]), int(asked[2]), 1) if asked else today.replace(day=1)
    weeks = Calendar().monthdatescalendar(first.year, first.month)
    return {
        "words": WORDS[language],
        "language": "en-GB" if english else "zh-Hans",
        "name": f"{first:%B %Y}" if english else f"{first.year}年{first.month}月",
        "weeks": [(week[0].isocalendar().week, week) for week in weeks],
        "month": first.month,
        "today": today,
        "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "after": (first + timedelta(days=31)).strftime("%Y-%m"),
    }


def _today() -> date:
    """The date where the people are."""
    places = programme.sites()
    return clock.now().astimezone(ZoneInfo(places[0].time_zone if places else "UTC")).date()
