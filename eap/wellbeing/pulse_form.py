"""What a pulse wave asks, in both languages: our own wording, not validated, free to use.

Ten items and a rotating module of five, all answered 0 to 4 about the last two weeks; up to three
of twelve drivers; how long one has worked here. Every answer may be left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from eap.programme.words import Driver, Tenure
from eap.wellbeing.definitions import HOUSE_PULSE, Definition, Scale, items
from eap.wellbeing.words import Module


@dataclass(frozen=True, slots=True)
class Wording:
    """A code and what people read for it."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ModuleForm:
    """A rotating module: its name, its items and how they are scored (0 to 100)."""

    name: Wording
    items: tuple[Wording, ...]
    definition: Definition


ITEMS = (
    Wording("H1", "下班后我能缓过来", "I get my energy back after a shift"),
    Wording("H2", "下班后脑子里还在回放电话", "Calls stay in my head after work"),
    Wording("H3", "该有的休息我能休到", "I can take the breaks I am due"),
    Wording("H4", "被客户辱骂时有人支持我", "When a customer is abusive, someone backs me"),
    Wording("H5", "我执行的规则客户能理解", "Customers can understand the rules I enforce"),
    Wording("H6", "质检对我是帮助而不是恐吓", "Quality checks help me more than they scare me"),
    Wording("H7", "班组长尊重我", "My supervisor treats me with respect"),
    Wording("H8", "有变更时，我比客户先知道", "I hear of changes before customers do"),
    Wording("H9", "公司说到做到", "The company keeps what it promised me"),
    Wording("H10", "一年后我还想在这里", "I see myself here in a year"),
)
CHOICES = (
    Wording("0", "不符合", "Not true"),
    Wording("1", "不太符合", "Slightly true"),
    Wording("2", "一半符合", "Partly true"),
    Wording("3", "大多符合", "Mostly true"),
    Wording("4", "完全符合", "Fully true"),
)
DRIVERS = (
    Wording(Driver.ABUSIVE_CUSTOMERS, "客户辱骂、刁难", "Abusive customers"),
    Wording(Driver.CALL_VOLUME, "话务量大、排队长", "Call volume and queues"),
    Wording(Driver.HANDLING_TIME, "通话时长考核", "Handling time targets"),
    Wording(Driver.QUALITY_CHECKS, "质检太严", "Strict quality checks"),
    Wording(Driver.ERROR_FINES, "差错罚款", "Fines for errors"),
    Wording(Driver.SHIFTS, "班次太长、倒班或夜班", "Long, rotating or night shifts"),
    Wording(Driver.BREAKS, "加班、休息不够", "Overtime and too few breaks"),
    Wording(Driver.TOOLS, "知识库或系统不好用", "Gaps in the knowledge base or tools"),
    Wording(Driver.LAUNCHES, "新业务上线不提前通知", "Launches without notice"),
    Wording(Driver.UNANSWERED, "反映的问题没有回音", "Problems raised and not answered"),
    Wording(Driver.DISRESPECT, "班组长不尊重人", "A supervisor who does not respect us"),
    Wording(Driver.PAY, "薪酬与扣罚不公平", "Unfair pay and penalties"),
)
TENURES = (
    Wording(Tenure.UNDER_3_MONTHS, "不到 3 个月", "Under 3 months"),
    Wording(Tenure.UNDER_1_YEAR, "3 个月到 1 年", "3 to 12 months"),
    Wording(Tenure.UNDER_3_YEARS, "1 到 3 年", "1 to 3 years"),
    Wording(Tenure.UNDER_5_YEARS, "3 到 5 年", "3 to 5 years"),
    Wording(Tenure.OVER_5_YEARS, "5 年以上", "Over 5 years"),
)
SCORE_NAME = Wording("score", "脉动调查得分", "House pulse")

_LOYALTY = (
    Wording(
        "L1", "朋友问起，我会说来这里上班值得", "If a friend asked, I would say it is worth joining"
    ),
    Wording(
        "L2",
        "这里出了问题，我更愿意帮着解决",
        "When something goes wrong here, I want to help fix it",
    ),
    Wording("L3", "说起这家公司，我会说“我们”", "When I talk about this company, I say “we”"),
    Wording(
        "L4",
        "有人说公司的不实之词，我会说句公道话",
        "When somebody is unfair about the company, I put it right",
    ),
    Wording(
        "L5",
        "别处给差不多的条件，我也不会走",
        "With a similar offer elsewhere, I would not leave",
    ),
)


def _module(module: Module, zh: str, en: str, wording: tuple[Wording, ...]) -> ModuleForm:
    codes = tuple(item.code for item in wording)
    definition = Definition(
        name=module.value,
        version=1,
        items=items(codes, (0, 1, 2, 3, 4)),
        scales=(
            Scale(
                code="total",
                items=codes,
                factor=25,
                missing_allowed=1,
                places=2,
                higher_is_better=True,
            ),
        ),
    )
    return ModuleForm(Wording(module.value, zh, en), wording, definition)


MODULES: Mapping[str, ModuleForm] = MappingProxyType(
    {Module.LOYALTY.value: _module(Module.LOYALTY, "归属与忠诚", "Loyalty", _LOYALTY)}
)
DRIVER_CODES = tuple(driver.code for driver in DRIVERS)
ITEM_CODES = tuple(item.code for item in HOUSE_PULSE.items)
