"""Addresses of the groups door under /api/v1/."""

from django.urls import path

from api.groups import views

urlpatterns = [
    path("groups", views.Groups.as_view()),
    path("groups/<uuid:group_id>", views.Group.as_view()),
    path("groups/<uuid:group_id>/seat", views.Seat.as_view()),
    path("staff/groups", views.StaffGroups.as_view()),
    path("staff/groups/<uuid:group_id>", views.Roster.as_view()),
    path("staff/groups/<uuid:group_id>/attendance", views.Attendance.as_view()),
    path("staff/groups/<uuid:group_id>/state", views.State.as_view()),
]
