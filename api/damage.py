"""The shape in which every reading tells of damage."""

from rest_framework import serializers


class DamageOut(serializers.Serializer[object]):
    """What was found that is not as it was written.

    `missing`: how many entries are gone or were changed outside of Harbour. `reference`: what to
    quote when asking for help, empty where all is sound.
    """

    missing = serializers.IntegerField()
    reference = serializers.CharField(allow_blank=True)
