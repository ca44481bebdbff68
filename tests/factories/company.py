"""A small company for tests of the whole: services, two counsellors, places, help lines, cards."""

from dataclasses import dataclass
from datetime import time

from eap.booking.models import Counsellor
from eap.programme.models import HelpLine, Service, ShiftPattern, Site
from tests.factories.booking import make_counsellor, make_rule
from tests.factories.people import make_cards
from tests.factories.programme import make_employer, make_heads, make_shift

SITE = "HZ"
SERVICES = (
    (
        *("talk", "与咨询师聊聊", "Talk to a counsellor"),
        *("五十分钟，只谈您想谈的。", "Fifty minutes about whatever you like."),
        *(50, ["text", "phone", "room"]),
    ),
    (
        *("after-call", "一通难熬的电话之后", "After a bad call"),
        *("越早越好，三十分钟。", "The sooner the better, thirty minutes."),
        *(30, ["text", "phone"]),
    ),
    (
        *("money-legal", "钱或法律上的烦恼", "Money or legal worries"),
        *("把账目和条款理清楚。", "Sorting out sums and clauses."),
        *(50, ["phone", "room"]),
    ),
    (
        *("someone", "我关心的人", "Someone I care about"),
        *("家人或朋友遇到难处，您该怎么做。", "When family or friends struggle: what you can do."),
        *(50, ["text", "phone"]),
    ),
)
LINES = (
    *(("hotline", "12356", "全国统一心理援助热线", "National mental health hotline"),),
    *(("emergency", "120", "急救", "Ambulance"), ("emergency", "110", "报警", "Police")),
)


@dataclass(frozen=True)
class Company:
    """Who can be booked, and how a card is got."""

    li_wen: Counsellor
    zhao_min: Counsellor

    def card(self) -> str:
        """A new card of the site."""
        return make_cards(SITE, shift="day")[0]


def open_company() -> Company:
    """Everything one can book, and two counsellors with long hours every day."""
    make_employer(callback_number="400 820 0000")
    _places()
    for order, (code, zh, en, line_zh, line_en, minutes, ways) in enumerate(SERVICES):
        names = {"name_zh": zh, "name_en": en, "line_zh": line_zh, "line_en": line_en}
        Service.objects.create(code=code, **names, minutes=minutes, modalities=ways, order=order)
    for order, (kind, number, zh, en) in enumerate(LINES):
        HelpLine.objects.create(kind=kind, number=number, name_zh=zh, name_en=en, order=order)
    li_wen = make_counsellor("Li Wen", room="B座 402", every_day=False)
    zhao_min = make_counsellor("Zhao Min", languages=("zh-Hans",), every_day=False)
    Counsellor.objects.filter(pk=zhao_min.pk).update(name_zh="赵敏")
    for counsellor in (li_wen, zhao_min):
        make_rule(counsellor, starts=time(8), hours=12)
    return Company(li_wen, zhao_min)


def _places() -> None:
    site = Site.objects.create(code=SITE, name_zh="杭州", name_en="Hangzhou")
    make_heads(site, make_shift(), 400)
    night = ShiftPattern.objects.create(
        code="12-36", name_zh="做一休一（12小时）", name_en="12 on, 36 off", hours="08:00–20:00"
    )
    make_heads(site, night, 200)
