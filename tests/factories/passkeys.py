"""A passkey in software: it signs and gives secrets as a device would, for tests below the browser.

What a real browser does with a real (virtual) authenticator is in tests/browser.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from eap.vault.webauthn import Made, Used

ORIGIN = "http://localhost:8000"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class SoftPasskey:
    """One credential. What it says can be bent: another origin, rp id, flags."""

    rp_id: str = "localhost"
    origin: str = ORIGIN
    flags: int = PRESENT | VERIFIED
    credential_id: bytes = field(default_factory=lambda: os.urandom(32))
    inside: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def secret(self, salt: bytes) -> bytes:
        """What it gives for a salt."""
        return hmac.digest(self.inside, salt, "sha256")

    def make(self, challenge: bytes) -> Made:
        """As `navigator.credentials.create`."""
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid(bytes(16)), self.credential_id, public)
        said = self._said(credential)
        attestation = AttestationObject.create("none", said, {})
        return Made(
            self.credential_id,
            bytes(self._client("webauthn.create", challenge)),
            bytes(attestation),
        )

    def use(self, challenge: bytes, salt: bytes) -> Used:
        """As `navigator.credentials.get`."""
        client, said = self._client("webauthn.get", challenge), self._said()
        signature = self.key.sign(bytes(said) + client.hash, ec.ECDSA(SHA256()))
        return Used(self.credential_id, bytes(client), bytes(said), signature, self.secret(salt))

    def _client(self, kind: str, challenge: bytes) -> CollectedClientData:
        return CollectedClientData.create(kind, challenge, self.origin)

    def _said(self, credential: AttestedCredentialData | None = None) -> AuthenticatorData:
        flags = self.flags | (ATTESTED if credential else 0)
        rp_hash = hashlib.sha256(self.rp_id.encode()).digest()
        return AuthenticatorData.create(rp_hash, flags, 0, credential or b"")
