"""Shapes of the desk's door."""

from rest_framework import serializers

from api.booking.serializers import AppointmentOut
from api.cases.serializers import CaseBriefOut, JudgementOut
from api.groups.serializers import GroupOut
from api.serializers import NamedOut, Strict
from eap.booking.words import MOST_WEEKS
from eap.cases.words import CasePart, CaseSort, CloseReason, Sent
from eap.core.languages import LANGUAGES
from eap.desk.words import LONGEST_LINE, Safety
from eap.programme.words import ConcernGroup, Modality
from eap.vault.words import Desk


class BookingIn(Strict):
    """A first or further booking of what is held.

    `card` is null without one; `consent` the version of the text agreed to; `key` at least 16
    random characters, made once by the browser, so that sending again books once.
    """

    hold = serializers.UUIDField()
    secret = serializers.CharField(max_length=100)
    card = serializers.CharField(max_length=40, allow_null=True, default=None)
    consent = serializers.CharField(max_length=40, allow_blank=True, default="")
    statistics = serializers.BooleanField(default=False)
    line = serializers.CharField(max_length=LONGEST_LINE, allow_blank=True, default="")
    language = serializers.ChoiceField(choices=LANGUAGES)
    key = serializers.CharField(min_length=16, max_length=100)


class BookedOut(serializers.Serializer[object]):
    """What was booked; `visit_code` is shown once, and null for a client who had come in."""

    visit_code = serializers.CharField(allow_null=True)
    appointment = AppointmentOut()


class AboutIn(Strict):
    """Where somebody works, by codes, as far as they care to say."""

    site = serializers.CharField(max_length=20, allow_null=True, default=None)
    shift = serializers.CharField(max_length=20, allow_null=True, default=None)
    tenure = serializers.CharField(max_length=4, allow_null=True, default=None)


class PreparationIn(Strict):
    """What is told beforehand; every part may be left out or null.

    Codes and lengths are judged by the domain, after it has seen to an answer that speaks of
    danger; here stand only bounds that no page of ours reaches.
    """

    concerns = serializers.ListField(
        child=serializers.CharField(max_length=3), max_length=30, default=list
    )
    drivers = serializers.ListField(
        child=serializers.CharField(max_length=3), max_length=30, default=list
    )
    impact = serializers.IntegerField(allow_null=True, default=None)
    text = serializers.CharField(max_length=100_000, allow_blank=True, default="")
    in_danger = serializers.ChoiceField(choices=Safety.choices, allow_null=True, default=None)
    harm = serializers.ChoiceField(choices=Safety.choices, allow_null=True, default=None)
    callback_number = serializers.CharField(
        max_length=40, allow_blank=True, allow_null=True, default=None
    )
    about = AboutIn(default=dict)


class PreparedOut(serializers.Serializer[object]):
    """Whether people on duty were called, and whether what came with it could be kept."""

    alert = serializers.BooleanField()
    number_kept = serializers.BooleanField()
    answers_kept = serializers.BooleanField()


class PreparationStateOut(serializers.Serializer[object]):
    """Whether something can be told before the next session, and whether it was.

    `counted` is whether the client agreed to be counted: only then it is asked where they work.
    """

    possible = serializers.BooleanField()
    done = serializers.BooleanField()
    counted = serializers.BooleanField()


class SessionTimeOut(serializers.Serializer[object]):
    """An hour in the counsellor's calendar."""

    id = serializers.UUIDField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    modality = serializers.CharField()
    status = serializers.CharField()
    version = serializers.IntegerField()


class DaySessionOut(serializers.Serializer[object]):
    """A session of the day. `kept`: its case's page opens to the reader.

    `asks_concern`: marking it attended needs concern and severity.
    """

    appointment = serializers.UUIDField(source="appointment.id")
    case = CaseBriefOut(source="case.case")
    kept = serializers.BooleanField(source="case.kept")
    service = NamedOut(source="appointment.service")
    start = serializers.DateTimeField(source="appointment.start")
    end = serializers.DateTimeField(source="appointment.end")
    modality = serializers.CharField(source="appointment.modality")
    status = serializers.CharField(source="appointment.status")
    version = serializers.IntegerField(source="appointment.version")
    note = serializers.CharField(allow_null=True)
    asks_concern = serializers.BooleanField()


