"""Addresses of the live process; it serves nothing else."""

from __future__ import annotations

from django.urls import path

from amt.front.live import views

urlpatterns = [
    path("events/<str:token>", views.events, name="events"),
    path("health/live", views.alive, name="health_live"),
]
