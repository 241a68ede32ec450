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
from amt.contract.acts import ActKind, ActSpec
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
class Option:
    """A way to decide: an outcome by an act. `value` is the outcome, with the act if unusual."""

    value: str
    kind: str
    spec: ActSpec

    @property
    def act(self) -> str:
        """The key of the act where it is not the usual one."""
        return self.spec.key if self.value != self.kind else ""


@dataclass(frozen=True, slots=True)
class Questions:
    """What an act asks of the person who decides by it."""

    key: str
    title: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What a caseworker sent, or the empty form; `option` is None where nothing fitting is."""

    option: Option | None = None
    reason_keys: tuple[str, ...] = ()
    own_words: str = ""
    proposal_id: UUID | None = None
    asked: Mapping[str, one_page.Sent] = field(default_factory=dict)
    """By value of an option: what was answered to the questions of its act."""

    @property
    def chosen(self) -> str:
        """The value of the option that was chosen."""
        return self.option.value if self.option else ""

    @property
    def kind(self) -> str:
        """The outcome that was chosen."""
        return self.option.kind if self.option else ""

    @property
    def act(self) -> str:
        """The key of the act that was chosen, empty for the usual one."""
        return self.option.act if self.option else ""

    @property
    def inputs(self) -> dict[str, Any]:
        """The answers to the questions of the act that was chosen."""
        sent = self.asked.get(self.chosen)
        return dict(sent.answers) if sent else {}

    @property
    def is_too_long(self) -> bool:
        """Whether the own words do not fit."""
        return len(self.own_words) > LONGEST_WORDS


def options_of(view: CaseView) -> list[Option]:
    """Return every way to decide that the state of the case allows, the usual acts first.

    Without rules an act is offered once: granting in part by the act of a grant is no choice.
    """
    found: list[Option] = []
    for kind in KINDS:
        for number, spec in enumerate(view.acts_for(kind)):
            known = {option.spec.key for option in found}
            if view.proposes or spec.key not in known:
                found.append(Option(f"{kind}:{spec.key}" if number else kind, kind, spec))
    return found


def read_form(request: HttpRequest, view: CaseView) -> DecisionForm:
    """Read what was sent; an id that is none counts as a proposal that is not there any more."""
    sent, options = request.POST, options_of(view)
    chosen = sent.get("entscheidung", "")
    return DecisionForm(
        option=next((option for option in options if option.value == chosen), None),
        asked={
            option.value: one_page.read(option.spec.form, sent)
            for option in options
            if option.spec.form
        },
        reason_keys=tuple(sent.getlist("gruende")),
        own_words=sent.get("worte", "").strip(),
        proposal_id=_uuid(sent.get("vorschlag", "")),
    )


def kinds_of(view: CaseView, proposal: ProposalPart | None) -> list[tuple[str, str, str]]:
    """Return what can be decided: as proposed first, then refusing; freely without rules."""
    options = options_of(view)
    if not view.proposes:
        return [(option.value, _act_title(view, option), "") for option in options]
    offered: list[tuple[str, str, str]] = []
    if proposal is not None and proposal.outcome in (GRANT, PARTIAL):
        hint = ", ".join(part for part in (proposal.amount, proposal.span) if part)
        offered += [
            (option.value, _as_proposed(view, option, proposal.outcome_label), hint)
            for option in options
            if option.kind == proposal.outcome
        ]
    as_proposed = proposal is not None and proposal.outcome == REFUSAL
    for option in options:
        if option.kind == REFUSAL:
            usual = _("Ablehnung") if as_proposed else _("Ablehnen")
            label = usual if option.spec.kind is ActKind.REFUSAL else _act_title(view, option)
            label = _act_title(view, option) if option.act else label
            hint = "" if as_proposed else _("Mit Gründen und eigenen Worten")
            offered.append((option.value, _proposed(label) if as_proposed else label, hint))
    return offered


def _as_proposed(view: CaseView, option: Option, outcome_label: str) -> str:
    """Name a grant by its outcome, any other act by its own name."""
    is_usual = option.spec.kind in (ActKind.GRANT, ActKind.PARTIAL) and not option.act
    return _proposed(outcome_label if is_usual else _act_title(view, option))


def _proposed(label: str) -> str:
    return _("Wie vorgeschlagen: %(outcome)s") % {"outcome": label}


def reasons_of(view: CaseView, language: str) -> list[tuple[str, str]]:
    """Return the reasons of the law that a refusal may name, in words."""
    procedure = view.procedure
    if procedure is None:
        return []
    keys = [key for spec in view.acts_for(REFUSAL) for key in spec.refusal_reasons]
    return [(key, _words(procedure, key, language)) for key in dict.fromkeys(keys)]


def _act_title(view: CaseView, option: Option) -> str:
    own, language = None, get_language() or "de"
    if view.procedure is not None:
        own = view.procedure.texts.find(f"acts.{option.spec.key}.title", language)
    return own or words.outcome_of(option.kind)


def questions_of(view: CaseView, form: DecisionForm, language: str) -> list[Questions]:
    """Return the questions that the acts ask, each with the act that they belong to."""
    found = []
    asked = {option.spec.key: option for option in reversed(options_of(view)) if option.spec.form}
    for option in reversed(asked.values()):
        if view.procedure is None:
            continue
        sent = form.asked.get(option.value, one_page.Sent())
        is_chosen = form.option is not None and form.option.spec is option.spec
        shown = sent if is_chosen else replace(sent, problems=())
        steps = one_page.shown(view.procedure, option.spec.form, shown, language)
        found.append(Questions(option.spec.key, _act_title(view, option), steps))
    return found


def _words(procedure: Procedure, key: str, language: str) -> str:
    label = procedure.texts.find(f"reasons.{key}.label", language)
    return label or reason_text(procedure, Reason(key, ""), language)


def errors_of(form: DecisionForm, view: CaseView) -> list[tuple[str, str]]:
    """Name what the form lacks before anybody is asked to decide."""
    errors = []
    if form.option is None:
        errors.append(("entscheidung", _("Wählen Sie, wie Sie entscheiden.")))
    sent = form.asked.get(form.chosen)
    spec = form.option.spec if form.option else None
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
