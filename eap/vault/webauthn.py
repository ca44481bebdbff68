"""What a browser says about a passkey, and whether it was said here, now and by that passkey.

The passkey's secret is what opens (`prf`), and who has it has proved as much. Its signature says
what the secret alone cannot: that the passkey was used for this challenge, at our own address, by
somebody who gave their finger, face or PIN. A secret that was overheard once is of no use again.

The counter of uses is not looked at: passkeys that are kept on several devices have none.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestationObject,
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorAssertionResponse,
    AuthenticatorAttestationResponse,
    AuthenticatorData,
    CollectedClientData,
    PublicKeyCredentialRpEntity,
    RegistrationResponse,
    UserVerificationRequirement,
)

from eap.core.errors import Invalid

TRANSPORTS = ("usb", "nfc", "ble", "smart-card", "hybrid", "internal")


@dataclass(frozen=True)
class Made:
    """What `navigator.credentials.create` gave, in its bytes."""

    credential_id: bytes
    client_data: bytes
    attestation: bytes


@dataclass(frozen=True)
class Used:
    """What `navigator.credentials.get` gave, in its bytes. `secret` is the result of its prf."""

    credential_id: bytes
    client_data: bytes
    authenticator_data: bytes
    signature: bytes
    secret: bytes = field(repr=False)


def rp_id() -> str:
    """The name under which passkeys are made: the host of the programme's address."""
    return urlsplit(settings.PUBLIC_ADDRESS).hostname or ""


def credential_of(made: Made, challenge: bytes) -> bytes:
    """The new passkey's id and public key, as the standard lays them out. Raises Invalid.

    What kind of device it is on is not asked (no attestation): it would tell devices apart.
    """
    try:
        response = RegistrationResponse(
            raw_id=made.credential_id,
            response=AuthenticatorAttestationResponse(
                client_data=CollectedClientData(made.client_data),
                attestation_object=AttestationObject(made.attestation),
            ),
        )
        data = _server().register_complete(_expected(challenge), response).credential_data
    except Exception:  # noqa: BLE001 - a stranger's bytes; whatever they break is the same answer
        data = None
    if data is None or data.credential_id != made.credential_id:
        raise Invalid("not_a_passkey")
    return bytes(data)


def is_signed(used: Used, credential: bytes, challenge: bytes) -> bool:
    """Whether this passkey signed this challenge here, after looking at who holds it."""
    try:
        response = AuthenticationResponse(
            raw_id=used.credential_id,
            response=AuthenticatorAssertionResponse(
                client_data=CollectedClientData(used.client_data),
                authenticator_data=AuthenticatorData(used.authenticator_data),
                signature=used.signature,
            ),
        )
        known = AttestedCredentialData(credential)
        _server().authenticate_complete(_expected(challenge), [known], response)
    except Exception:  # noqa: BLE001 - as above
        return False
    return True


def _server() -> Fido2Server:
    entity = PublicKeyCredentialRpEntity(name=settings.NEUTRAL_NAME, id=rp_id())
    return Fido2Server(entity, verify_origin=_is_ours)


def _expected(challenge: bytes) -> dict[str, object]:
    required = UserVerificationRequirement.REQUIRED
    return {"challenge": websafe_encode(challenge), "user_verification": required}


def _is_ours(origin: str) -> bool:
    """Our own address, to the letter. On a machine of development any port of it is."""
    ours, told = urlsplit(settings.PUBLIC_ADDRESS), urlsplit(origin)
    if ours.hostname == "localhost":
        return (told.scheme, told.hostname) == (ours.scheme, ours.hostname)
    return (told.scheme, told.netloc) == (ours.scheme, ours.netloc)
