"""Addresses of the client's own door under /api/v1/."""

from django.urls import path

from api.people import views

urlpatterns = [
    path("key", views.Key.as_view()),
    path("key/confirm", views.Confirm.as_view()),
    path("data", views.Data.as_view()),
    path("data/erasure", views.Erasure.as_view()),
    path("data/access-log", views.AccessLog.as_view()),
    path("data/consents/<str:purpose>", views.Consents.as_view()),
]
