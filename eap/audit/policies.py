"""Who may write to and read from the trail.

Everybody writes, in no name but their own. A client reads what concerns them, a person of staff
their own acts, the auditor and the privacy officer the headers of all; details are for the
privacy officer alone.
"""

from django.db.models import Model

from eap.audit.models import AuditBatch, AuditDetail, AuditEvent, SubjectLink
from eap.audit.words import ERASING, SEALING
from eap.core.actor import CLIENT, STAFF
from eap.core.policy import EVERYBODY, Permission, Relation, Rule
from eap.core.roles import HISTORY, Role

in_own_name = Relation(
    "in their own name",
    holds=lambda actor, event: event.actor_kind == actor.kind and event.actor_id == actor.id,
    sql="{row}.actor_kind = harbour.actor_kind()"
    " AND {row}.actor_id IS NOT DISTINCT FROM harbour.actor_id()",
)
acting = Relation(
    "acts at all",
    holds=lambda actor, thing: True,
    sql="harbour.actor_kind() <> ''",
)
concerned = Relation(
    "is the client concerned",
    holds=lambda actor, event: event.subject_id is not None and event.subject_id == actor.id,
    sql="coalesce({row}.subject_id = (SELECT harbour.actor_id()), false)",
)
acted = Relation(
    "is the person of staff who acted",
    holds=lambda actor, event: event.actor_kind == STAFF and event.actor_id == actor.id,
    sql="{row}.actor_kind = 'staff'"
    " AND coalesce({row}.actor_id = (SELECT harbour.actor_id()), false)",
)
linked = Relation(
    "is the client of the object",
    holds=lambda actor, link: link.client_id == actor.id,
    sql="coalesce({row}.client_id = (SELECT harbour.actor_id()), false)",
)


def erasable(model: type[Model]) -> Permission:
    """The erasure may find and delete a client's rows of this table."""
    name = f"{model._meta.app_label}.{model._meta.model_name}.erase"
    return Permission(name, on=model, covers="rd", to=(Rule(ERASING),))


AUDITORS = (Rule(Role.AUDITOR), Rule(Role.PRIVACY_OFFICER))

PERMISSIONS = (
    Permission("audit.event.record", on=AuditEvent, covers="c", to=(Rule(EVERYBODY, in_own_name),)),
    Permission("audit.history.record", to=(Rule(HISTORY),)),
    Permission("audit.access_log.read", on=AuditEvent, covers="r", to=(Rule(CLIENT, concerned),)),
    Permission("audit.own_acts.read", on=AuditEvent, covers="r", to=(Rule(EVERYBODY, acted),)),
    Permission("audit.trail.read", on=AuditEvent, covers="r", to=AUDITORS),
    Permission("audit.event.seal", on=AuditEvent, covers="r", to=(Rule(SEALING),)),
    Permission("audit.event.find", on=AuditEvent, covers="r", to=(Rule(ERASING),)),
    Permission("audit.batch.seal", on=AuditBatch, covers="rc", to=(Rule(SEALING),)),
    Permission("audit.batch.read", on=AuditBatch, covers="r", to=AUDITORS),
    Permission("audit.detail.record", on=AuditDetail, covers="c", to=(Rule(EVERYBODY, acting),)),
    Permission(
        "audit.detail.read",
        on=AuditDetail,
        covers="r",
        to=(Rule(Role.PRIVACY_OFFICER), Rule(SEALING)),
    ),
    Permission("audit.detail.erase", on=AuditDetail, covers="rd", to=(Rule(ERASING),)),
    Permission(
        "audit.subject_link.record",
        on=SubjectLink,
        covers="c",
        to=(Rule(EVERYBODY, acting),),
    ),
    Permission("audit.subject_link.read", on=SubjectLink, covers="r", to=(Rule(CLIENT, linked),)),
    Permission("audit.subject_link.erase", on=SubjectLink, covers="rd", to=(Rule(ERASING),)),
)
