"""The form of a decision: what was chosen, for which proposal, with which reasons."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from amt.capabilities.cases import services
from amt.capabilities.cases.queries import CaseView
from amt.contract.assessment import Reason
from amt.contract.procedure import Procedure
from amt.front.desk.case_page import ProposalPart
from amt.front.frame.assessment import reason_text
from amt.kernel.errors import Refusal

LONGEST_WORDS = 4000
REFUSAL = "refusal"
ANCHORS = {
    "reasons_missing": "gruende",
    "nothing_to_grant": "entscheidung",
    "not_to_be_decided": "entscheidung",
    "act_cannot_be_composed": "entscheidung",
}


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """What a caseworker sent, or the empty form."""

    kind: str = ""
    reason_keys: tuple[str, ...] = ()
    own_words: str = ""
    proposal_id: UUID | None = None

    @property
    def is_too_long(self) -> bool:
        """Whether the own words do not fit."""
        return len(self.own_words) > LONGEST_WORDS


def read_form(request: HttpRequest) -> DecisionForm:
    """Read what was sent; an id that is none counts as a proposal that is not there any more."""
    sent = request.POST
    return DecisionForm(
        kind=sent.get("entscheidung", ""),
        reason_keys=tuple(sent.getlist("gruende")),
        own_words=sent.get("worte", "").strip(),
        proposal_id=_uuid(sent.get("vorschlag", "")),
    )


def kinds_of(view: CaseView, proposal: ProposalPart | None) -> list[tuple[str, str, str]]:
    """Return what can be decided: as proposed first, then refusing."""
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


def _words(procedure: Procedure, key: str, language: str) -> str:
    label = procedure.texts.find(f"reasons.{key}.label", language)
    return label or reason_text(procedure, Reason(key, ""), language)


def errors_of(form: DecisionForm, view: CaseView) -> list[tuple[str, str]]:
    """Name what the form lacks before anybody is asked to decide."""
    errors = []
    if not form.kind or view.act_for(form.kind) is None:
        errors.append(("entscheidung", _("Wählen Sie, wie Sie entscheiden.")))
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