class UnsignedNoteOut(serializers.Serializer[object]):
    """A draft that waits for a signature."""

    note = serializers.UUIDField(source="note_id")
    case = CaseBriefOut()
    kind = serializers.CharField()
    since = serializers.DateTimeField(source="started_at")


class AlertOut(serializers.Serializer[object]):
    """A request with an answer that speaks of danger."""

    request = serializers.UUIDField(source="request_id")
    case = CaseBriefOut()
    band = serializers.CharField()
    prepared_at = serializers.DateTimeField()
    claimed = serializers.BooleanField()


class UrgentCheckOut(serializers.Serializer[object]):
    """A shared self-check with a safety item above zero; here until the risk is judged."""

    check = serializers.UUIDField(source="check_id")
    case = CaseBriefOut()
    shared_at = serializers.DateTimeField()


class HighRiskOut(serializers.Serializer[object]):
    """An open case judged high or imminent. `next_session_at` is null when none is booked."""

    case = CaseBriefOut(source="row.case")
    risk_level = serializers.CharField(source="row.risk_level")
    next_session_at = serializers.DateTimeField(allow_null=True)


class WaitingOut(serializers.Serializer[object]):
    """How much waits on the desk; `sent` of it was assigned or handed over to the reader."""

    count = serializers.IntegerField()
    urgent = serializers.IntegerField()
    sent = serializers.IntegerField()
    oldest_at = serializers.DateTimeField(allow_null=True)


class TodayOut(serializers.Serializer[object]):
    """A counsellor's day. `unwritten_sessions` took place and have no note yet."""

    sessions = DaySessionOut(many=True)
    groups = GroupOut(many=True)
    alerts = AlertOut(many=True)
    urgent_checks = UrgentCheckOut(many=True)
    high_risk = HighRiskOut(many=True)
    unmarked_sessions = DaySessionOut(many=True, source="unmarked")
    unwritten_sessions = DaySessionOut(many=True, source="unwritten")
    unsigned_notes = UnsignedNoteOut(many=True)
    waiting_requests = WaitingOut(source="waiting")


class CursorIn(Strict):
    """Which page; from the `next` of the one before."""

    after = serializers.CharField(max_length=300, required=False, default=None)


class QueueLineOut(serializers.Serializer[object]):
    """A request that may be claimed.

    `sent_as`: how it came to the reader when the client did not choose them, `sent_by` by whom.
    """

    id = serializers.UUIDField(source="request.id")
    case = CaseBriefOut(source="request.case")
    band = serializers.CharField(source="request.band")
    urgent = serializers.BooleanField(source="request.urgent")
    service = NamedOut(source="request.service")
    language = serializers.CharField(source="request.language")
    submitted_at = serializers.DateTimeField(source="request.submitted_at")
    prepared_at = serializers.DateTimeField(source="request.prepared_at", allow_null=True)
    appointment = SessionTimeOut(allow_null=True)
    sent_as = serializers.ChoiceField(
        choices=Sent.choices, source="request.sent_as", allow_blank=True
    )
    sent_by = serializers.CharField(source="request.sent_by", allow_blank=True)
    sent_at = serializers.DateTimeField(source="request.sent_at", allow_null=True)


class QueueOut(serializers.Serializer[object]):
    """A page of the queue, the most pressing first."""

    requests = QueueLineOut(many=True, source="items")
    next = serializers.CharField(allow_null=True)


class CaseloadIn(CursorIn):
    """Which part of the caseload, in which order."""

    sort = serializers.ChoiceField(choices=CaseSort.choices, default=CaseSort.OPENED)
    part = serializers.ChoiceField(choices=CasePart.choices, default=CasePart.OPEN)


class CaseLineOut(serializers.Serializer[object]):
    """A line of the caseload."""

    id = serializers.UUIDField(source="row.case.id")
    number = serializers.CharField(source="row.case.number")
    code_name_zh = serializers.CharField(source="row.case.code_name_zh")
    code_name_en = serializers.CharField(source="row.case.code_name_en")
    state = serializers.CharField(source="row.state")
    risk_level = serializers.CharField(source="row.risk_level")
    sessions_done = serializers.IntegerField(source="row.sessions_done")
    opened_at = serializers.DateTimeField(source="row.opened_at")
    last_session_at = serializers.DateTimeField(allow_null=True)
    next_session_at = serializers.DateTimeField(allow_null=True)
    unsigned_notes = serializers.IntegerField()


