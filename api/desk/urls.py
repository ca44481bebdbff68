"""Addresses of the desk's door under /api/v1/."""

from django.urls import path

from api.desk import handing, intake, letting_in, views

urlpatterns = [
    path("bookings", intake.Bookings.as_view()),
    path("preparation", intake.Preparations.as_view()),
    path("desks", letting_in.Desks.as_view()),
    path("desks/<slug:desk>/members", letting_in.Members.as_view()),
    path("staff/today", views.Today.as_view()),
    path("staff/queue", views.Queue.as_view()),
    path("staff/queue/<uuid:request_id>/hand-back", handing.HandBack.as_view()),
    path("staff/waiting", handing.Waiting.as_view()),
    path("staff/waiting/<uuid:request_id>/counsellors", handing.Candidates.as_view()),
    path("staff/waiting/<uuid:request_id>/assign", handing.Assign.as_view()),
    path("staff/cases", views.Cases.as_view()),
    path("staff/cases/<uuid:case_id>", views.Case.as_view()),
    path("staff/cases/<uuid:case_id>/timeline", views.Timeline.as_view()),
    path("staff/cases/<uuid:case_id>/close", views.Close.as_view()),
    path("staff/cases/<uuid:case_id>/new-key", handing.NewKey.as_view()),
    path("staff/cases/<uuid:case_id>/hand-over", handing.HandOver.as_view()),
    path("staff/cases/<uuid:case_id>/appointments", views.Next.as_view()),
    path("staff/cases/<uuid:case_id>/card", views.Card.as_view()),
    path("staff/appointments/<uuid:appointment_id>/attended", views.Attended.as_view()),
    path("staff/appointments/<uuid:appointment_id>/no-show", views.NoShow.as_view()),
]
