"""How staff accounts come about: by invitation only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import get_ip
from django.http import HttpRequest


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
        """Wrong passwords are counted for an account and an address together.

        For the account alone, anybody who knows a colleague's mail address could keep them out.
        """
        return f"{super()._get_login_attempts_cache_key(request, **credentials)}:{get_ip(request)}"

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no user name."""
