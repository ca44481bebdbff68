"""Addresses of the live text door under /api/v1/."""

from django.urls import path

from api.messages import views

urlpatterns = [
    path("live/<uuid:appointment_id>/messages", views.Live.as_view()),
    path("staff/live/<uuid:appointment_id>/messages", views.StaffLive.as_view()),
    path("staff/live/<uuid:appointment_id>/unread", views.StaffLiveUnread.as_view()),
]
