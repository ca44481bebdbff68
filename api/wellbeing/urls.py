"""Addresses of self-checks and the pulse under /api/v1/. A strip is never in an address."""

from django.urls import path

from api.wellbeing import pulse_views, views

urlpatterns = [
    path("checks", views.Measures.as_view()),
    path("checks/<uuid:measure_id>", views.Measure.as_view()),
    path("checks/<uuid:measure_id>/score", views.Score.as_view()),
    path("checks/<uuid:measure_id>/save", views.Save.as_view()),
    path("checks/saved/open", views.OpenSaved.as_view()),
    path("checks/saved/<uuid:check_id>", views.Saved.as_view()),
    path("staff/cases/<uuid:case_id>/checks", views.Shared.as_view()),
    path("staff/cases/<uuid:case_id>/checks/open", views.OpenShared.as_view()),
    path("pulse/open", pulse_views.Open.as_view()),
    path("pulse/answer", pulse_views.Answer.as_view()),
    path("ops/pulse", pulse_views.Figures.as_view()),
    path("ops/pulse/form", pulse_views.Form.as_view()),
]
