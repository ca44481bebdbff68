"""Addresses of the programme door under /api/v1/."""

from django.urls import path

from api.programme import views

urlpatterns = [
    path("help", views.Help.as_view()),
    path("who-sees", views.WhoSees.as_view()),
    path("services", views.Services.as_view()),
    path("sites", views.Places.as_view()),
]
