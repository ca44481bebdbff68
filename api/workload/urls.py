"""Addresses of workload under /api/v1/."""

from django.urls import path

from api.workload import views

urlpatterns = [
    path("ops/workload", views.Workload.as_view()),
    path("ops/imports", views.Imports.as_view()),
    path("ops/events", views.Events.as_view()),
]
