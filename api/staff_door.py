"""How staff accounts come about, by invitation only, and how they are found when people sign in.

The library would look for an address in columns in clear, its own and ours. There is none: an
account is found by a keyed hash, and its address is kept sealed (`access.addresses`).
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.core import context
from allauth.core.internal.ratelimit import get_ip
from allauth.headless.account.inputs import LoginInput
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from eap.access import addresses


class StaffBackend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by address and password.

    An address that nobody has costs a password's hash as well, as the library sees to.
    """

    def _authenticate_by_email(self, email: str, password: str) -> Any:
        staff = self._check_password(addresses.holder(email), password)
        return staff if staff and addresses.is_theirs(staff, email) else None


class TypedSignIn(LoginInput):  # type: ignore[misc]
    """What is typed to sign in. The library would keep the address in the session, in clear."""

    def clean(self) -> Any:
        """Check it all, then let go of the address."""
        cleaned = super().clean()
        cleaned.pop("email", None)
        if hasattr(self, "login"):
            self.login.email = None
        return cleaned


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves; the programme invites.

    The library mails nothing: the employer runs the mail server, so a link sent by it would let
    the employer's administrators into any account. Who lost a password asks for a new invitation.
    """

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail; `eap.access.notices` writes the product's own, without links."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Wrong passwords are counted for an account and where they come from together.

        For the account alone, anybody who knows a colleague's mail address could keep them out.
        The counts stand in the database, so the account is named by a keyed hash.
        """
        return f"{addresses.mark(credentials['email'])}:{get_ip(request)}"

    def login(self, request: HttpRequest, user: Any) -> None:
        """Also move the account to the current root of the indexes."""
        super().login(request, user)
        addresses.renew_index(user)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether it is the password of whoever is signed in; wrong ones count as at sign-in."""
        address = addresses.of_one(user)
        if address is None:
            return False
        found = self.authenticate(context.request, email=address, password=password)
        return found is not None and found.pk == user.pk

    def set_password(self, user: Any, password: str) -> None:
        """A new password, and no more wrong ones held against it."""
        super().set_password(user, password)
        address = addresses.of_one(user)
        if address is not None:
            self._delete_login_attempts_cached_email(context.request, email=address)

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no user name."""


class StaffFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: an authenticator shows an account by its address."""

    def _get_user_identifier(self, user: Any) -> str:
        return addresses.of_one(user) or str(user)
