"""The tag library `{% load desk %}`: items of the worklist as a table or a short list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amt.capabilities.applications.queries import paper as papers
from amt.contract.procedure import Procedure
from amt.design import formats
from amt.design.components import parts
from amt.front.desk import case_page, words
from amt.front.desk.access import actor_of
from amt.front.desk.facts_page import FactRow
from amt.front.desk.items import ItemRow
from amt.kernel import clock

if TYPE_CHECKING:
    from amt.capabilities.cases.models import Decision

register = template.Library()


@register.simple_tag
def item_table(rows: Iterable[ItemRow], view: str) -> SafeString:
    """Show items of the worklist; each row opens its subject. Stands inside a POST form."""
    is_done = view == "erledigt"
    columns = [
        {"key": "reference", "label": _("Aktenzeichen")},
        {"key": "title", "label": _("Leistung")},
        {"key": "person", "label": _("Person")},
        {"key": "due", "label": _("Erledigt am") if is_done else _("Frist")},
        {"key": "received", "label": _("Eingang")},
        {"key": "assigned", "label": _("Bearbeitung")},
    ]
    if not is_done:
        columns.append({"key": "action", "label": _("Aktion")})
    shown = [_table_row(row, is_done=is_done) for row in rows]
    table = parts.data_table(columns, shown, caption=_("Aufgaben"), caption_hidden=True)
    return render_to_string("design/components/data_table.html", table)


def _table_row(row: ItemRow, *, is_done: bool) -> dict[str, Any]:
    assigned = row.item.assigned_to
    return {
        "reference": {"text": row.item.reference, "url": row.url, "keys_item": True},
        "title": f"{row.title} ({row.mark})" if row.mark else row.title,
        "person": row.person,
        "due": row.item.done_at if is_done else _due(row),
        "received": formats.date_short(row.received_on),
        "assigned": assigned.full_name
        if assigned
        else {"text": _("Noch niemand"), "badge": "neutral"},
        "action": _action(row),
    }


def _due(row: ItemRow) -> dict[str, Any]:
    left = formats.remaining(row.item.due_on, clock.today())
    if row.is_overdue:
        return {"text": _("Überfällig"), "badge": "error", "note": _long(row)}
    if row.is_due_soon:
        return {"text": left, "badge": "warning", "note": _long(row)}
    return {"text": formats.date_short(row.item.due_on), "note": left}


def _long(row: ItemRow) -> str:
    return formats.date_short(row.item.due_on)


def _action(row: ItemRow) -> SafeString:
    return render_to_string("desk/_item_action.html", {"row": row})


@register.inclusion_tag("desk/_item_list.html")
def item_list(rows: Iterable[ItemRow], current_reference: str = "") -> dict[str, Any]:
    """Show items beside a case, the current one marked."""
    return {"rows": rows, "current_reference": current_reference, "today": clock.today()}


@register.simple_tag
def decision_label(decision: Decision) -> str:
    """Write what was decided."""
    return case_page.decision_label(decision)


@register.simple_tag
def party_label(procedure: Procedure | None, role: str) -> str:
    """Write the role of a party, in the words of the procedure where it has some."""
    own = (
        procedure.texts.find(f"parties.{role}.title", get_language() or "de") if procedure else None
    )
    return own or words.role_of(role)


@register.simple_tag
def desk_trail(*steps: str) -> list[tuple[str, str]]:
    """Return labels and addresses, given by turns, as a trail of breadcrumbs."""
    given = [*steps, ""] if len(steps) % 2 else list(steps)
    return list(zip(given[::2], given[1::2], strict=True))


@register.simple_tag
def form_errors(form: BaseForm) -> list[tuple[str, str]]:
    """Return all errors of a form of the sign-in, each with the id of its field."""
    first = next(iter(form.fields), "")
    return [
        (f"id_{first if name == '__all__' else name}", str(error))
        for name, errors in form.errors.items()
        for error in errors
    ]


@register.simple_tag
def field_error(form: BaseForm, name: str) -> str:
    """Return the first error of a field of the sign-in, or nothing."""
    return str(next(iter(form.errors.get(name, [])), ""))


@register.simple_tag
def shown_source(fact: FactRow, common_source: str) -> str:
    """Return the source of a fact, or nothing where it is the one said above."""
    is_common = not fact.basis and f"{fact.source}, {fact.source_on}" == common_source
    return "" if is_common else fact.source


@register.simple_tag(takes_context=True)
def papers_waiting(context: Mapping[str, Any], case_uuid: UUID) -> list[str]:
    """Return the addresses at which forms on paper of a case can be entered."""
    rows = papers.waiting_for_case(actor_of(context["request"]), case_uuid)
    return [reverse("desk:paper", args=[one.uuid]) for one in rows]
