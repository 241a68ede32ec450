"""Addresses of the agents' pages, below /arbeitsplatz/anruf/; all of a call name the call."""

from __future__ import annotations

from django.urls import path

from amt.front.agent.views import calls, drafts

app_name = "agent"

urlpatterns = [
    path("", calls.start, name="start"),
    path("beendet/", calls.ended, name="ended"),
    path("<uuid:call_uuid>/", calls.call, name="call"),
    path("<uuid:call_uuid>/suchen/", calls.search, name="search"),
    path("<uuid:call_uuid>/erkennen/", calls.confirm, name="confirm"),
    path("<uuid:call_uuid>/antrag/<slug:key>/", drafts.begin, name="begin_draft"),
    path("<uuid:call_uuid>/weitermachen/", drafts.take_up, name="take_up"),
    path("<uuid:call_uuid>/beenden/", calls.end, name="end"),
]
