"""Permit, partial refusal, refusal: what is decided, why, and for whom it is worded.

A neighbour gets the decision too unless they consented (§ 70 Abs. 2 Satz 3 BremLBO), worded for
them. Reasons of the law are chosen by the caseworker; own words say why they apply here (§ 39
VwVfG).
"""

from __future__ import annotations

from amt.contract.acts import ActContent, ActContext, Section
from amt.contract.texts import SOURCE_LANGUAGE
from amt.procedures.baugenehmigung.acts.parts import (
    attachment,
    german_date,
    lines_of,
    project_lines,
    section,
    title,
    wording,
    wordings,
    words,
)

REFUSAL_NORMS = {
    "planning_law": "§ 63 BremLBO, §§ 29 bis 38 BauGB",
    "deviation_refused": "§ 67 BremLBO",
    "other_law": "§ 63 BremLBO",
    "not_simplified": "§§ 63, 64 BremLBO",
    "public_law": "§ 72 Abs. 1 Satz 1 BremLBO",
}
"""Reasons that a caseworker may choose, with their norms; texts are `reasons.<key>`."""

BAUHERR = "bauherr"


class ReasonsMissing(ValueError):
    """A refusal has neither chosen reasons nor own words."""


def compose_permit(context: ActContext) -> ActContent:
    """Return the permit for the Bauherr, or its copy for a neighbour."""
    if context.role != BAUHERR:
        return _for_neighbour(context, "permit", "neighbour.permitted")
    return ActContent(
        title=title(context, "permit"),
        operative=(
            wording("permit.operative"),
            *project_lines(context),
            *_conditions(context, "permit"),
        ),
        reasons=_own_reasons(context, "permit"),
        notes=_notes_of_permit(),
        attachment=attachment(
            context, "permit", conditions=list(words(context, "permit.conditions"))
        ),
    )


def compose_partial(context: ActContext) -> ActContent:
    """Return the permit of a part and the refusal of the rest.

    :raises ReasonsMissing: when nothing says why a part is refused.
    """
    if context.role != BAUHERR:
        return _for_neighbour(context, "partial", "neighbour.permitted_in_part")
    why = (*_law(context), *words(context, "partial.refused_reason"), *lines_of(context.own_words))
    if not why:
        raise ReasonsMissing(context.reference)
    return ActContent(
        title=title(context, "partial"),
        operative=(
            wording("partial.granted"),
            *project_lines(context),
            wording("partial.what"),
            *words(context, "partial.granted"),
            wording("partial.refused"),
            *words(context, "partial.refused"),
            *_conditions(context, "partial"),
        ),
        reasons=(
            Section(wording("partial.why.heading"), why),
            *_opinions(context),
            *_own_reasons(context, "partial", own_words=False),
        ),
        notes=(*_notes_of_permit(), section("refusal.options")),
        attachment=attachment(context, "partial", reasons=list(context.reason_keys)),
    )


def compose_refusal(context: ActContext) -> ActContent:
    """Return the refusal.

    :raises ReasonsMissing: when there is neither a chosen reason nor own words.
    """
    why = (*_law(context), *lines_of(context.own_words))
    if not why:
        raise ReasonsMissing(context.reference)
    return ActContent(
        title=title(context, "refusal"),
        operative=(
            wording("refusal.operative", applied_on=german_date(context.applied_on)),
            *project_lines(context),
        ),
        reasons=(Section(wording("refusal.why.heading"), why), *_opinions(context)),
        notes=(section("refusal.options"),),
        attachment=attachment(context, "refusal", reasons=list(context.reason_keys)),
    )


def _law(context: ActContext) -> tuple[str, ...]:
    return tuple(
        wording(
            "refusal.reason",
            reason=context.texts.get(f"reasons.{key}", SOURCE_LANGUAGE).strip().removesuffix("."),
            norm=REFUSAL_NORMS[key],
        )
        for key in context.reason_keys
    )


def _conditions(context: ActContext, act: str) -> tuple[str, ...]:
    """Return the Nebenbestimmungen (§ 36 VwVfG), numbered: each is decided."""
    found = words(context, f"{act}.conditions")
    if not found:
        return ()
    numbered = (
        wording("permit.condition", number=str(number), text=text)
        for number, text in enumerate(found, start=1)
    )
    return (wording("permit.with_conditions"), *numbered)


def _own_reasons(context: ActContext, act: str, *, own_words: bool = True) -> tuple[Section, ...]:
    found = []
    reasons = words(context, f"{act}.conditions_reason")
    if reasons and words(context, f"{act}.conditions"):
        found.append(Section(wording("permit.conditions_why"), reasons))
    objections = words(context, f"{act}.objections")
    if objections:
        found.append(Section(wording("permit.objections"), objections))
    if own_words and lines_of(context.own_words):
        found.append(Section(wording("permit.own_words"), lines_of(context.own_words)))
    return tuple(found)


def _opinions(context: ActContext) -> tuple[Section, ...]:
    """Return what other bodies said; a silent one counts as consenting (§ 69 Abs. 1 BremLBO)."""
    said = tuple(
        wording(
            "opinions.line",
            body=view.body,
            opinion=context.texts.get(f"opinions.{view.opinion or view.state}", SOURCE_LANGUAGE),
        )
        for view in context.opinions
        if view.state != "waiting"
    )
    return (Section(wording("opinions.heading"), (), said),) if said else ()


def _notes_of_permit() -> tuple[Section, ...]:
    return (
        section("permit.scope"),
        section("permit.begin"),
        section("permit.validity"),
        section("permit.fee"),
    )


def _for_neighbour(context: ActContext, act: str, key: str) -> ActContent:
    """Return the decision as a neighbour gets it: the project, the answer, no person's name."""
    objections = words(context, f"{act}.objections")
    heading = wording("neighbour.heading")
    why = objections or (wording("neighbour.no_objections"),)
    return ActContent(
        title=title(context, act),
        operative=(wording(key), *project_lines(context), *_conditions(context, act)),
        reasons=(Section(heading, why),),
        notes=(Section(wording("neighbour.after.heading"), wordings(f"{key}_after")),),
        attachment=attachment(context, act),
    )
