"""Addresses of the demo under /api/v1/."""

from django.urls import path

from api.demo import views

urlpatterns = [path("demo/doors", views.Doors.as_view())]
