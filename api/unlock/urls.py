"""Addresses of the unlock door under /api/v1/."""

from django.urls import path

from api.unlock import custodians, keys, passkeys, views

urlpatterns = [
    path("unlock", views.Unlock.as_view()),
    path("unlock/passphrase", views.Passphrase.as_view()),
    path("unlock/code", views.Code.as_view()),
    path("unlock/recover", views.Recover.as_view()),
    path("unlock/anew", views.Anew.as_view()),
    path("unlock/passkey", passkeys.ByPasskey.as_view()),
    path("unlock/passkey/challenge", passkeys.Asking.as_view()),
    path("unlock/passkeys", passkeys.Passkeys.as_view()),
    path("unlock/passkeys/challenge", passkeys.Adding.as_view()),
    path("unlock/passkeys/<uuid:passkey_id>", passkeys.Passkey.as_view()),
    path("unlock/duty", views.Duty.as_view()),
    path("custodians", custodians.Custodians.as_view()),
    path("custodians/key", custodians.Key.as_view()),
    path("custodians/requests/<uuid:request_id>/objection", custodians.Objection.as_view()),
    path("staff/keys", keys.Keys.as_view()),
    path("lock", views.Lock.as_view()),
]
