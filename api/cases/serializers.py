"""Shapes of the cases door."""

from rest_framework import serializers

from api.damage import DamageOut
from api.serializers import Strict
from eap.cases.words import RiskLevel
from eap.vault.words import Purpose

JUDGED = tuple(choice for choice in RiskLevel.choices if choice[0] != RiskLevel.NOT_ASSESSED)


class CaseBriefOut(serializers.Serializer[object]):
    """What a case is called: a number and a bird."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    code_name_zh = serializers.CharField()
    code_name_en = serializers.CharField()


class OpeningIn(Strict):
    """Why content is opened; on one's own cases it is care."""

    purpose = serializers.ChoiceField(choices=Purpose.choices, default=Purpose.CARE)


class ClaimedOut(serializers.Serializer[object]):
    """The case that is now the claimant's."""

    case = serializers.UUIDField()


class PreparationOut(serializers.Serializer[object]):
    """What a client told beforehand; null means not answered."""

    concerns = serializers.ListField(child=serializers.CharField())
    drivers = serializers.ListField(child=serializers.CharField())
    impact = serializers.IntegerField(allow_null=True)
    text = serializers.CharField(allow_blank=True)
    in_danger = serializers.CharField(allow_null=True)
    harm = serializers.CharField(allow_null=True)


class ToldOut(serializers.Serializer[object]):
    """What a client told in one request. A damaged cell is named and left null."""

    submitted_at = serializers.DateTimeField()
    line = serializers.CharField(allow_null=True, allow_blank=True)
    preparation = PreparationOut(allow_null=True)
    damaged = serializers.ListField(child=serializers.CharField())
    damage = DamageOut()


class CaseContentOut(serializers.Serializer[object]):
    """What was told in all requests of a case, newest first; `damage` is of the whole case."""

    told = ToldOut(many=True)
    damage = DamageOut()


class JudgementOut(serializers.Serializer[object]):
    """How risk was judged once; `by` is a name. What it rests on is opened apart."""

    id = serializers.UUIDField()
    level = serializers.CharField()
    at = serializers.DateTimeField()
    by = serializers.CharField(allow_blank=True)


class ReasonOut(serializers.Serializer[object]):
    """What a judgement rests on; null when it is damaged."""

    judgement = serializers.UUIDField(source="judgement_id")
    text = serializers.CharField(allow_null=True)


class ReasonsOut(serializers.Serializer[object]):
    """What the judgements of a case's risk rest on, the latest first."""

    reasons = ReasonOut(many=True)
    damage = DamageOut()


class RiskIn(Strict):
    """A judgement of risk and what it rests on."""

    level = serializers.ChoiceField(choices=JUDGED)
    reason = serializers.CharField(max_length=4_000)


class RiskOut(serializers.Serializer[object]):
    """The judgement as it now stands."""

    risk_level = serializers.CharField()
    risk_at = serializers.DateTimeField()
