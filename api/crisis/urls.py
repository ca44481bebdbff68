"""Addresses of the crisis door under /api/v1/."""

from django.urls import path

from api.crisis import views

urlpatterns = [
    path("crisis/all-right", views.AllRight.as_view()),
    path("staff/crisis", views.Console.as_view()),
    path("staff/crisis/<uuid:crisis_id>/acknowledge", views.Acknowledge.as_view()),
    path("staff/crisis/<uuid:crisis_id>/open", views.Open.as_view()),
    path("staff/crisis/<uuid:crisis_id>/attempt", views.Attempt.as_view()),
    path("staff/crisis/<uuid:crisis_id>/contact", views.Contact.as_view()),
    path("staff/crisis/<uuid:crisis_id>/close", views.Close.as_view()),
]
