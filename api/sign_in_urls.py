"""The steps of the sign-in library that are open here, and no others.

Addresses belong to invitations, sign-ins are ended by retiring somebody, and the library's letters
never leave (see `staff_door`), so its routes for those stay shut. What changes an account needs a
screen that is not locked.
"""

from collections.abc import Callable
from functools import wraps

from allauth.headless.account import views as account
from allauth.headless.constants import Client
from allauth.headless.mfa import views as mfa
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from api.errors import locked
from api.lock import is_locked
from api.staff_door import TypedSignIn

View = Callable[..., HttpResponse]


def _of(view: type) -> View:
    made: View = view.as_api_view(client=Client.BROWSER)  # type: ignore[attr-defined]
    return made


def _behind_the_lock(view: type) -> View:
    inner = _of(view)

    @wraps(inner)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        return locked() if is_locked(request) else inner(request, *args, **kwargs)

    return guarded


class SignIn(account.LoginView):  # type: ignore[misc]
    """By address and password."""

    input_class = TypedSignIn


_AUTH = [
    path("session", _of(account.SessionView)),
    path("login", _of(SignIn)),
    path("reauthenticate", _of(account.ReauthenticateView)),
    path("password/reset", _of(account.ResetPasswordView)),
    path("2fa/authenticate", _of(mfa.AuthenticateView)),
    path("2fa/reauthenticate", _of(mfa.ReauthenticateView)),
    path("webauthn/login", _of(mfa.LoginWebAuthnView)),
    path("webauthn/authenticate", _of(mfa.AuthenticateWebAuthnView)),
    path("webauthn/reauthenticate", _of(mfa.ReauthenticateWebAuthnView)),
]
_ACCOUNT = [
    path("password/change", _behind_the_lock(account.ChangePasswordView)),
    path("authenticators", _behind_the_lock(mfa.AuthenticatorsView)),
    path("authenticators/totp", _behind_the_lock(mfa.ManageTOTPView)),
    path("authenticators/webauthn", _behind_the_lock(mfa.ManageWebAuthnView)),
    path("authenticators/recovery-codes", _behind_the_lock(mfa.ManageRecoveryCodesView)),
]

urlpatterns = [
    path("browser/v1/auth/", include(_AUTH)),
    path("browser/v1/account/", include(_ACCOUNT)),
]
