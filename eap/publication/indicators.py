"""Indicators of the use of the service, each declared once: what it counts and how it is cut.

From these declarations come the explorer, the CSV and the dictionary.
"""

from dataclasses import dataclass

from eap.publication.words import Split, Table


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure of the programme. `per_thousand` divides by frozen heads and by the year.

    `table` is None for what this year's programme does not carry; `would_cost` then says which
    share of the year's rho it would need.
    """

    code: str
    name_en: str
    name_zh: str
    says_en: str
    says_zh: str
    table: Table | None
    split: Split = Split.NONE
    per_thousand: bool = False
    would_cost: str = ""


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "openings",
        "People who began, by month",
        "每月开始使用的人数",
        "People whose first session of a quarter took place, and who agreed to be counted.",
        "当季首次会谈已完成、且同意计入统计的人数。",
        Table.ORG_MONTH,
    ),
    Indicator(
        "openings_site",
        "People who began, by site and quarter",
        "各职场每季开始使用的人数",
        "As above, by site. Sites below the headcount minimum are one group.",
        "同上，按职场统计。人数低于下限的职场合并为一组。",
        Table.SITE_QUARTER,
        Split.SITE,
    ),
    Indicator(
        "utilisation",
        "Use per 1,000 people a year",
        "年使用率（每千人）",
        "People who began in the quarter, times four, per 1,000 people on the site's roster.",
        "当季开始使用的人数乘以四，除以职场名册人数，折合每千人。",
        Table.SITE_QUARTER,
        Split.SITE,
        per_thousand=True,
    ),
    Indicator(
        "concerns",
        "What brings people, by year",
        "每年的主要困扰",
        "One main concern each, in six published groups; other and not said stand beside them.",
        "每人只计一个主要困扰，归入六个公布的类别，“其他”和“未说明”另列。",
        Table.CONCERN_YEAR,
        Split.CONCERN,
    ),
    Indicator(
        "crisis",
        "Of them with a crisis, by year",
        "其中出现危机的人数（按年）",
        "People counted in the year who had called for urgent help. Shown as a range.",
        "当年计入统计的人中曾紧急求助的人数，以区间显示。",
        Table.CRISIS_YEAR,
    ),
    Indicator(
        "severity",
        "How heavy it weighs",
        "困扰的影响程度",
        "Mean self-rated impact, 1 to 5.",
        "自评影响程度的平均值（1至5）。",
        None,
        would_cost="0.08",
    ),
    Indicator(
        "shift",
        "People who began, by shift pattern",
        "各班次开始使用的人数",
        "As the first figure, by shift pattern.",
        "同第一项，按班次统计。",
        None,
        would_cost="0.075",
    ),
)
BY_CODE = {indicator.code: indicator for indicator in INDICATORS}