class CaseloadOut(serializers.Serializer[object]):
    """A page of a part of the caseload; `unplanned` open cases have no session ahead."""

    cases = CaseLineOut(many=True, source="items")
    next = serializers.CharField(allow_null=True)
    total = serializers.IntegerField()
    unplanned = serializers.IntegerField()


class CasePageOut(serializers.Serializer[object]):
    """A case's head. `ahead` are its sessions booked, soonest first.

    `blocking` names what stands in the way of closing it.
    `danger_told_at`: when an answer of the client spoke of danger; null once risk was judged after.
    `key_made_on`: the day the client's private key was made; null without one. `key_waits`: it is
    still to be let in to what was said.
    """

    id = serializers.UUIDField(source="header.case.id")
    number = serializers.CharField(source="header.case.number")
    code_name_zh = serializers.CharField(source="header.case.code_name_zh")
    code_name_en = serializers.CharField(source="header.case.code_name_en")
    state = serializers.CharField(source="header.state")
    risk_level = serializers.CharField(source="header.risk_level")
    risk_at = serializers.DateTimeField(source="header.risk_at", allow_null=True)
    danger_told_at = serializers.DateTimeField(allow_null=True)
    service = NamedOut(source="header.service")
    site = NamedOut(source="header.site", allow_null=True)
    shift = NamedOut(source="header.shift", allow_null=True)
    tenure = serializers.CharField(source="header.tenure", allow_blank=True)
    language = serializers.CharField(source="header.language")
    statistics = serializers.BooleanField(source="header.statistics")
    opened_at = serializers.DateTimeField(source="header.opened_at")
    closed_at = serializers.DateTimeField(source="header.closed_at", allow_null=True)
    sessions_done = serializers.IntegerField(source="header.sessions_done")
    judgements = JudgementOut(many=True)
    ahead = SessionTimeOut(many=True)
    blocking = serializers.ListField(child=serializers.CharField())
    key_made_on = serializers.DateField(allow_null=True)
    key_waits = serializers.BooleanField()


class TimelineIn(Strict):
    """Which page; from the `next` of the one before."""

    before = serializers.CharField(max_length=300, required=False, default=None)


class EntryNoteOut(serializers.Serializer[object]):
    """A note of a session."""

    id = serializers.UUIDField(source="note_id")
    kind = serializers.CharField()
    state = serializers.CharField()


class TimelineEntryOut(serializers.Serializer[object]):
    """What happened, by codes: `state` is a state, level or band, `detail` a modality or kind.

    Of a session, `until` is how long a missed one may still be marked attended, `moved_from` the
    hours at which it stood before.
    """

    at = serializers.DateTimeField()
    kind = serializers.CharField()
    id = serializers.UUIDField()
    state = serializers.CharField(source="word", allow_blank=True)
    detail = serializers.CharField(allow_blank=True)
    until = serializers.DateTimeField(allow_null=True)
    moved_from = serializers.ListField(child=serializers.DateTimeField())
    notes = EntryNoteOut(many=True)


class TimelineOut(serializers.Serializer[object]):
    """A page of a case's timeline, latest first."""

    entries = TimelineEntryOut(many=True, source="items")
    next = serializers.CharField(allow_null=True)


class CloseCaseIn(Strict):
    """Why the case is closed."""

    reason = serializers.ChoiceField(choices=CloseReason.choices)


class CaseStateOut(serializers.Serializer[object]):
    """The case's state."""

    state = serializers.CharField()


class NextIn(Strict):
    """The next session, or the same time for several weeks running."""

    start = serializers.DateTimeField()
    modality = serializers.ChoiceField(choices=Modality.choices)
    weeks = serializers.IntegerField(min_value=1, max_value=MOST_WEEKS, default=1)


class NextOut(serializers.Serializer[object]):
    """What was booked."""

    appointments = SessionTimeOut(many=True)


class CardOut(serializers.Serializer[object]):
    """A replacement card, shown once."""

    code = serializers.CharField()


class AttendedIn(Strict):
    """What the first session of a client who agreed to be counted was about."""

    concern = serializers.ChoiceField(choices=ConcernGroup.choices, allow_null=True, default=None)
    severity = serializers.IntegerField(min_value=1, max_value=5, allow_null=True, default=None)


