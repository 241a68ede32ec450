"""Addresses for machines, below /api/."""

from __future__ import annotations

from django.urls import path

from amt.front.api import views

app_name = "api"

urlpatterns = [
    path("exchange/<str:partner>/", views.inbox, name="inbox"),
]
