"""Accesses to a person's data and transfers of them as rows of one list, newest first.

Both kinds are kept by rooms of their own; here they are put into one order and into words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from amt.capabilities.cases import queries as cases
from amt.capabilities.exchange import queries as exchange
from amt.capabilities.identity import queries as identity
from amt.capabilities.registers.queries import LABELS
from amt.contract import life_events, registry
from amt.contract.forms import bare_path
from amt.design import formats
from amt.front.portal.words import service_name

if TYPE_CHECKING:
    from amt.capabilities.cases.queries import CaseSummary
    from amt.capabilities.exchange.models import Transfer
    from amt.capabilities.identity.models import AccessQuestion, DataAccess

PAGE = 20
ACCESS, TRANSFER = "access", "transfer"
_CASE = "case"
_MOST_AT_ONCE = 40
"""How many accesses may bear the very same time; more would need a finer cursor."""
_IS_PATH = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class AccessRow:
    """An access or a transfer as the person reads it."""

    kind: str
    uuid: UUID
    at: datetime
    who: str
    who_kind: str
    who_kind_label: str
    note: str
    purpose: str
    basis: str
    facts: tuple[str, ...]
    matter: str
    matter_url: str
    question: AccessQuestion | None
    can_ask: bool

    @property
    def identifier(self) -> str:
        """Return its number as a part of ids on a page."""
        return str(self.uuid)

    @property
    def cursor(self) -> str:
        """Return where a page that ends with this row ended."""
        return f"{self.at.isoformat()}~{self.uuid}"


@dataclass(frozen=True, slots=True)
class AccessPage:
    """A page of rows, and the cursor of the next one (empty on the last)."""

    rows: tuple[AccessRow, ...]
    next_cursor: str


def access_page(
    account_id: int,
    language: str,
    *,
    by_kind: str = "",
    since: datetime | None = None,
    after: str = "",
    limit: int = PAGE,
) -> AccessPage:
    """Return a page of what was seen and handed on.

    :raises ValueError: when `after` is no cursor of such a page.
    """
    at, behind = _read(after)
    most = limit + 1 + _MOST_AT_ONCE
    seen = identity.accesses_of(account_id, by_kind=by_kind, since=since, until=at, limit=most)
    both: list[DataAccess | Transfer] = list(seen)
    if by_kind in ("", identity.AccessKind.PARTNER):
        both += [
            one
            for one in exchange.transfers_of(account_id)
            if (since is None or one.at >= since) and (at is None or one.at <= at)
        ]
    both.sort(key=_place, reverse=True)
    if at is not None:
        both = [one for one in both if _place(one) < (at, behind)]
    rows = tuple(_rows(account_id, both[:limit], language))
    return AccessPage(rows, rows[-1].cursor if len(both) > limit else "")


def whole_list(account_id: int, language: str) -> list[AccessRow]:
    """Return everything that was seen and handed on, newest first."""
    both: list[DataAccess | Transfer] = [*identity.accesses_of(account_id)]
    both += exchange.transfers_of(account_id)
    return list(_rows(account_id, sorted(both, key=_place, reverse=True), language))


def own_row(account_id: int, kind: str, uuid: UUID, language: str) -> AccessRow | None:
    """Return one row of the person's own list, or None when it is none of theirs."""
    if kind == ACCESS:
        found: list[DataAccess | Transfer] = [identity.get_access(account_id, uuid)]
    else:
        found = [one for one in exchange.transfers_of(account_id) if one.uuid == uuid]
    return next(iter(_rows(account_id, found, language)), None)


def unit_to_ask(account_id: int, kind: str, uuid: UUID) -> int | None:
    """Return the unit that can say why; None when no unit of this installation can."""
    subject = _subject_of(account_id, kind, uuid)
    if subject is None or subject[0] != _CASE:
        return None
    try:
        return cases.standing_of(UUID(subject[1])).unit.id
    except (LookupError, ValueError):
        return None


def _subject_of(account_id: int, kind: str, uuid: UUID) -> tuple[str, str] | None:
    if kind == ACCESS:
        access = identity.get_access(account_id, uuid)
        return access.subject_kind, access.subject_id
    rows = (one for one in exchange.transfers_of(account_id) if one.uuid == uuid)
    return next(((one.subject_kind, one.subject_id) for one in rows), None)


