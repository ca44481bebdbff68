"""Addresses of the unlock door under /api/v1/."""

from django.urls import path

from api.unlock import views

urlpatterns = [
    path("unlock", views.Unlock.as_view()),
    path("unlock/passphrase", views.Passphrase.as_view()),
    path("unlock/code", views.Code.as_view()),
    path("unlock/recover", views.Recover.as_view()),
    path("unlock/anew", views.Anew.as_view()),
    path("unlock/duty", views.Duty.as_view()),
    path("lock", views.Lock.as_view()),
]
