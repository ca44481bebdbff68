"""Takes one first session apart, so that what is kept of it cannot be put together again."""

from datetime import date

from eap.core.ids import new_id
from eap.core.months import period_of
from eap.tally.models import Contribution
from eap.tally.words import MONTHS_OF, NOT_SAID, Facet, wait_band


def facets_of(
    *,
    month: date,
    site: str,
    shift: str,
    tenure: str,
    concern: str,
    severity: int | None,
    wait_days: int,
    crisis: bool,
) -> list[Contribution]:
    """The rows of a session counted in `month` (its first day), not yet written.

    Empty categories and no severity count as "not said"; without a crisis that facet is absent.
    """
    said = {
        Facet.OPENING: "",
        Facet.SITE: site or NOT_SAID,
        Facet.SHIFT: shift or NOT_SAID,
        Facet.TENURE: tenure or NOT_SAID,
        Facet.CONCERN: concern or NOT_SAID,
        Facet.SEVERITY: str(severity or NOT_SAID),
        Facet.WAIT: str(wait_band(wait_days)),
        **({Facet.CRISIS: ""} if crisis else {}),
    }
    return [
        Contribution(
            id=new_id(), facet=facet, period=period_of(month, MONTHS_OF[facet]), value=value
        )
        for facet, value in said.items()
    ]
