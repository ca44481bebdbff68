"""Who may add to the tally. Nobody reads it but the publisher and the job that shuffles it."""

from eap.core.policy import Permission, Rule
from eap.tally.models import CapCounter, Contribution

SHUFFLE = "system:shuffle"
ERASURE = "system:erasure"

PERMISSIONS = (
    Permission("tally.contribution.add", on=Contribution, covers="c", to=(
        Rule("counsellor"), Rule("on_call"), Rule(SHUFFLE),
    )),
    Permission("tally.contribution.shuffle", on=Contribution, covers="rd", to=(Rule(SHUFFLE),)),
    Permission("tally.counter.count", on=CapCounter, covers="rcu", to=(
        Rule("counsellor"), Rule("on_call"),
    )),
    Permission("tally.counter.forget", on=CapCounter, covers="rd", to=(
        Rule(SHUFFLE), Rule(ERASURE),
    )),
)  # fmt: skip
