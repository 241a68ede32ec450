"""The form of a decision: what was chosen, for which proposal, with which reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from amt.capabilities.cases import services
from amt.capabilities.cases.queries import CaseView
from amt.contract.assessment import Reason
from amt.contract.procedure import Procedure
from amt.front.desk import words
from amt.front.desk.case_page import ProposalPart
from amt.front.frame import one_page
from amt.front.frame.assessment import reason_text
from amt.front.frame.forms import StepView
from amt.kernel.errors import Refusal

LONGEST_WORDS = 4000
GRANT, PARTIAL, REFUSAL = "grant", "partial", "refusal"
KINDS = (GRANT, PARTIAL, REFUSAL)
ANCHORS = {
    "reasons_missing": "gruende",
    "nothing_to_grant": "entscheidung",
    "not_to_be_decided": "entscheidung",
    "act_cannot_be_composed": "entscheidung",
}


@dataclass(frozen=True, slots=True)
class Questions:
    """What an act asks of the person who decides by it."""

    kind: str
    title: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What a caseworker sent, or the empty form."""

    kind: str = ""
    reason_keys: tuple[str, ...] = ()
    own_words: str = ""
    proposal_id: UUID | None = None
    asked: Mapping[str, one_page.Sent] = field(default_factory=dict)
    """By kind of decision: what was answered to the questions of its act."""

    @property
    def inputs(self) -> dict[str, Any]:
        """The answers to the questions of the act that was chosen."""
        sent = self.asked.get(self.kind)
        return dict(sent.answers) if sent else {}

    @property
    def is_too_long(self) -> bool:
        """Whether the own words do not fit."""
        return len(self.own_words) > LONGEST_WORDS


def read_form(request: HttpRequest, view: CaseView) -> DecisionForm:
    """Read what was sent; an id that is none counts as a proposal that is not there any more."""
    sent = request.POST
    forms = {kind: spec.form for kind in KINDS if (spec := view.act_for(kind)) and spec.form}
    return DecisionForm(
        asked={kind: one_page.read(form, sent) for kind, form in forms.items()},
        kind=sent.get("entscheidung", ""),
        reason_keys=tuple(sent.getlist("gruende")),
        own_words=sent.get("worte", "").strip(),
        proposal_id=_uuid(sent.get("vorschlag", "")),
    )


def kinds_of(view: CaseView, proposal: ProposalPart | None) -> list[tuple[str, str, str]]:
    """Return what can be decided: as proposed first, then refusing; freely without rules."""
    if not view.proposes:
        return [(kind, _act_title(view, kind), "") for kind in _kinds_with_own_act(view)]
    offered: list[tuple[str, str, str]] = []
    grants = proposal is not None and proposal.outcome in ("grant", "partial")
    if proposal is not None and grants and view.act_for(proposal.outcome):
        label = _("Wie vorgeschlagen: %(outcome)s") % {"outcome": proposal.outcome_label}
        hint = ", ".join(part for part in (proposal.amount, proposal.span) if part)
        offered.append((proposal.outcome, label, hint))
    if view.act_for(REFUSAL):
        as_proposed = proposal is not None and proposal.outcome == REFUSAL
        label = _("Wie vorgeschlagen: Ablehnung") if as_proposed else _("Ablehnen")
        hint = "" if as_proposed else _("Mit Gründen und eigenen Worten")
        offered.append((REFUSAL, label, hint))
    return offered


def reasons_of(view: CaseView, language: str) -> list[tuple[str, str]]:
    """Return the reasons of the law that a refusal may name, in words."""
    spec = view.act_for(REFUSAL)
    if spec is None or view.procedure is None:
        return []
    return [(key, _words(view.procedure, key, language)) for key in spec.refusal_reasons]


def _act_title(view: CaseView, kind: str) -> str:
    spec, language = view.act_for(kind), get_language() or "de"
    own = None
    if spec is not None and view.procedure is not None:
        own = view.procedure.texts.find(f"acts.{spec.key}.title", language)
    return own or words.outcome_of(kind)


def _kinds_with_own_act(view: CaseView) -> list[str]:
    """Leave out a kind that would be told by the act of another: granting in part by the grant."""
    by_act = {spec.key: kind for kind in reversed(KINDS) if (spec := view.act_for(kind))}
    return [kind for kind in KINDS if kind in by_act.values()]


def questions_of(view: CaseView, form: DecisionForm, language: str) -> list[Questions]:
    """Return the questions that the acts ask, each with the decision that they belong to."""
    found = []
    chosen = view.act_for(form.kind) if form.kind else None
    for kind in _kinds_with_own_act(view):
        spec = view.act_for(kind)
        if spec is None or spec.form is None or view.procedure is None:
            continue
        sent = form.asked.get(kind, one_page.Sent())
        shown = sent if spec is chosen else replace(sent, problems=())
        steps = one_page.shown(view.procedure, spec.form, shown, language)
        found.append(Questions(kind, _act_title(view, kind), steps))
    return found


def _words(procedure: Procedure, key: str, language: str) -> str:
    label = procedure.texts.find(f"reasons.{key}.label", language)
    return label or reason_text(procedure, Reason(key, ""), language)


def errors_of(form: DecisionForm, view: CaseView) -> list[tuple[str, str]]:
    """Name what the form lacks before anybody is asked to decide."""
    errors = []
    if not form.kind or view.act_for(form.kind) is None:
        errors.append(("entscheidung", _("Wählen Sie, wie Sie entscheiden.")))
    sent = form.asked.get(form.kind)
    spec = view.act_for(form.kind) if form.kind else None
    if sent and sent.problems and spec and spec.form and view.procedure:
        steps = one_page.shown(view.procedure, spec.form, sent, get_language() or "de")
        errors += [error for step in steps for error in step.errors]
    if form.is_too_long:
        told = _("Kürzen Sie Ihre Begründung auf höchstens %(maximum)s Zeichen.")
        errors.append(("worte", told % {"maximum": LONGEST_WORDS}))
    return errors


def error_of(refusal: Refusal, form: DecisionForm) -> tuple[str, str]:
    """Return a refusal of the service with the field at which it is shown."""
    anchor = ANCHORS.get(refusal.code, "entscheidung")
    if isinstance(refusal, services.ReasonsMissing) and form.reason_keys:
        anchor = "worte"
    return anchor, str(refusal.message)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
