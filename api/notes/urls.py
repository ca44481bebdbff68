"""Addresses of the notes door under /api/v1/."""

from django.urls import path

from api.notes import views

urlpatterns = [
    path("staff/cases/<uuid:case_id>/notes", views.Notes.as_view()),
    path("staff/notes/<uuid:note_id>", views.Note.as_view()),
    path("staff/notes/<uuid:note_id>/open", views.OpenNote.as_view()),
    path("staff/notes/<uuid:note_id>/sign", views.Sign.as_view()),
    path("staff/notes/<uuid:note_id>/addenda", views.Addenda.as_view()),
]
