"""Addresses of the booking door under /api/v1/."""

from django.urls import path

from api.booking import staff_views, views

urlpatterns = [
    path("slots", views.Slots.as_view()),
    path("holds", views.Holds.as_view()),
    path("holds/release", views.Release.as_view()),
    path("appointments", views.Appointments.as_view()),
    path("appointments/<uuid:appointment_id>/move", views.Move.as_view()),
    path("appointments/<uuid:appointment_id>/cancel", views.Cancel.as_view()),
    path("appointments/<uuid:appointment_id>/join", views.Join.as_view()),
    path("appointments/<uuid:appointment_id>/calendar", views.CalendarFile.as_view()),
    path("staff/calendar", staff_views.Calendar.as_view()),
    path("staff/availability", staff_views.Hours.as_view()),
    path("staff/availability/rule/<uuid:rule_id>", staff_views.Rule.as_view()),
    path("staff/availability/exception/<uuid:exception_id>", staff_views.HoursException.as_view()),
    path("staff/appointments/<uuid:appointment_id>/cancel", staff_views.StaffCancel.as_view()),
    path("staff/duty", staff_views.Rota.as_view()),
    path("staff/duty/plan", staff_views.Plan.as_view()),
    path("staff/duty/hotline-only", staff_views.HotlineOnly.as_view()),
    path("staff/duty/hotline-only/<uuid:stretch_id>", staff_views.Declared.as_view()),
    path("staff/duty/<uuid:shift_id>", staff_views.Shift.as_view()),
    path("ops/supply", staff_views.Supply.as_view()),
]
