"""Addresses for machines, below /api/."""

from __future__ import annotations

from django.urls import path

from amt.front.api import trials, views

app_name = "api"

urlpatterns = [
    path("exchange/<str:partner>/", views.inbox, name="inbox"),
    path("v1/openapi.json", trials.openapi, name="openapi"),
    path("v1/answer/schema", trials.schema_of_answer, name="answer_schema"),
    path("v1/<slug:key>/trial", trials.trial, name="trial"),
    path("v1/<slug:key>/schema", trials.schema, name="schema"),
]
