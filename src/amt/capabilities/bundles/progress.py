"""How far each member of a bundle is, in one sentence, with what the viewing person can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from amt.capabilities.applications.queries import label_of
from amt.capabilities.bundles.models import BundleMember, MemberState
from amt.capabilities.bundles.offices import body_of, office_of
from amt.capabilities.bundles.plans import Plan
from amt.capabilities.bundles.requirements import asked_positions
from amt.capabilities.bundles.view import BundleView
from amt.capabilities.cases import queries as cases

CONFIRM, WAIT, WAIT_FOR_PERSON, COMPLETE = "confirm", "wait", "wait_for_person", "complete"
RETRY, CHOOSE, READ, NOTHING = "retry", "choose", "read", "none"


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """Where a member stands.

    `next_step` is `confirm`, `wait`, `wait_for_person`, `complete` (`draft_uuid` when begun),
    `retry`, `choose`, `read` (the case was decided) or `none`. `state` is the member's, or once it
    was sent the case's. `norms` are those by which others must confirm.
    """

    member: BundleMember
    title: str
    office: str
    state: str
    sentence: str
    next_step: str
    confirmed_by: tuple[str, ...] = ()
    missing_from: tuple[str, ...] = ()
    norms: tuple[str, ...] = ()
    case_uuid: UUID | None = None
    reference: str = ""


def progress(view: BundleView, language: str, on: date) -> list[ProgressRow]:
    """List the members of a bundle with how far each is."""
    plans = {plan.member.id: plan for plan in view.plans}
    return [_row(view, member, plans.get(member.id), language, on) for member in view.members]


def _row(
    view: BundleView, member: BundleMember, plan: Plan | None, language: str, on: date
) -> ProgressRow:
    if plan is None:
        sentence = _("Diese Leistung gibt es hier nicht mehr.")
        return ProgressRow(member, member.procedure_key, "", member.state, sentence, NOTHING)
    if member.case_uuid is not None:
        return _sent(member, member.case_uuid, plan, language)
    confirmed = {one.person.position: one.person.name for one in plan.confirmed}
    wanted = asked_positions(plan.required) if plan.assignment() is None else frozenset()
    missing = {
        person.position: person.name
        for person in plan.persons
        if person.position in wanted and person.position not in confirmed
    }
    sentence, next_step = _words(view, member, missing)
    if member.state == MemberState.NEEDS_MORE and member.problem_values:
        labels = [label_of(plan.procedure, path, language) for path in member.problem_values]
        sentence = _("Für diesen Antrag fehlt noch: %(what)s.") % {"what": ", ".join(labels)}
    if next_step == COMPLETE and view.me.position not in plan.required[0].positions:
        next_step = WAIT_FOR_PERSON
    return ProgressRow(
        member=member,
        title=plan.procedure.title(language),
        office=office_of(plan, language, on),
        state=member.state,
        sentence=sentence,
        next_step=next_step,
        confirmed_by=tuple(confirmed.values()),
        missing_from=tuple(missing.values()),
        norms=tuple(one.norm for one in plan.required if one.norm),
    )


def _words(view: BundleView, member: BundleMember, missing: dict[int, str]) -> tuple[str, str]:
    is_mine = view.me.position in missing
    match member.state:
        case MemberState.DECLINED:
            return _("Diesen Antrag haben Sie nicht ausgewählt."), CHOOSE
        case MemberState.NEEDS_MORE:
            return _("Für diesen Antrag brauchen wir noch Angaben von Ihnen."), COMPLETE
        case MemberState.FAILED:
            return (
                _("Dieser Antrag konnte nicht gesendet werden. Die anderen laufen weiter."),
                RETRY,
            )
        case MemberState.CONFIRMED:
            return _("Wir senden diesen Antrag gerade."), WAIT
    if is_mine or not missing:
        return _("Sie haben diesen Antrag noch nicht bestätigt."), CONFIRM
    names = ", ".join(missing.values())
    return _("Es fehlt die Bestätigung von %(names)s.") % {"names": names}, WAIT_FOR_PERSON


def _sent(member: BundleMember, case_uuid: UUID, plan: Plan, language: str) -> ProgressRow:
    standing = cases.standing_of(case_uuid)
    return ProgressRow(
        member=member,
        title=plan.procedure.title(language),
        office=body_of(plan, standing.unit.name, language),
        state=standing.state,
        sentence=plan.procedure.texts.find(f"states.{standing.state}", language)
        or _SENTENCES.get(standing.state, lambda: _("Ihr Antrag ist angekommen."))(),
        next_step=READ if standing.decided else WAIT,
        confirmed_by=tuple(one.person.name for one in plan.confirmed),
        case_uuid=case_uuid,
        reference=standing.reference,
    )


_SENTENCES = {
    "received": lambda: _("Ihr Antrag ist angekommen."),
    "in_progress": lambda: _("Die Stelle prüft Ihren Antrag."),
    "decided": lambda: _("Die Stelle hat entschieden."),
    "closed": lambda: _("Der Vorgang ist abgeschlossen."),
}
