"""Submitting answers that were not typed into this form: one conversation fills several.

Whoever collected them says where each comes from, who takes part and who confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from amt.capabilities.applications.forms import still_wrong
from amt.capabilities.applications.refusals import NoOnlineForm, NotComplete
from amt.capabilities.applications.services.confirmed import Confirmed
from amt.capabilities.applications.services.filing import (
    Filing,
    Submitted,
    already_sent,
    file_application,
)
from amt.capabilities.applications.services.submission import labels_of
from amt.capabilities.cases import services as cases
from amt.capabilities.identity import queries as identity
from amt.contract.answers import facts_of
from amt.contract.facts import Fact, FactSource
from amt.contract.registry import procedure
from amt.kernel.actors import Actor

TYPED = (FactSource.TYPED, "")


@transaction.atomic
def submit_collected(
    *,
    procedure_key: str,
    form_key: str = "application",
    answers: Mapping[str, Any],
    parties: Sequence[cases.PartyData],
    sources: Mapping[str, tuple[FactSource, str]],
    source_uuid: UUID,
    submitted_by_account: int,
    confirmations: Sequence[Confirmed] = (),
    waived: Collection[str] = (),
    further: Sequence[Fact] = (),
    actor: Actor,
    at: datetime,
) -> Submitted:
    """Submit collected answers; the same source is submitted once and gives the same ever after.

    `sources` says of an answer's path where it comes from and on what basis (without: typed);
    `waived` are paths that nobody has to answer here, `further` facts that no form asks.

    :raises NotComplete: when something is missing or wrong.
    :raises NoOnlineForm: when the service has no such form.
    :raises NobodyDecidesThere: when no unit is competent for its place.
    :raises amt.capabilities.cases.services.PartiesDoNotFit: when roles are not the procedure's.
    """
    sent = already_sent(source_uuid)
    if sent is not None:
        return sent
    found = procedure(procedure_key)
    form = found.forms.get(form_key)
    if form is None:
        raise NoOnlineForm
    problems = still_wrong(form, answers, waived)
    if problems:
        raise NotComplete(problems)
    filing = Filing(
        procedure=found,
        form=form,
        answers=answers,
        facts=_facts(facts_of(form, answers), sources, further, at),
        parties=parties,
        account_id=submitted_by_account,
        source_uuid=source_uuid,
        consents_electronic=identity.has_delivery_consent(submitted_by_account),
        labels=labels_of(form, answers),
        confirmations=confirmations,
    )
    return file_application(filing, actor, at)


def _facts(
    values: Mapping[str, Any],
    sources: Mapping[str, tuple[FactSource, str]],
    further: Sequence[Fact],
    at: datetime,
) -> list[Fact]:
    known = {fact.path for fact in further}
    facts = []
    for path, value in values.items():
        source, basis = sources.get(path, TYPED)
        if path not in known:
            facts.append(Fact(path, value, source, at, basis))
    return [*facts, *further]
