"""Addresses of published figures under /api/v1/."""

from django.urls import path

from api.publication import views

urlpatterns = [
    path("ops/use", views.Use.as_view()),
    path("ops/indicators", views.Dictionary.as_view()),
    path("ops/series", views.Series.as_view()),
]
