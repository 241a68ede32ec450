"""Which office gets which fact from whom, why and by which norm, before anything flows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from amt.capabilities.applications.queries import label_of
from amt.capabilities.bundles.filling import shared_names, shared_paths
from amt.capabilities.bundles.models import BundleConsent, FactOrigin, MemberState
from amt.capabilities.bundles.offices import office_of
from amt.capabilities.bundles.plans import Plan, norm_of_notice, values_of
from amt.capabilities.bundles.view import BundleView
from amt.contract.forms import bare_path
from amt.contract.procedure import Evidence

NOTICED, TOLD = "noticed", "told"


@dataclass(frozen=True, slots=True)
class TransferRow:
    """One flow of facts to an office.

    `kind` is `told` (by the persons), `noticed` (by the notice) or `evidence` (by another office);
    only the last may need a consent, and `consents` is what the viewing person said (None: nothing
    yet). `manual` is the path of the file field that takes a paper instead.
    """

    kind: str
    member_key: str
    evidence_key: str
    from_name: str
    to_name: str
    facts: tuple[str, ...]
    purpose: str
    norm: str
    needs_consent: bool
    consents: bool | None
    manual: str = ""


def transfers_planned(view: BundleView, language: str, on: date) -> list[TransferRow]:
    """List every flow of the chosen members, member by member."""
    chosen = [plan for plan in view.plans if plan.member.state != MemberState.DECLINED]
    rows: list[TransferRow] = []
    for plan in chosen:
        office = office_of(plan, language, on)
        rows += _of_persons(view, plan, office, language)
        for evidence in plan.procedure.evidence:
            rows.append(_of_office(view, plan, evidence, (office, chosen), language, on))
    return rows


def _of_persons(view: BundleView, plan: Plan, office: str, language: str) -> Iterator[TransferRow]:
    given = shared_paths(plan.form, values_of(plan.facts)).values()
    noticed = {bare_path(one) for one in given if plan.facts[one].origin == FactOrigin.NOTICED}
    told = (shared_names(plan.form) - noticed) - set(plan.conversation.produced)
    told -= set(plan.conversation.noticed)
    sources = (
        (NOTICED, view.bundle.notice_from, noticed, norm_of_notice(plan, language)),
        (TOLD, _("Ihre Angaben"), told, plan.procedure.norms[0].citation),
    )
    for kind, from_name, paths, norm in sources:
        if paths:
            yield TransferRow(
                kind=kind,
                member_key=plan.procedure.key,
                evidence_key="",
                from_name=from_name,
                to_name=office,
                facts=_labels(plan, paths, language),
                purpose=plan.procedure.title(language),
                norm=norm,
                needs_consent=False,
                consents=None,
            )


def _of_office(
    view: BundleView,
    plan: Plan,
    evidence: Evidence,
    known: tuple[str, list[Plan]],
    language: str,
    on: date,
) -> TransferRow:
    office, chosen = known
    names = [shared for shared, _path in evidence.facts]
    provider = next(
        (one for one in chosen if {p.shared for p in one.procedure.provides} & set(names)), None
    )
    return TransferRow(
        kind="evidence",
        member_key=plan.procedure.key,
        evidence_key=evidence.key,
        from_name=office_of(provider, language, on) if provider else "",
        to_name=office,
        facts=_labels(plan, names, language),
        purpose=plan.procedure.texts.find(f"evidence.{evidence.key}.title", language)
        or plan.procedure.title(language),
        norm=evidence.norm,
        needs_consent=evidence.consent,
        consents=_said(view, plan, evidence) if evidence.consent else None,
        manual=evidence.manual,
    )


def _said(view: BundleView, plan: Plan, evidence: Evidence) -> bool | None:
    said = BundleConsent.objects.filter(
        person=view.me, member=plan.member, evidence_key=evidence.key
    )
    last = said.order_by("-id").first()
    return None if last is None else last.consents


def _labels(plan: Plan, paths: Iterable[str], language: str) -> tuple[str, ...]:
    """Name facts as the conversation asks them, in its order; those it does not ask come last."""
    order = {field.path: place for place, field in enumerate(plan.conversation.form.fields())}
    sorted_paths = sorted(paths, key=lambda path: (order.get(path, len(order)), path))
    return tuple(
        dict.fromkeys(label_of(plan.conversation, path, language) for path in sorted_paths)
    )
