"""Addresses of the desk, below /arbeitsplatz/."""

from __future__ import annotations

from django.urls import path

from amt.front.desk.views import (
    automation,
    bulk,
    bulk_items,
    calculation,
    cases,
    consultation,
    correction,
    decision,
    deeds,
    grants,
    intake,
    items,
    pages,
    payments,
    post,
    worklist,
)

app_name = "desk"

urlpatterns = [
    path("", worklist.show, name="worklist"),
    path("aufgabe/<uuid:item_uuid>/", items.show, name="item"),
    path(
        "aufgabe/<uuid:item_uuid>/dokument/<uuid:document_uuid>/",
        items.document,
        name="item_document",
    ),
    path(
        "aufgabe/<uuid:item_uuid>/dokument/<uuid:document_uuid>/seiten/",
        pages.of_item,
        name="item_pages",
    ),
    path(
        "aufgabe/<uuid:item_uuid>/dokument/<uuid:document_uuid>/bild/<int:number>/",
        pages.image_of_item,
        name="item_page_image",
    ),
    path("aufgabe/<uuid:item_uuid>/uebernehmen/", worklist.take, name="take"),
    path("aufgabe/<uuid:item_uuid>/zurueckgeben/", worklist.give_back, name="give_back"),
    path("auszahlungen/", payments.runs, name="payment_runs"),
    path("auszahlungen/vorschlagen/", payments.propose, name="payment_propose"),
    path("auszahlungen/rueckgaben/", payments.returns, name="payment_returns"),
    path("auszahlungen/konto/<uuid:ledger_uuid>/", payments.account, name="payment_account"),
    path("auszahlungen/<uuid:run_uuid>/", payments.show, name="payment_run"),
    path("auszahlungen/<uuid:run_uuid>/stand/", payments.progress, name="payment_progress"),
    path("auszahlungen/<uuid:run_uuid>/sammeln/", payments.collect, name="payment_collect"),
    path("auszahlungen/<uuid:run_uuid>/freigeben/", payments.approve, name="payment_approve"),
    path("auszahlungen/<uuid:run_uuid>/zurueckziehen/", payments.withdraw, name="payment_withdraw"),
    path("auszahlungen/<uuid:run_uuid>/ungueltig/", payments.void, name="payment_void"),
    path("auszahlungen/<uuid:run_uuid>/datei/", payments.file, name="payment_file"),
    path("auszahlungen/<uuid:run_uuid>/uebergeben/", payments.hand_over, name="payment_hand_over"),
    path("post/", post.show, name="post"),
    path("post/drucken/", post.print_chosen, name="print_letters"),
    path("post/<uuid:letter_uuid>/", post.letter, name="letter"),
    path("antrag-aufnehmen/", intake.take, name="take_application"),
    path("bewilligungen/", grants.show, name="grants"),
    path("automatik/", automation.show, name="automation"),
    path("neuberechnung/", bulk.show_all, name="bulk"),
    path("neuberechnung/<uuid:run_uuid>/", bulk.show, name="bulk_run"),
    path("neuberechnung/<uuid:run_uuid>/stand/", bulk.progress, name="bulk_progress"),
    path("neuberechnung/<uuid:run_uuid>/faelle/", bulk_items.show_all, name="bulk_items"),
    path("neuberechnung/<uuid:run_uuid>/<slug:deed>/", bulk.do, name="bulk_do"),
    path("neuberechnung/ergebnis/<uuid:item_uuid>/", bulk_items.show, name="bulk_item"),
    path("fall/<uuid:case_uuid>/", cases.show, name="case"),
    path("fall/<uuid:case_uuid>/dokument/<uuid:document_uuid>/", cases.document, name="document"),
    path(
        "fall/<uuid:case_uuid>/dokument/<uuid:document_uuid>/seiten/",
        pages.of_case,
        name="document_pages",
    ),
    path(
        "fall/<uuid:case_uuid>/dokument/<uuid:document_uuid>/bild/<int:number>/",
        pages.image_of_case,
        name="page_image",
    ),
    path("fall/<uuid:case_uuid>/uebergeben/", deeds.hand_over, name="hand_over"),
    path("fall/<uuid:case_uuid>/schritt/<slug:deed_key>/", deeds.do, name="deed"),
    path(
        "fall/<uuid:case_uuid>/schritt/<slug:deed_key>/vorschau/",
        deeds.preview,
        name="deed_preview",
    ),
    path("beteiligung/<uuid:consultation_uuid>/", consultation.show, name="consultation"),
    path(
        "beteiligung/<uuid:consultation_uuid>/dokument/<uuid:document_uuid>/",
        consultation.document,
        name="consultation_document",
    ),
    path(
        "beteiligung/<uuid:consultation_uuid>/dokument/<uuid:document_uuid>/seiten/",
        pages.of_consultation,
        name="consultation_pages",
    ),
    path(
        "beteiligung/<uuid:consultation_uuid>/dokument/<uuid:document_uuid>/bild/<int:number>/",
        pages.image_of_consultation,
        name="consultation_page_image",
    ),
    path("fall/<uuid:case_uuid>/angabe/<str:path>/", correction.correct, name="correct"),
    path("fall/<uuid:case_uuid>/rechenweg/", calculation.show, name="calculation"),
    path(
        "fall/<uuid:case_uuid>/rechenweg/<int:number>/",
        calculation.show,
        name="decided_calculation",
    ),
    path("fall/<uuid:case_uuid>/entscheiden/", decision.decide, name="decide"),
    path("fall/<uuid:case_uuid>/entscheiden/vorschau/", decision.preview, name="preview"),
    path("fall/<uuid:case_uuid>/entschieden/", decision.decided, name="decided"),
]
