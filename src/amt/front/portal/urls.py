"""Addresses of the portal; German, because people read and spell them."""

from __future__ import annotations

from django.urls import path

from amt.front.portal.views import (
    applying,
    bundles,
    checking,
    confirming,
    deeds,
    finding,
    form_page,
    invitations,
    mailbox,
    matters,
    notices,
    privacy,
    service,
    sign_in,
    trial,
    uploads,
    viewing,
)

app_name = "portal"

urlpatterns = [
    path("", finding.start, name="start"),
    path("suche/", finding.search, name="search"),
    path("lebenslagen/<slug:situation>/", finding.situation, name="situation"),
    path("leistungen/<slug:key>/", service.service, name="service"),
    path("leistungen/<slug:key>/rechner/", trial.trial, name="trial"),
    path("leistungen/<slug:key>/antrag/", applying.apply, name="apply"),
    path("antrag/<uuid:draft_uuid>/pruefen/", checking.check, name="form_check"),
    path("antrag/<uuid:draft_uuid>/gesendet/", applying.sent, name="form_sent"),
    path("antrag/<uuid:draft_uuid>/loeschen/", applying.discard, name="form_discard"),
    path("antrag/<uuid:draft_uuid>/<slug:step_key>/", form_page.step, name="form_step"),
    path("einladung/", invitations.invitation, name="invitation"),
    path("einladung/weiter/", invitations.opened, name="invitation_opened"),
    path("einladung/annehmen/", invitations.accept, name="invitation_accept"),
    path("anmelden/", sign_in.sign_in, name="sign_in"),
    path("abmelden/", sign_in.sign_out, name="sign_out"),
    path("mein-bereich/", matters.area, name="area"),
    path("mein-bereich/zustellung/", matters.delivery, name="delivery"),
    path("mein-bereich/datenschutz/", privacy.transfers, name="transfers"),
    path("vorgang/<uuid:case_uuid>/", matters.matter, name="matter"),
    path("vorgang/<uuid:case_uuid>/<slug:deed_key>/", deeds.deed, name="deed"),
    path(
        "vorgang/<uuid:case_uuid>/dokument/<uuid:document_uuid>/seiten/",
        viewing.pages,
        name="document_pages",
    ),
    path(
        "vorgang/<uuid:case_uuid>/dokument/<uuid:document_uuid>/bild/<int:number>/",
        viewing.image,
        name="page_image",
    ),
    path("hochladen/antrag/<uuid:draft_uuid>/", uploads.to_draft, name="upload_to_draft"),
    path(
        "hochladen/vorgang/<uuid:case_uuid>/<slug:deed_key>/",
        uploads.to_deed,
        name="upload_to_deed",
    ),
    path("hochladen/<uuid:upload_uuid>/", uploads.upload, name="upload"),
    path("familie/<uuid:bundle_uuid>/", bundles.bundle, name="bundle"),
    path("familie/<uuid:bundle_uuid>/leistungen/", bundles.choose, name="bundle_choose"),
    path("familie/<uuid:bundle_uuid>/weitergabe/", bundles.consents, name="bundle_consents"),
    path("familie/<uuid:bundle_uuid>/pruefen/", bundles.check, name="bundle_check"),
    path("familie/<uuid:bundle_uuid>/nochmal/", bundles.retry, name="bundle_retry"),
    path("familie/<uuid:bundle_uuid>/einzeln/", bundles.alone, name="bundle_alone"),
    path("familie/<uuid:bundle_uuid>/fragen/<slug:step_key>/", bundles.step, name="bundle_step"),
    path("bestaetigen/<uuid:confirmation_uuid>/", confirming.confirm, name="confirm"),
    path("status/", matters.status, name="status"),
    path("postfach/", mailbox.mailbox, name="mailbox"),
    path("postfach/<uuid:message_uuid>/", mailbox.message, name="message"),
    path("dokument/<uuid:document_uuid>/", mailbox.document, name="document"),
    path("datenschutz/", notices.privacy_notice, name="privacy_notice"),
    path("barrierefreiheit/", notices.accessibility, name="accessibility"),
    path("impressum/", notices.imprint, name="imprint"),
    path("hilfe/", notices.help_page, name="help"),
]
