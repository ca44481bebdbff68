"""The employer, its sites, shifts, teams, services, help lines, headcounts and cards."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from eap.core.actor import Actor
from eap.core.ids import new_id
from eap.demo.told.company import DAY, NIGHT, PART, ROTATING, SITES, TWELVE, Company
from eap.demo.told.courses import Visitor
from eap.demo.told.diary import ZONE_NAME, local
from eap.demo.written.staff import OPENER
from eap.demo.written.trail import Trail
from eap.people import codes
from eap.people.models import Voucher
from eap.people.policies import CARDS
from eap.people.words import CARD_LASTS, CardKind
from eap.programme.models import (
    Employer,
    Headcount,
    HelpLine,
    Service,
    ShiftPattern,
    Site,
    Team,
)
from eap.programme.words import LineKind, Modality

PRINTER = Actor.system(CARDS)
CARDS_A_HEAD = 1.1
SPARE_CARDS = 24  # left for whoever tries the demo
YEAR = timedelta(days=365)

SHIFTS = (
    (DAY, "固定白班", "Fixed day", "09:00-18:00"),
    (ROTATING, "三班倒", "Rotating three shifts", "08:00-16:00, 16:00-24:00, 00:00-08:00"),
    (TWELVE, "做一休一（12小时）", "12 on, 36 off", "08:00-20:00"),
    (NIGHT, "固定夜班", "Fixed night", "22:00-07:00"),
    (PART, "非全日制", "Part time", "18:00-22:00"),
)
WAYS = (Modality.TEXT.value, Modality.PHONE.value, Modality.ROOM.value)
SERVICES = (
    ("talk", 50, WAYS, "与咨询师聊聊", "Talk to a counsellor",
     "50 分钟，只谈您想谈的。", "50 minutes about whatever you like."),
    ("after-call", 30, WAYS[:2], "一通难熬的电话之后", "After a bad call",
     "越早越好，30 分钟。", "The sooner the better, 30 minutes."),
    ("money-legal", 50, WAYS[1:], "钱或法律上的烦恼", "Money or legal worries",
     "把账目和条款理清楚。", "Sorting out sums and clauses."),
    ("someone", 50, WAYS[:2], "我关心的人", "Someone I care about",
     "家人或朋友遇到难处，您该怎么做。", "When family or friends struggle: what you can do."),
)  # fmt: skip
LINES = (
    (LineKind.HOTLINE, "12356", "全国统一心理援助热线", "National mental health hotline",
     "各地时间不同，请致电核实", "Hours differ by region; call to check",
     "按本地通话计费", "Local call"),
    (LineKind.HOTLINE, "400 000 0199", "心理支持热线（合成示例，不是真实号码）",
     "Support line (synthetic, not a real number)", "全天", "Day and night", "免费", "Free"),
    (LineKind.EMERGENCY, "120", "急救", "Ambulance", "全天", "Day and night", "免费", "Free"),
    (LineKind.EMERGENCY, "110", "报警", "Police", "全天", "Day and night", "免费", "Free"),
)  # fmt: skip


def build(trail: Trail, company: Company, since: datetime) -> None:
    """Write everything about the employer that bears nobody."""
    employer = Employer.objects.create(
        id=new_id(),
        name_zh="示例呼叫中心（合成数据）",
        name_en="Example Call Centre (synthetic)",
        callback_number="400 000 0100",
    )
    ShiftPattern.objects.bulk_create(
        ShiftPattern(code=code, name_zh=zh, name_en=en, hours=hours)
        for code, zh, en, hours in SHIFTS
    )
    Site.objects.bulk_create(
        Site(code=site.code, name_zh=site.name_zh, name_en=site.name_en, time_zone=ZONE_NAME)
        for site in SITES
    )
    Service.objects.bulk_create(
        Service(
            code=code,
            minutes=minutes,
            modalities=list(ways),
            name_zh=name_zh,
            name_en=name_en,
            line_zh=line_zh,
            line_en=line_en,
            order=order,
        )
        for order, (code, minutes, ways, name_zh, name_en, line_zh, line_en) in enumerate(SERVICES)
    )
    _help_lines(since.date())
    _teams(company)
    trail.say(OPENER, "programme.setup.change", ("employer", employer.id), since)


def _help_lines(checked: date) -> None:
    HelpLine.objects.bulk_create(
        HelpLine(
            kind=kind,
            number=number,
            name_zh=name_zh,
            name_en=name_en,
            hours_zh=hours_zh,
            hours_en=hours_en,
            cost_zh=cost_zh,
            cost_en=cost_en,
            order=order,
            last_checked=checked,
        )
        for order, (
            kind, number, name_zh, name_en, hours_zh, hours_en, cost_zh, cost_en,
        ) in enumerate(LINES)
    )  # fmt: skip


def _teams(company: Company) -> None:
    """Teams with the shift they work now."""
    sites, shifts = ids_of(Site), ids_of(ShiftPattern)
    shift_of = {
        (seat.site, seat.team): company.shift_on(seat, company.last) for seat in company.seats
    }
    Team.objects.bulk_create(
        Team(site_id=sites[site], code=team, shift_id=shifts[shift])
        for (site, team), shift in shift_of.items()
    )


def ids_of(model: type[Site] | type[ShiftPattern] | type[Service]) -> dict[str, UUID]:
    """Code -> id of every row."""
    return dict(model.objects.values_list("code", "pk"))


def count_heads(company: Company, months: Iterable[date]) -> None:
    """Write headcounts on the first of each month: all the database knows of most people."""
    sites, shifts = ids_of(Site), ids_of(ShiftPattern)
    Headcount.objects.bulk_create(
        (
            Headcount(
                site_id=sites[site],
                shift_id=shifts[shift],
                tenure=tenure,
                month=month,
                heads=heads,
            )
            for month in months
            for (site, shift, tenure), heads in sorted(company.heads(month).items())
        ),
        batch_size=1000,
    )


def print_cards(trail: Trail, company: Company, visitors: Iterable[Visitor]) -> list[str]:
    """Write a batch of cards for each site and shift, those of the visitors used.

    Returns some unused codes of the largest pool; all others exist nowhere.
    """
    used = Counter((visitor.site, visitor.shift) for visitor in visitors if visitor.carded)
    made_at = local(max(company.first, company.last - YEAR))
    rows: list[Voucher] = []
    spare: list[str] = []
    for pool, heads in _pools(company).most_common():
        batch = new_id()
        drawn = codes.new_cards(round(heads * CARDS_A_HEAD) + used[pool] + SPARE_CARDS)
        rows += _cards(pool, batch, drawn, used[pool], made_at.date())
        spare = spare or drawn[-SPARE_CARDS:]
        trail.say(
            PRINTER,
            "people.voucher.create",
            ("batch", batch),
            made_at,
            under="people.voucher.make",
            details={"count": len(drawn), "site": pool[0], "shift": pool[1]},
        )
    # In the order of their hashes, as when they are made: the table does not tell how a pile lay.
    rows.sort(key=lambda row: bytes(row.code_index))
    Voucher.objects.bulk_create(rows, batch_size=1000)
    return spare


def _pools(company: Company) -> Counter[tuple[str, str]]:
    """(site, shift) -> heads, of the pools there were at the beginning and those there are now."""
    return Counter(
        (seat.site, company.shift_on(seat, company.first)) for seat in company.seats
    ) | Counter((seat.site, company.shift_on(seat, company.last)) for seat in company.seats)


def _cards(
    pool: tuple[str, str], batch: UUID, drawn: list[str], used: int, made_on: date
) -> list[Voucher]:
    site = Site.objects.get(code=pool[0])
    shift = ShiftPattern.objects.get(code=pool[1])
    return [
        Voucher(
            code_index=codes.card_index(code),
            site=site,
            shift=shift,
            batch=batch,
            kind=CardKind.BATCH,
            made_on=made_on,
            ends_on=made_on + CARD_LASTS,
            used=place < used,
        )
        for place, code in enumerate(drawn)
    ]


def use_cards(visitors: Iterable[Visitor]) -> None:
    """Mark as many unused cards of each pool as these visitors used up."""
    used = Counter((visitor.site, visitor.shift) for visitor in visitors if visitor.carded)
    for (site, shift), count in used.items():
        unused = Voucher.objects.filter(site__code=site, shift__code=shift, used=False)
        # The last by hash: codes shown on the start page are few, and nobody knows which these are.
        chosen = unused.order_by("-code_index").values_list("pk", flat=True)[:count]
        Voucher.objects.filter(pk__in=list(chosen)).update(used=True)
