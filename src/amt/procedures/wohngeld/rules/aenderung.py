"""When and from when a grant is decided once more: thresholds and days of §§ 27, 28, 31, 44 WoGG.

`reassess` is what the platform asks in a case that was decided before. By which norm, from when and
since when that is known are facts of the case (`review.*`), recorded by the office. All thresholds
say "more than": the exact percentage is not enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from amt.contract.assessment import Assessment, Outcome, Reason, Segment
from amt.contract.benefits import Ruling
from amt.contract.facts import Facts
from amt.kernel.money import Money
from amt.kernel.periods import (
    Span,
    add_months,
    first_of_month,
    last_of_month,
)
from amt.procedures.wohngeld.rules.verlauf import PROVISIONAL, Holding, in_force, open_months
from amt.procedures.wohngeld.rules.vorschlag import propose
from amt.procedures.wohngeld.rules.zahlen import german, german_date, german_euros

MORE_ON_REQUEST, LESS_EX_OFFICIO = 10, 15
"""Percent, § 27 (1) and (2) WoGG."""

NORMS = {
    "wogg_27_1": "§ 27 Abs. 1 WoGG",
    "wogg_27_1_rent": "§ 27 Abs. 1 Satz 2 WoGG",
    "wogg_27_2": "§ 27 Abs. 2 WoGG",
    "wogg_44_1": "§ 44 Abs. 1 WoGG",
    "wogg_17a_3": "§ 17a Abs. 3 Satz 4 WoGG",
    "sgbx_44": "§ 44 SGB X, § 31 WoGG",
    "sgbx_45": "§ 45 SGB X",
}
"""Why a grant is decided once more; § 28 (6) WoGG knows no other changes of the claim."""

_NEW_FIGURES = "wogg_44_1"
_YEARS_EXPIRED, _YEARS_CONCEALED, _YEARS_WRONGLY_REFUSED = 3, 10, 2


@dataclass(frozen=True, slots=True)
class Verhaeltnisse:
    """What § 27 compares: counted members, rent, total income, and the amount that follows.

    `rent` is the rent or burden that counts without the sum for heating, EUR a month; `income` the
    Gesamteinkommen, EUR a year.
    """

    counted: int
    rent: Decimal
    income: Decimal
    amount: Money


def verhaeltnisse(segment: Segment) -> Verhaeltnisse:
    """Read what § 27 compares from the steps of a segment; what has no step counts as nothing."""
    steps = {step.key: step.value for step in segment.steps}
    whole = steps.get("whole_rent", Decimal(0))
    rent = whole - steps.get("heizkosten", Decimal(0))
    if whole and "rent_share" in steps:
        # Only the share of the members who count (§ 11 (3)).
        rent = rent * steps["rent_share"] / whole
    return Verhaeltnisse(
        counted=int(steps.get("household", 0)),
        rent=rent,
        income=steps.get("gesamteinkommen", Decimal(0)),
        amount=segment.amount or Money(0),
    )


def has_risen(old: Decimal, new: Decimal, percent: int) -> bool:
    """Tell whether a value rose by more than so many percent."""
    return new * 100 > old * (100 + percent)


def has_fallen(old: Decimal, new: Decimal, percent: int) -> bool:
    """Tell whether a value fell by more than so many percent."""
    return new * 100 < old * (100 - percent)


def causes_on_request(old: Verhaeltnisse, new: Verhaeltnisse) -> tuple[str, ...]:
    """Return which numbers of § 27 (1) sentence 1 WoGG hold; none where Wohngeld does not rise."""
    if new.amount <= old.amount:
        return ()
    found = {
        "more_members": new.counted > old.counted,
        "higher_rent": has_risen(old.rent, new.rent, MORE_ON_REQUEST),
        "lower_income": has_fallen(old.income, new.income, MORE_ON_REQUEST),
    }
    return tuple(key for key, holds in found.items() if holds)


def causes_ex_officio(old: Verhaeltnisse, new: Verhaeltnisse) -> tuple[str, ...]:
    """Return which numbers of § 27 (2) sentence 1 WoGG hold; none where Wohngeld does not fall."""
    if new.amount >= old.amount:
        return ()
    found = {
        "fewer_members": 1 <= new.counted < old.counted,
        "lower_rent": has_fallen(old.rent, new.rent, LESS_EX_OFFICIO),
        "higher_income": has_risen(old.income, new.income, LESS_EX_OFFICIO),
    }
    return tuple(key for key, holds in found.items() if holds)


def first_of_month_from(day: date) -> date:
    """Return the day if it is the first of a month, else the first of the next.

    § 27 (2) sentence 3, § 28 (1) sentence 1, § 8 (1) sentence 2 WoGG.
    """
    return day if day.day == 1 else add_months(first_of_month(day), 1)


def begins_on_request(requested_on: date, changed_on: date) -> date:
    """Return the first of the month of the request, or of the later change (§ 25 (2) WoGG)."""
    return first_of_month(max(requested_on, changed_on))


def begins_with_raised_rent(requested_on: date, raised_from: date, known_on: date) -> date:
    """Return from when a rent that rose for time past counts (§ 27 (1) sentence 2, § 25 (5)).

    Only if the request came before the end of the month after the person knew of the rise.
    """
    last_day = last_of_month(add_months(first_of_month(known_on), 1))
    if requested_on > last_day:
        return begins_on_request(requested_on, raised_from)
    return first_of_month(raised_from)


def reaches_back_to(changed_on: date, reach: str, person_knew_on: date | None) -> date:
    """Return from when a decision under § 27 (2) takes effect, also for a past period (§ 27 (4)).

    If the change became known only after the period, three years before the person knew of it are
    the limit (sentence 2); not where the person kept it from the office (sentence 3).
    """
    start = first_of_month_from(changed_on)
    if reach != "expired" or person_knew_on is None:
        return start
    limit = add_months(person_knew_on, -12 * _YEARS_EXPIRED)
    return max(start, first_of_month_from(limit))


def reaches_until(changed_on: date, reach: str, end: date) -> date:
    """Return the last day that is decided: ten years after a change that was kept back."""
    if reach != "concealed":
        return end
    return min(end, last_of_month(add_months(changed_on, 12 * _YEARS_CONCEALED)))


def wrongly_refused_from(wrong_from: date, asked_on: date) -> date:
    """Return from when Wohngeld that was wrongly refused is paid (§ 31 WoGG, § 44 (4) SGB X).

    Two years before the withdrawal or the request for it, counted from the beginning of that year.
    """
    return max(first_of_month(wrong_from), date(asked_on.year - _YEARS_WRONGLY_REFUSED, 1, 1))


def withdrawn_from(wrong_from: date, known_on: date, *, trust_protected: bool) -> date:
    """Return from when an unlawful grant is withdrawn (§ 45 (4) sentence 1 SGB X).

    For time past only where nobody may rely on it (§ 45 (2) sentence 3).
    """
    start = first_of_month(wrong_from)
    return max(start, add_months(first_of_month(known_on), 1)) if trust_protected else start


@dataclass(frozen=True, slots=True)
class Review:
    """Why and from when a grant is decided once more, as the office recorded it."""

    norm: str
    starts_on: date
    known_on: date
    reach: str = "running"
    person_knew_on: date | None = None
    rent_known_on: date | None = None
    trust: str = "none"

    @classmethod
    def of(cls, facts: Facts) -> Review:
        """Read it from the facts. :raises amt.contract.facts.MissingFact: when it is not there."""
        starts_on = facts.day("review.from")
        return cls(
            norm=facts.text("review.norm"),
            starts_on=starts_on,
            known_on=_day(facts, "review.known_on") or starts_on,
            reach=str(facts.get("review.reach", "running")),
            person_knew_on=_day(facts, "review.person_knew_on"),
            rent_known_on=_day(facts, "review.rent_known_on"),
            trust=str(facts.get("review.trust", "none")),
        )

    @property
    def citation(self) -> str:
        """The norm as it is written."""
        return NORMS.get(self.norm, self.norm)

    def begins(self) -> date:
        """Return the first day that is decided anew, wherever the period begins."""
        match self.norm:
            case "wogg_27_1":
                return begins_on_request(self.known_on, self.starts_on)
            case "wogg_27_1_rent":
                known = self.rent_known_on or self.known_on
                return begins_with_raised_rent(self.known_on, self.starts_on, known)
            case "wogg_27_2":
                return reaches_back_to(self.starts_on, self.reach, self.person_knew_on)
            case "sgbx_44":
                return wrongly_refused_from(self.starts_on, self.known_on)
            case "sgbx_45":
                return withdrawn_from(
                    self.starts_on, self.known_on, trust_protected=self.trust == "none"
                )
        return first_of_month_from(self.starts_on)


def reassess(facts: Facts, rulings: tuple[Ruling, ...]) -> Assessment:
    """Propose for the time that a review opens, under the law of each part (§ 44 (3) WoGG).

    A grant that was only provisional is assessed as a whole (§ 26a (3)), and so is an application
    that was refused. Where a threshold is not passed, nothing is proposed but a remark; a request
    that stays below it is refused. Months of a grant whose amount was left open belong to its
    period and get their first amount, whether or not it is another one than before (§ 44 (1)).

    :raises ValueError: when no decision has any segment.
    """
    holding = in_force(rulings)
    if all(one.ruling.act == PROVISIONAL or not one.is_granted for one in holding.values()):
        return propose(facts, _whole(rulings))
    review = Review.of(facts)
    months = _still_valid(facts, review, (*holding, *open_months(rulings)))
    span = _open_span(review, months)
    if span is None:
        return Assessment((), remarks=(Reason("review_outside_period", review.citation),))
    before = _before(holding, span.start)
    found = _proposed(facts, review, before.ruling, span)
    if found.missing or found.segments[0].outcome is Outcome.UNDECIDED:
        return found
    if review.norm == _NEW_FIGURES and span.start not in holding:
        return _first_amount(review, before, found)
    return _judged(review, before, found)


def _proposed(facts: Facts, review: Review, ruling: Ruling, span: Span) -> Assessment:
    """Propose for the open time.

    After a change the rest of the period stands for itself (§ 24 (2), § 27). Everything else is
    reckoned over the whole period of the decision, so that income stays that of the whole (§ 15
    (4)), and cut to the open time.
    """
    if review.norm.startswith("wogg_27"):
        return propose(facts, span)
    decided = ruling.assessment.segments
    whole = Span(decided[0].span.start, max(decided[-1].span.end or span.start, _end(span)))
    found = propose(facts, whole)
    return replace(found, segments=tuple(_cut(found.segments, span)))


def _cut(segments: tuple[Segment, ...], span: Span) -> Iterator[Segment]:
    for segment in segments:
        start, end = max(segment.span.start, span.start), min(_end(segment.span), _end(span))
        if start <= end:
            yield replace(segment, span=Span(start, end))


def _end(span: Span) -> date:
    return span.end or span.start


def lost_from(facts: Facts) -> date | None:
    """Return from when a grant is void (§ 28 (1), (3) WoGG), as the office found; None if not."""
    day = _day(facts, "void.on")
    return first_of_month_from(day) if day else None


def _judged(review: Review, before: Holding, found: Assessment) -> Assessment:
    """Add why the grant is decided once more, or say that it is not."""
    old, new = verhaeltnisse(before.segment), verhaeltnisse(found.segments[0])
    causes = _causes(review, old, new)
    if not causes and review.norm.startswith("wogg_27_1"):
        return _declined(review, old, new, found)
    if not causes:
        return Assessment((), remarks=(Reason("review_no_change", review.citation), *found.remarks))
    reasons = (Reason("review_before", review.citation, _amounts(old, new)), *causes)
    first, *others = found.segments
    return replace(found, segments=(replace(first, reasons=(*reasons, *first.reasons)), *others))


def _first_amount(review: Review, before: Holding, found: Assessment) -> Assessment:
    """Say that an amount is decided for months that had none (§ 44 (1) WoGG)."""
    old, new = verhaeltnisse(before.segment), verhaeltnisse(found.segments[0])
    values = (("from", german_date(found.segments[0].span.start)), *_amounts(old, new))
    reasons = (Reason("review_first_amount", review.citation, values),)
    first, *others = found.segments
    return replace(found, segments=(replace(first, reasons=(*reasons, *first.reasons)), *others))


def _causes(review: Review, old: Verhaeltnisse, new: Verhaeltnisse) -> tuple[Reason, ...]:
    numbers = {"more_members": 1, "fewer_members": 1, "higher_rent": 2, "lower_rent": 2}
    if review.norm.startswith("wogg_27"):
        paragraph = 2 if review.norm == "wogg_27_2" else 1
        keys = (causes_ex_officio if paragraph == 2 else causes_on_request)(old, new)
        return tuple(
            Reason(
                f"review_{key}",
                f"§ 27 Abs. {paragraph} Satz 1 Nr. {numbers.get(key, 3)} WoGG",
                _compared(key, old, new),
            )
            for key in keys
        )
    holds = {
        "sgbx_45": new.amount < old.amount,
        "sgbx_44": new.amount > old.amount,
        "wogg_17a_3": new.amount > old.amount,
    }
    values = (("from", german_date(review.begins())),)
    return (Reason(f"review_{review.norm}", review.citation, values),) if holds.get(
        review.norm, True
    ) else ()  # fmt: skip


def _declined(
    review: Review, old: Verhaeltnisse, new: Verhaeltnisse, found: Assessment
) -> Assessment:
    reason = Reason("review_not_enough", "§ 27 Abs. 1 Satz 1 WoGG", _amounts(old, new))
    segments = tuple(
        replace(segment, outcome=Outcome.REFUSAL, reasons=(reason,), changes=())
        for segment in found.segments
        if segment.outcome is not Outcome.UNDECIDED
    )
    return replace(found, segments=segments)


def _amounts(old: Verhaeltnisse, new: Verhaeltnisse) -> tuple[tuple[str, str], ...]:
    return (("old", german_euros(old.amount.euros)), ("new", german_euros(new.amount.euros)))


def _compared(key: str, old: Verhaeltnisse, new: Verhaeltnisse) -> tuple[tuple[str, str], ...]:
    if key.endswith("members"):
        return (("old", str(old.counted)), ("new", str(new.counted)))
    if key.endswith("rent"):
        one, other = old.rent, new.rent
    else:
        one, other = old.income / 12, new.income / 12
    return (("old", _cents(one)), ("new", _cents(other)), ("percent", _percent(one, other)))


def _cents(value: Decimal) -> str:
    return german(Money.from_euros(value).euros)


def _percent(old: Decimal, new: Decimal) -> str:
    """Return the difference in percent with one place; a dash where there was nothing before."""
    if not old:
        return "–"
    return german((abs(new - old) * 100 / old).quantize(Decimal("0.1")), 1)


def _whole(rulings: tuple[Ruling, ...]) -> Span:
    """Return the time of which all decisions together speak."""
    spans = [segment.span for ruling in rulings for segment in ruling.assessment.segments]
    if not spans:
        raise ValueError("nothing was decided for any month")
    return Span(min(span.start for span in spans), max(_end(span) for span in spans))


def _still_valid(facts: Facts, review: Review, months: Collection[date]) -> Collection[date]:
    """Leave out what became void; only its own withdrawal opens that time again."""
    lost = lost_from(facts)
    if lost is None or review.norm == "sgbx_44":
        return months
    return [month for month in months if month < lost]


def _open_span(review: Review, months: Collection[date]) -> Span | None:
    """Return the part of the granted time that the review opens, if any is left."""
    if not months:
        return None
    start = max(review.begins(), min(months))
    end = reaches_until(review.starts_on, review.reach, last_of_month(max(months)))
    return Span(start, end) if start in months and start + timedelta(days=1) <= end else None


def _before(holding: dict[date, Holding], start: date) -> Holding:
    """Return the decision that holds on a day, for an open month the last one before it."""
    earlier = [month for month in holding if month <= start]
    return holding[max(earlier) if earlier else min(holding)]


def _day(facts: Facts, path: str) -> date | None:
    value = facts.get(path)
    return date.fromisoformat(str(value)) if value else None
