"""Addresses of the staff door under /api/v1/."""

from django.urls import path

from api.access import views

urlpatterns = [
    path("staff/people", views.People.as_view()),
    path("staff/people/<uuid:staff_id>/roles", views.Roles.as_view()),
    path("staff/people/<uuid:staff_id>/invitation", views.Invitation.as_view()),
    path("staff/people/<uuid:staff_id>/retire", views.Retire.as_view()),
    path("staff/people/<uuid:staff_id>/leaving", views.Leaving.as_view()),
]