class AttendedOut(serializers.Serializer[object]):
    """What became of the case."""

    sessions_done = serializers.IntegerField()
    state = serializers.CharField()
    first = serializers.BooleanField()


class MissedOut(serializers.Serializer[object]):
    """The session's status, and whether people on duty were called because of the risk."""

    status = serializers.CharField()
    alert = serializers.BooleanField()


class LetInIn(Strict):
    """Whom to let in."""

    staff = serializers.UUIDField()


class MemberOut(serializers.Serializer[object]):
    """Somebody of staff by name."""

    id = serializers.UUIDField()
    name = serializers.CharField()


class DeskOut(serializers.Serializer[object]):
    """A desk of one's roles. `outside`: who has a key and is not in; empty unless one is in.

    `behind`: how many files an earlier key of the desk shuts. `changed`: its key was changed behind
    our back, so that nothing is sealed to it.
    """

    desk = serializers.ChoiceField(choices=Desk.choices)
    inside = serializers.BooleanField()
    members = MemberOut(many=True)
    outside = MemberOut(many=True)
    behind = serializers.IntegerField()
    changed = serializers.BooleanField()


class DesksOut(serializers.Serializer[object]):
    """The desks of one's roles."""

    desks = DeskOut(many=True)


class ToAssignOut(serializers.Serializer[object]):
    """A waiting request without what was told: by number, never by person.

    `waits_for`: whom the client chose or it was sent to, by name, "" for anybody; `is_gone` when
    they are a counsellor no more. One that was handed over cannot be assigned: it is sealed to
    one counsellor.
    """

    id = serializers.UUIDField(source="request.id")
    case = CaseBriefOut(source="request.case")
    urgent = serializers.BooleanField(source="request.urgent")
    service = NamedOut(source="request.service")
    language = serializers.CharField(source="request.language")
    submitted_at = serializers.DateTimeField(source="request.submitted_at")
    appointment = SessionTimeOut(allow_null=True)
    waits_for = serializers.CharField(allow_blank=True)
    is_gone = serializers.BooleanField()
    sent_as = serializers.ChoiceField(
        choices=Sent.choices, source="request.sent_as", allow_blank=True
    )
    sent_by = serializers.CharField(source="request.sent_by", allow_blank=True)
    sent_at = serializers.DateTimeField(source="request.sent_at", allow_null=True)


class ToAssignListOut(serializers.Serializer[object]):
    """A page of what waits, the most pressing first."""

    requests = ToAssignOut(many=True, source="items")
    next = serializers.CharField(allow_null=True)


class CandidateOut(serializers.Serializer[object]):
    """A counsellor and how they fit one request.

    `can_open`: they were let in to what waits. `speaks` the client's language; `is_free` at the
    hours booked; `meets` in the way the client chose. `is_chosen`: it waits for them now.
    """

    id = serializers.UUIDField()
    name = serializers.CharField()
    can_open = serializers.BooleanField()
    speaks = serializers.BooleanField()
    is_free = serializers.BooleanField()
    meets = serializers.BooleanField()
    open_cases = serializers.IntegerField()
    is_chosen = serializers.BooleanField()
    is_possible = serializers.BooleanField()


class CandidatesOut(serializers.Serializer[object]):
    """The counsellors, those who fit best first."""

    counsellors = CandidateOut(many=True)


class AssignIn(Strict):
    """To whom."""

    counsellor = serializers.UUIDField()


class SuccessorOut(serializers.Serializer[object]):
    """A counsellor by name; a case can go to who has a key."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    has_key = serializers.BooleanField()


class HandOverOut(serializers.Serializer[object]):
    """What must be settled before a hand-over, what goes along unsettled, and who there is."""

    blocking = serializers.ListField(child=serializers.CharField())
    stays = serializers.ListField(child=serializers.CharField())
    successors = SuccessorOut(many=True)


class HandOverIn(Strict):
    """To whom."""

    counsellor = serializers.UUIDField()


class NewerCaseOut(serializers.Serializer[object]):
    """A case with which the same person may have come back."""

    case = CaseBriefOut()
    key_made_on = serializers.DateField()


class NewKeyOut(serializers.Serializer[object]):
    """The later cases whose client has a key; empty unless one of the two meets now."""

    cases = NewerCaseOut(many=True)


class NewKeyIn(Strict):
    """The newer case of the same person."""

    case = serializers.UUIDField()