def _rows(
    account_id: int, both: Iterable[DataAccess | Transfer], language: str
) -> Iterable[AccessRow]:
    found = list(both)
    matters: dict[str, CaseSummary] = {}
    if any(one.subject_kind == _CASE for one in found):
        matters = {str(one.case_uuid): one for one in cases.list_cases_of(account_id)}
    asked = identity.questions_of(account_id) if found else {}
    kinds = {value: str(label) for value, label in identity.AccessKind.choices}
    for one in found:
        matter = matters.get(one.subject_id) if one.subject_kind == _CASE else None
        if isinstance(one, exchange.Transfer):
            question = asked.get((TRANSFER, one.uuid))
            yield _transfer_row(one, language, matter, question, kinds)
        else:
            yield _access_row(one, language, matter, asked.get((ACCESS, one.uuid)), kinds)


def _access_row(
    access: DataAccess,
    language: str,
    matter: CaseSummary | None,
    question: AccessQuestion | None,
    kinds: Mapping[str, str],
) -> AccessRow:
    return AccessRow(
        kind=ACCESS,
        uuid=access.uuid,
        at=access.at,
        who=access.by_name,
        who_kind=access.by_kind,
        who_kind_label=kinds.get(access.by_kind, ""),
        note="",
        purpose=_(access.purpose) if access.purpose else "",
        basis=access.basis,
        facts=_facts(access.data, matter, language),
        matter=_matter(matter, language),
        matter_url=_matter_url(matter),
        question=question,
        can_ask=access.by_unit_id is not None or matter is not None,
    )


def _transfer_row(
    transfer: Transfer,
    language: str,
    matter: CaseSummary | None,
    question: AccessQuestion | None,
    kinds: Mapping[str, str],
) -> AccessRow:
    consent = _("ohne Einwilligung erlaubt")
    if transfer.consented_at is not None:
        consent = _("mit Einwilligung vom %(day)s") % {
            "day": formats.date_long(transfer.consented_at)
        }
    return AccessRow(
        kind=TRANSFER,
        uuid=transfer.uuid,
        at=transfer.at,
        who=_("%(sender)s an %(receiver)s")
        % {"sender": transfer.from_name, "receiver": transfer.to_name},
        who_kind=identity.AccessKind.PARTNER,
        who_kind_label=kinds[identity.AccessKind.PARTNER],
        note=_("über %(person)s") % {"person": transfer.person_name},
        purpose=transfer.purpose,
        basis=_("%(norm)s, %(consent)s") % {"norm": transfer.basis, "consent": consent},
        facts=_facts(transfer.paths, matter, language),
        matter=_matter(matter, language),
        matter_url=_matter_url(matter),
        question=question,
        can_ask=matter is not None,
    )


def _matter(matter: CaseSummary | None, language: str) -> str:
    if matter is None:
        return ""
    return f"{service_name(matter.procedure_key, language)}, {matter.reference}"


def _matter_url(matter: CaseSummary | None) -> str:
    return reverse("portal:matter", args=[matter.case_uuid]) if matter else ""


def _facts(names: Iterable[str], matter: CaseSummary | None, language: str) -> tuple[str, ...]:
    """Name the data as the form or the conversation asks for them, else as registers call them."""
    known = [told.texts for told in life_events.conversations()]
    procedure = registry.procedures().get(matter.procedure_key) if matter else None
    if procedure is not None:
        known.insert(0, procedure.texts)
    words = []
    for name in names:
        if name in LABELS:
            words.append(str(LABELS[name]))
            continue
        if not _IS_PATH.fullmatch(name):
            # Whose or what for stands before a colon: each half is a word of its own.
            words.append(": ".join(_(half) for half in name.split(": ") if half))
            continue
        key = f"fields.{bare_path(name)}"
        told = (
            texts.find(f"{key}.{part}", language) for texts in known for part in ("short", "label")
        )
        words.append(next((word for word in told if word), _("Weitere Angabe")))
    return tuple(dict.fromkeys(word for word in words if word))


def _place(one: DataAccess | Transfer) -> tuple[datetime, str]:
    return one.at, str(one.uuid)


def _read(cursor: str) -> tuple[datetime | None, str]:
    """Read a cursor. :raises ValueError: when it is none."""
    if not cursor:
        return None, ""
    moment, _tilde, uuid = cursor.partition("~")
    at = datetime.fromisoformat(moment)
    if at.tzinfo is None:
        raise ValueError(cursor)
    return at, str(UUID(uuid))
