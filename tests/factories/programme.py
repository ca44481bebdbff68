"""The employer, sites with headcounts, shifts, services and help lines."""

from datetime import date

from eap.programme.models import Employer, Headcount, HelpLine, Service, ShiftPattern, Site
from eap.programme.words import Tenure

MONTH = date(2026, 11, 1)


def make_employer(**changes: object) -> Employer:
    """The one employer."""
    defaults = {"name_zh": "某某呼叫中心", "name_en": "A call centre", "callback_number": "400 1"}
    employer, _ = Employer.objects.update_or_create(only=True, defaults=defaults | changes)
    return employer


def make_site(code: str = "HZ", *, heads: int = 200, shift: ShiftPattern | None = None) -> Site:
    """A site with `heads` people in one tenure band of one shift."""
    site = Site.objects.create(code=code, name_zh="杭州", name_en="Hangzhou")
    make_heads(site, shift or make_shift(), heads)
    return site


def make_heads(
    site: Site, shift: ShiftPattern, heads: int, *, month: date = MONTH, tenure: str = "t2"
) -> Headcount:
    """One headcount."""
    return Headcount.objects.create(
        site=site, shift=shift, month=month, tenure=Tenure(tenure), heads=heads
    )


def make_shift(code: str = "day") -> ShiftPattern:
    """A shift pattern; the same one when asked again."""
    shift, _ = ShiftPattern.objects.get_or_create(
        code=code, defaults={"name_zh": "白班", "name_en": "Day", "hours": "08:00-17:00"}
    )
    return shift


def make_service(code: str = "talk", **changes: object) -> Service:
    """A bookable service."""
    values = {
        "name_zh": "与咨询师聊聊",
        "name_en": "Talk to a counsellor",
        "line_zh": "五十分钟，只谈您想谈的。",
        "line_en": "Fifty minutes about whatever you like.",
        "modalities": ["text", "phone"],
    }
    return Service.objects.create(code=code, **(values | changes))


def make_help_line(number: str = "12356", **changes: object) -> HelpLine:
    """A hotline."""
    values = {"kind": "hotline", "name_zh": "心理援助热线", "name_en": "Mental health hotline"}
    return HelpLine.objects.create(number=number, **(values | changes))
