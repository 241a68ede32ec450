"""Every route and who may use it: the one table, written to docs/routes.md.

`python -m tests.routes` writes the file; `test_routes.py` walks every route as each person of the
cast and fails when an address is missing here. Answers are status codes in the order of `PEOPLE`.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

FILE = Path(__file__).resolve().parent.parent / "docs" / "routes.md"
PEOPLE = ("anonymous", "stranger", "citizen", "caseworker", "other_caseworker")
URLCONFS = {"site": "amt.config.urls", "live process": "amt.front.live.urls"}

EVERYONE = (200, 200, 200, 200, 200)
RESIDENTS = (302, 200, 200, 404, 404)
ONE_RESIDENT = (302, 404, 200, 404, 404)
STAFF = (302, 404, 404, 200, 200)
UNIT = (302, 404, 404, 200, 404)
AGENTS = (302, 404, 404, 404, 404)


@dataclass(frozen=True, slots=True)
class Route:
    """A route: who may use it, what the method is, what each person of the cast gets."""

    who: str
    answers: tuple[int, ...]
    method: str = "GET"


ROUTES = {
    "health_live": Route("everyone (machines)", EVERYONE),
    "health_ready": Route("everyone (machines)", EVERYONE),
    "set_language": Route("everyone", (302, 302, 302, 302, 302), "POST"),
    "design:gallery": Route("everyone; invented values only", EVERYONE),
    "api:inbox": Route(
        "machines of partners, by signed message; a page for nobody", (405, 405, 405, 405, 405)
    ),
    "api:openapi": Route("everyone (machines)", EVERYONE),
    "api:answer_schema": Route("everyone (machines)", EVERYONE),
    "api:schema": Route("everyone (machines), where the service has a trial for them", EVERYONE),
    "api:trial": Route("everyone (machines) by POST; a page for nobody", (405, 405, 405, 405, 405)),
    "portal:start": Route("everyone", EVERYONE),
    "portal:search": Route("everyone", EVERYONE),
    "portal:streets": Route("everyone (the script of an address)", EVERYONE),
    "portal:situation": Route("everyone", EVERYONE),
    "portal:service": Route("everyone", EVERYONE),
    "portal:paper_form": Route("everyone, where the service has a form", EVERYONE),
    "portal:trial": Route("everyone, where the service has a trial calculation", EVERYONE),
    "portal:privacy_notice": Route("everyone", EVERYONE),
    "portal:accessibility": Route("everyone", EVERYONE),
    "portal:imprint": Route("everyone", EVERYONE),
    "portal:help": Route("everyone", EVERYONE),
    "portal:status": Route("everyone; a case opens with reference and code", EVERYONE),
    "portal:sign_in": Route("everyone; residents are already in", (200, 302, 302, 200, 200)),
    "portal:sign_out": Route("everyone", EVERYONE, "POST"),
    "portal:apply": Route("everyone; an application can be begun without sign-in", EVERYONE),
    "portal:resume": Route("everyone; a draft opens with its code", EVERYONE),
    "portal:prolong": Route("who has a session", (401, 200, 200, 200, 200), "POST"),
    "portal:form_step": Route("the resident whose draft it is", ONE_RESIDENT),
    "portal:form_lookup": Route(
        "the resident whose draft it is; 404 where the service asks no register",
        (302, 404, 404, 404, 404),
    ),
    "portal:form_check": Route("the resident whose draft it is", ONE_RESIDENT),
    "portal:form_field": Route(
        "the resident whose draft it is, by a script; 400 for a body that is none",
        (401, 400, 400, 400, 400),
        "POST",
    ),
    "portal:form_later": Route(
        "who has the code of the draft; its resident is led to the own area",
        (302, 404, 302, 404, 404),
    ),
    "portal:form_adopt": Route(
        "the resident who signs in where a draft was begun without account",
        (302, 404, 404, 404, 404),
    ),
    "portal:adopt_sent": Route("residents, with number and code of what they sent", RESIDENTS),
    "portal:form_receipt": Route("who sent it, by account or code", ONE_RESIDENT),
    "portal:form_sent": Route("the resident who sent it", ONE_RESIDENT),
    "portal:form_declare": Route("the resident whose draft it is", ONE_RESIDENT),
    "portal:complete": Route("who applied without a form, by account or code", ONE_RESIDENT),
    "portal:renew": Route("the resident whose grant it is", ONE_RESIDENT),
    "portal:offer": Route("to whom it was offered, by account or code", ONE_RESIDENT),
    "portal:report": Route("residents, their own", RESIDENTS),
    "portal:form_discard": Route("the resident whose draft it is", ONE_RESIDENT),
    "portal:form_print": Route("the resident whose draft it is, by account or code", ONE_RESIDENT),
    "portal:invitation_link": Route(
        "residents, by the link of an e-mail and only under the invited name",
        (302, 200, 200, 200, 200),
    ),
    "portal:invitation": Route("everyone; opens with the code of a letter", EVERYONE),
    "portal:invitation_opened": Route(
        "who typed the code of a letter; others are led to it", (302, 302, 302, 302, 302)
    ),
    "portal:invitation_accept": Route(
        "residents who typed the code of a letter", (302, 302, 302, 302, 302), "POST"
    ),
    "portal:confirm": Route("who was asked by letter to confirm", ONE_RESIDENT),
    "portal:bundle": Route("the persons of the event, by account or code", ONE_RESIDENT),
    "portal:bundle_choose": Route("the persons of the event, by account or code", ONE_RESIDENT),
    "portal:bundle_step": Route("the persons of the event, by account or code", ONE_RESIDENT),
    "portal:bundle_consents": Route("the persons of the event, by account or code", ONE_RESIDENT),
    "portal:bundle_check": Route(
        "the persons of the event; confirming needs sign-in", ONE_RESIDENT
    ),
    "portal:bundle_retry": Route(
        "the persons of the event; 404 for a service that is none of it",
        (302, 404, 404, 404, 404),
        "POST",
    ),
    "portal:bundle_alone": Route(
        "the persons of the event; 404 for a service that is none of it",
        (302, 404, 404, 404, 404),
        "POST",
    ),
    "portal:accesses": Route("residents, their own", RESIDENTS),
    "portal:accesses_print": Route("residents, their own", RESIDENTS),
    "portal:accesses_download": Route("residents, their own", RESIDENTS),
    "portal:access_question": Route(
        "the resident whose data were seen", (302, 404, 302, 404, 404), "POST"
    ),
    "portal:deed": Route("the party to whom the deed is open", ONE_RESIDENT),
    "portal:area": Route("residents, their own", RESIDENTS),
    "portal:mandates": Route("residents, their own", RESIDENTS),
    "portal:mandate": Route("who gave the mandate and who holds it", ONE_RESIDENT),
    "portal:mandate_revoke": Route(
        "who gave the mandate and who holds it", (302, 404, 302, 404, 404), "POST"
    ),
    "portal:mandate_act": Route("who holds a mandate in force", AGENTS, "POST"),
    "portal:mandate_begin": Route("who holds a mandate in force", AGENTS, "POST"),
    "portal:delivery": Route("residents, their own", (302, 302, 302, 404, 404), "POST"),
    "portal:matter": Route(
        "parties of the case, holders of its code, staff of the unit", (302, 404, 200, 200, 404)
    ),
    "portal:calculation": Route(
        "parties who see all facts, of decisions that reached them; staff of the unit",
        (302, 404, 200, 200, 404),
    ),
    "portal:document_pages": Route(
        "parties, what their role sees; staff of the unit", (302, 404, 200, 200, 404)
    ),
    "portal:page_image": Route(
        "parties, what their role sees; staff of the unit", (302, 404, 200, 200, 404)
    ),
    "portal:upload_to_draft": Route(
        "the resident whose draft it is, by the tus protocol", (412, 412, 412, 412, 412), "POST"
    ),
    "portal:upload_to_deed": Route(
        "parties to whom the deed is open, by the tus protocol", (412, 412, 412, 412, 412), "POST"
    ),
    "portal:upload": Route(
        "who began the upload, by the tus protocol (HEAD, PATCH, DELETE)",
        (405, 405, 405, 405, 405),
    ),
    "portal:mailbox": Route("residents, their own", RESIDENTS),
    "portal:message": Route("the resident to whom it was sent", ONE_RESIDENT),
    "portal:document": Route("the resident to whom it was sent, or who sent it in", ONE_RESIDENT),
    "agent:start": Route("agents at phone and counter", AGENTS),
    "agent:ended": Route("agents at phone and counter", AGENTS),
    "agent:call": Route("the agent whose call is running", AGENTS),
    "agent:search": Route("the agent whose call is running", AGENTS, "POST"),
    "agent:confirm": Route("the agent whose call is running", AGENTS, "POST"),
    "agent:begin_draft": Route("the agent whose call is running", AGENTS, "POST"),
    "agent:take_up": Route("the agent whose call is running", AGENTS, "POST"),
    "agent:end": Route("the agent whose call is running", AGENTS, "POST"),
    "desk:worklist": Route("staff, items of their units", STAFF),
    "desk:item": Route("staff of the unit", UNIT),
    "desk:item_document": Route("staff of the unit", UNIT),
    "desk:item_pages": Route("staff of the unit", UNIT),
    "desk:item_page_image": Route("staff of the unit", UNIT),
    "desk:access_question": Route("staff of the unit that was asked", UNIT),
    "desk:register_report": Route("staff of the unit that keeps the register", UNIT),
    "desk:take": Route("staff of the unit", (302, 404, 404, 302, 404), "POST"),
    "desk:give_back": Route("staff of the unit", (302, 404, 404, 302, 404), "POST"),
    "desk:post": Route("staff, letters of their units", STAFF),
    "desk:print_letters": Route(
        "the unit whose letters they are; 422 where none is chosen",
        (302, 404, 404, 422, 422),
        "POST",
    ),
    "desk:letter": Route("staff of the unit whose letter it is", UNIT),
    "desk:take_application": Route("staff, for whichever unit is competent", STAFF),
    "desk:scans": Route("staff, scans of their units", STAFF),
    "desk:scan": Route("staff of the unit that opened the letters", UNIT),
    "desk:paper": Route("staff of the unit", (302, 404, 404, 302, 404)),
    "desk:paper_step": Route("staff of the unit", UNIT),
    "desk:paper_check": Route("staff of the unit", UNIT),
    "desk:paper_sheet": Route("staff of the unit that opened the letters", UNIT),
    "desk:paper_image": Route("staff of the unit that opened the letters", UNIT),
    "desk:print_form": Route("staff of the unit, while the form is missing", UNIT, "POST"),
    "desk:payment_runs": Route("staff, payments of their units", STAFF),
    "desk:payment_propose": Route(
        "staff of the unit that is named; else led to the list", (302, 404, 404, 302, 302)
    ),
    "desk:payment_returns": Route("staff, payments of their units", STAFF),
    "desk:payment_account": Route("staff of the unit", UNIT),
    "desk:payment_run": Route("staff of the unit", UNIT),
    "desk:payment_progress": Route("staff of the unit", UNIT),
    "desk:payment_collect": Route("staff of the unit", (302, 404, 404, 302, 404), "POST"),
    "desk:payment_approve": Route(
        "who leads the unit and did not propose the run", (302, 404, 404, 302, 404), "POST"
    ),
    "desk:payment_withdraw": Route(
        "staff of the unit; 422 without a reason", (302, 404, 404, 422, 404), "POST"
    ),
    "desk:payment_void": Route("who leads the unit", (302, 404, 404, 302, 404), "POST"),
    "desk:payment_file": Route(
        "staff of the unit, once the run is approved", (302, 404, 404, 302, 404), "POST"
    ),
    "desk:payment_hand_over": Route("staff of the unit", (302, 404, 404, 302, 404), "POST"),
    "desk:grants": Route("staff, grants of their units", STAFF),
    "desk:automation": Route("staff who lead a unit", (302, 404, 404, 404, 404)),
    "desk:bulk": Route("staff, runs of their units", STAFF),
    "desk:bulk_run": Route("staff of the unit", UNIT),
    "desk:bulk_progress": Route("staff of the unit", UNIT),
    "desk:bulk_items": Route("staff of the unit", UNIT),
    "desk:bulk_item": Route("staff of the unit", UNIT),
    "desk:bulk_do": Route(
        "staff of the unit; releasing only who leads it and did not start the run",
        (302, 404, 404, 302, 404),
        "POST",
    ),
    "desk:case": Route("staff of the unit", UNIT),
    "desk:document": Route("staff of the unit", UNIT),
    "desk:register_entry": Route("staff of the unit", (302, 404, 404, 302, 404), "POST"),
    "desk:hand_over": Route("staff of the unit", (302, 404, 404, 302, 404), "POST"),
    "desk:deed": Route("staff of the unit, where the case allows the step", UNIT),
    "desk:deed_preview": Route(
        "staff of the unit; 409 where there is no letter", (302, 404, 404, 409, 404), "POST"
    ),
    "desk:consultation": Route("staff of the consulted body", (302, 404, 404, 404, 404)),
    "desk:consultation_document": Route("staff of the consulted body", (302, 404, 404, 404, 404)),
    "desk:document_pages": Route("staff of the unit", UNIT),
    "desk:page_image": Route("staff of the unit", UNIT),
    "desk:consultation_pages": Route("staff of the consulted body", (302, 404, 404, 404, 404)),
    "desk:consultation_page_image": Route("staff of the consulted body", (302, 404, 404, 404, 404)),
    "desk:correct": Route("staff of the unit", UNIT),
    "desk:decide": Route("staff of the unit", UNIT),
    "desk:preview": Route("staff of the unit", UNIT, "POST"),
    "desk:decided": Route("staff of the unit", UNIT),
    "desk:calculation": Route("staff of the unit, where something is proposed", UNIT),
    "desk:decided_calculation": Route("staff of the unit, by the number of a decision", UNIT),
    "account_login": Route("everyone; lets in staff alone", (200, 302, 302, 302, 302)),
    "account_logout": Route("who is signed in", (302, 302, 302, 302, 302), "POST"),
    "account_inactive": Route("everyone", EVERYONE),
    "account_reauthenticate": Route("staff", STAFF),
    "mfa_authenticate": Route("staff between password and code", (302, 302, 302, 302, 302)),
    "mfa_reauthenticate": Route("staff", STAFF),
    "mfa_index": Route("staff", STAFF),
    "mfa_activate_totp": Route(
        "staff without a second factor, after the password", (302, 404, 404, 302, 302)
    ),
    "mfa_view_recovery_codes": Route(
        "staff, their own; 404 until there are some", (302, 404, 404, 404, 404)
    ),
    "mfa_generate_recovery_codes": Route(
        "staff, their own, shortly after password or code", (302, 404, 404, 302, 302)
    ),
    "events": Route("holders of a signed token for one topic", (404, 404, 404, 404, 404)),
}


def names_in(urlconf: str) -> dict[str, str]:
    """Return the address of every route of an URL configuration by its name."""
    return dict(_walk(get_resolver(urlconf).url_patterns, "", ""))


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, namespace: str
) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, address, inner)
        else:
            yield f"{namespace}{pattern.name or address}", f"/{address}"


def table() -> str:
    """Return docs/routes.md."""
    head = ["address", "name", "method", "who may use it", *(p.replace("_", " ") for p in PEOPLE)]
    lines = [
        "# Routes and who may use them",
        "",
        "Written by `python -m tests.routes`, walked by `tests/test_routes.py`. The last columns",
        "are the answers to somebody without session, to a resident who has nothing to do with the",
        "matter, to the citizen whose matter it is, to the caseworker in charge and to one of",
        "another authority: 200 the page, 302 led elsewhere (to sign in), 404 nothing to see.",
        "Every address of the site also exists with a language in front (`/en/...`).",
    ]
    for title, urlconf in URLCONFS.items():
        lines += ["", f"## {title.capitalize()}", "", f"| {' | '.join(head)} |"]
        lines.append("|" + "---|" * len(head))
        for name, address in sorted(names_in(urlconf).items(), key=lambda pair: pair[1]):
            route = ROUTES[name]
            cells = [f"`{address}`", f"`{name}`", route.method, route.who, *map(str, route.answers)]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amt.config.settings.test")
    import django

    django.setup()
    FILE.write_text(table(), encoding="utf-8")
