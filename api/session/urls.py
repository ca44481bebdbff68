"""Addresses of the session door under /api/v1/."""

from django.urls import path

from api.session import views

urlpatterns = [
    path("session", views.Session.as_view()),
    path("session/code", views.Code.as_view()),
    path("session/words", views.Words.as_view()),
    path("session/leave", views.Leave.as_view()),
]
