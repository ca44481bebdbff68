"""Shapes of the unlock door. A passphrase, or a passkey's secret, goes in and never comes out."""

import base64
import binascii
from contextlib import suppress

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from api.serializers import Strict
from eap.core.languages import LANGUAGES
from eap.vault.webauthn import TRANSPORTS, Made, Used
from eap.vault.words import Device, EscrowReason


@extend_schema_field({"type": "string", "description": "base64url without padding"})
class Bytes(serializers.Field[bytes, str, str, object]):
    """Bytes as the web's own passkey formats write them: base64url without padding."""

    def __init__(self, *, at_most: int = 1024, **more: object) -> None:
        super().__init__(**more)  # type: ignore[arg-type]
        self._longest = at_most * 4 // 3 + 2

    def to_internal_value(self, data: object) -> bytes:
        """The bytes. Raises ValidationError for anything else, which is not quoted."""
        if isinstance(data, str) and 0 < len(data) <= self._longest:
            with suppress(binascii.Error, ValueError):
                padded = data + "=" * (-len(data) % 4)
                return base64.b64decode(padded, altchars=b"-_", validate=True)
        raise serializers.ValidationError(code="invalid")

    def to_representation(self, value: bytes) -> str:
        return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


class UnlockIn(Strict):
    """The notes passphrase."""

    passphrase = serializers.CharField(max_length=200, trim_whitespace=False)


class PassphraseIn(Strict):
    """A new notes passphrase, with the current one when there is one."""

    new = serializers.CharField(max_length=200, trim_whitespace=False)
    current = serializers.CharField(
        max_length=200, trim_whitespace=False, required=False, allow_blank=True, default=""
    )
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="en")


class RecoveryCodeIn(Strict):
    """The twelve words of the recovery code."""

    words = serializers.CharField(max_length=400)


class RecoverIn(Strict):
    """The recovery code's words and a new notes passphrase."""

    words = serializers.CharField(max_length=400)
    new = serializers.CharField(max_length=200, trim_whitespace=False)
    language = serializers.ChoiceField(choices=LANGUAGES, required=False, default="en")


class RecoveryCodeOut(serializers.Serializer[object]):
    """The twelve words of a recovery code, shown once; none where the code stays as it is."""

    words = serializers.ListField(child=serializers.CharField())


class UnlockOut(serializers.Serializer[object]):
    """What is open in this session: care, duty, own or live; nothing when locked.

    `is_set`: a passphrase has been chosen. `has_passkey`: a passkey unlocks as well.
    """

    kinds = serializers.ListField(child=serializers.CharField())
    opened_at = serializers.DateTimeField(allow_null=True)
    idle_until = serializers.DateTimeField(allow_null=True)
    until = serializers.DateTimeField(allow_null=True)
    is_set = serializers.BooleanField()
    has_passkey = serializers.BooleanField()


class PasskeyUsedIn(Strict):
    """What `navigator.credentials.get` gave. `secret`: the first result of its prf, 32 bytes."""

    credential_id = Bytes()
    client_data = Bytes(at_most=4096)
    authenticator_data = Bytes(at_most=4096)
    signature = Bytes(at_most=8192)
    secret = Bytes(at_most=32)

    def to_internal_value(self, data: object) -> Used:
        return Used(**super().to_internal_value(data))


class PasskeyMadeIn(Strict):
    """What `navigator.credentials.create` gave."""

    credential_id = Bytes()
    client_data = Bytes(at_most=4096)
    attestation = Bytes(at_most=16384)

    def to_internal_value(self, data: object) -> Made:
        return Made(**super().to_internal_value(data))


class PasskeyIn(Strict):
    """A new passkey: made, and then used once."""

    made = PasskeyMadeIn()
    used = PasskeyUsedIn()
    device = serializers.ChoiceField(choices=Device.choices)
    transports = serializers.ListField(
        child=serializers.ChoiceField(choices=TRANSPORTS), required=False, default=list
    )


class UnlockByPasskeyIn(Strict):
    """A passkey that was used."""

    used = PasskeyUsedIn()


class PasskeyOut(serializers.Serializer[object]):
    """One's own passkey; days only."""

    id = serializers.UUIDField()
    device = serializers.ChoiceField(choices=Device.choices)
    made_on = serializers.DateField()
    used_on = serializers.DateField(allow_null=True)


class PasskeyOfferedOut(serializers.Serializer[object]):
    """How a browser finds a passkey, and the salt to ask its secret with."""

    credential_id = Bytes()
    salt = Bytes()
    transports = serializers.ListField(child=serializers.CharField())


class PasskeyAddingOut(serializers.Serializer[object]):
    """What a browser makes a new passkey from, within five minutes."""

    rp_id = serializers.CharField()
    user = Bytes()
    challenge = Bytes()
    salt = Bytes()
    known = PasskeyOfferedOut(many=True)


class PasskeyAskingOut(serializers.Serializer[object]):
    """What a browser asks a passkey with, within five minutes."""

    rp_id = serializers.CharField()
    challenge = Bytes()
    passkeys = PasskeyOfferedOut(many=True)


class EscrowRequestOut(serializers.Serializer[object]):
    """A request to the custodians that stands: for whom (`own`: oneself), from when, new key."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    own = serializers.BooleanField()
    reason = serializers.ChoiceField(choices=EscrowReason.choices)
    asked_at = serializers.DateTimeField()
    not_before = serializers.DateTimeField()
    fingerprint = serializers.CharField()


class EscrowKeyOut(serializers.Serializer[object]):
    """The custodians' key. `behind`: secrets one holds that are to be given to it by hand."""

    fingerprint = serializers.CharField()
    behind = serializers.IntegerField()


class CustodiansOut(serializers.Serializer[object]):
    """The custodians' key, if there is one, and the requests to them that stand."""

    key = EscrowKeyOut(allow_null=True)
    requests = EscrowRequestOut(many=True)


class EscrowGiveIn(Strict):
    """The fingerprint, as a custodian said it."""

    fingerprint = serializers.CharField(max_length=60)


class EscrowGivenOut(serializers.Serializer[object]):
    """How many secrets were given."""

    given = serializers.IntegerField()
