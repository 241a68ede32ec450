"""All addresses of the site: the rooms of `front`, health, and the polite error pages."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from amt.config.pages import errors, health

urlpatterns = [
    path("health/live", health.alive, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("api/", include("amt.front.api.urls")),
    path("sprache/", include("django.conf.urls.i18n")),
    *i18n_patterns(
        path("", include("amt.front.portal.urls")),
        path("arbeitsplatz/konto/", include("amt.front.desk.account_urls")),
        path("arbeitsplatz/anruf/", include("amt.front.agent.urls")),
        path("arbeitsplatz/", include("amt.front.desk.urls")),
        path("komponenten/", include("amt.design.urls")),
        prefix_default_language=False,
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.defect
