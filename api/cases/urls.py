"""Addresses of the cases door under /api/v1/."""

from django.urls import path

from api.cases import views

urlpatterns = [
    path("staff/queue/<uuid:request_id>/claim", views.Claim.as_view()),
    path("staff/queue/<uuid:request_id>/open", views.OpenRequest.as_view()),
    path("staff/cases/<uuid:case_id>/open", views.OpenCase.as_view()),
    path("staff/cases/<uuid:case_id>/key", views.ClientKey.as_view()),
    path("staff/cases/<uuid:case_id>/risk", views.Risk.as_view()),
    path("staff/cases/<uuid:case_id>/risk/open", views.OpenReasons.as_view()),
]
