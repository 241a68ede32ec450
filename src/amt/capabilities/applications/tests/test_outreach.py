"""A run over register data: dry by default, once a household, stopped and gone on, recorded."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from amt.capabilities.acts.models import Notice
from amt.capabilities.applications import services
from amt.capabilities.applications.models import Offer, Outreached
from amt.capabilities.applications.services import outreach as room
from amt.capabilities.applications.tables import TableRefused
from amt.capabilities.applications.tests.conftest import AT, acting
from amt.capabilities.cases.testing.fixtures import LAMPS, MONTHLY, OpenCase
from amt.capabilities.identity.models import Account
from amt.contract import registry
from amt.contract.outreach import (
    Confidence,
    Finding,
    HouseholdRows,
    LeftOut,
    Outreach,
)
from amt.contract.procedure import Procedure
from amt.kernel.actors import SYSTEM
from amt.kernel.audit.trail import entries_about
from amt.kernel.errors import NotVisible
from amt.kernel.money import Money
from amt.kernel.testing.cast import BREMEN

BASIS = "§ 12 Laternengesetz des Landes"


def find(households: Sequence[HouseholdRows], _on: date) -> list[Finding | LeftOut]:
    """Whoever has more lamps than money."""
    found: list[Finding | LeftOut] = []
    for one in households:
        cells = one.people[0].cells
        if not cells["lamps"].isdigit():
            line = one.people[0].line
            found.append(LeftOut(one.household, "unreadable", "register", line, "lamps"))
        elif one.payments:
            found.append(LeftOut(one.household, "no_claim"))
        else:
            found.append(
                Finding(
                    household=one.household,
                    name=cells["name"],
                    address_lines=(cells["street"], "28195 Bremen"),
                    amount=Money(int(cells["lamps"]) * 1000),
                    confidence=Confidence.LOW if cells["lamps"] == "1" else Confidence.HIGH,
                    persons=((cells["lamps"], cells["holder"]),),
                    answers={"place": BREMEN, "lamps": int(cells["lamps"])},
                    bases={"lamps": "Laternenregister"},
                    assumed=("income",),
                )
            )
    return found


OUTREACH = Outreach(
    norms=("§ 13 SGB I",),
    register_columns=("name", "street", "lamps", "holder"),
    payment_columns=("amount",),
    recognised_by=("lamps", "account.holder"),
    find=find,
)
REGISTER = """household,name,street,lamps,holder
h1,Ada Muster,Weg 1,3,x
h2,Ben Muster,Weg 2,2,x
h3,Cem Muster,Weg 3,1,x
h4,Dana Muster,Weg 4,4,x
h5,Emil Geheim,Weg 5,keine,x
"""
PAYMENTS = "household,amount\nh2,1\n"


class Provider:
    """The double with a search in registers."""

    def __init__(self, found: Procedure) -> None:
        self._found = found

    def procedures(self) -> Iterator[Procedure]:
        yield replace(self._found, outreach=OUTREACH)


@pytest.fixture(autouse=True)
def searched(doubles: None) -> None:
    """The lamp office searches registers."""
    registry.use(Provider(registry.procedure(MONTHLY)))


def run(register: str = REGISTER, **more: Any) -> services.Tally:
    said: dict[str, Any] = {"basis": BASIS, "invite": True}
    said |= {key: more.pop(key) for key in list(more) if key in services.Plan.__slots__}
    return services.run_outreach(
        services.Plan(MONTHLY, **said),
        register=register.splitlines(keepends=True),
        payments=PAYMENTS.splitlines(keepends=True),
        **{"actor": SYSTEM, "at": AT, **more},
    )


def test_dry_run_counts_and_writes_to_nobody() -> None:
    tally = run(invite=False)

    assert (tally.households, tally.found, tally.cents) == (5, 2, 7_000)
    assert tally.left_out == {"no_claim": 1, "unreadable": 1, "not_sure_enough": 1}
    assert not Offer.objects.exists()
    assert not Notice.objects.exists()
    assert not Outreached.objects.exists()


def test_invited_get_a_letter_that_names_the_basis() -> None:
    tally = run()

    assert (tally.invited, tally.complete) == (2, True)
    letters = [str(notice.letter) for notice in Notice.objects.order_by("id")]
    assert [one.name for one in Offer.objects.order_by("id")] == ["Ada Muster", "Dana Muster"]
    assert all(BASIS in letter for letter in letters)
    offer = Offer.objects.get(name="Ada Muster")
    assert offer.answers["lamps"] == 3
    assert offer.sources["lamps"] == ["register", f"Laternenregister ({BASIS})"]


def test_second_run_invites_nobody_twice() -> None:
    run()

    again = run()

    assert (again.invited, again.invited_before) == (0, 2)
    assert Offer.objects.count() == Notice.objects.count() == 2


def test_nobody_is_written_to_again_when_the_offer_is_gone() -> None:
    run()
    after = AT + timedelta(days=120)
    services.delete_expired_offers(on=after.date(), at=after)

    assert not Offer.objects.exists()
    assert run(at=after).invited == 0
    later = AT + timedelta(days=400)
    assert services.forget_outreached(on=later.date(), at=later) == 2
    assert run(at=later).invited == 2


def test_only_so_many_letters_and_the_next_run_goes_on() -> None:
    first = run(most=1)

    assert (first.invited, first.complete) == (1, False)
    assert run(most=1).invited == 1
    assert run(most=1).complete


def test_stopped_run_ends_between_two_households() -> None:
    asked = iter([False, True])

    tally = run(stopped=lambda: next(asked))

    assert (tally.invited, tally.complete) == (1, False)
    assert run().invited == 1


def test_run_that_dies_loses_and_doubles_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = services.offer_application
    made: list[str] = []

    def dies(**said: Any) -> Offer:
        offer = whole(**said)
        if made:
            # Behind the letter and before the end of its transaction.
            raise SystemExit
        made.append(said["name"])
        return offer

    monkeypatch.setattr(room, "offer_application", dies)
    with pytest.raises(SystemExit):
        run()
    assert [one.name for one in Offer.objects.all()] == ["Ada Muster"]
    assert Notice.objects.count() == Outreached.objects.count() == 1

    monkeypatch.setattr(room, "offer_application", whole)
    assert run().invited == 1
    assert Notice.objects.count() == 2


def test_whoever_has_a_case_is_left_out(open_case: OpenCase) -> None:
    open_case(procedure_key=MONTHLY, facts={**LAMPS, "lamps": 3})
    register = REGISTER.replace("3,x", "3,Erika Beispiel")

    tally = run(register)

    assert (tally.applied, tally.invited) == (1, 1)
    assert Offer.objects.get().name == "Dana Muster"


def test_whoever_called_is_left_out(caseworker: Account) -> None:
    services.take_informal(
        procedure_key=MONTHLY, name="Dana Muster", address_lines=["Weg 4", "28195 Bremen"],
        place=BREMEN, received_on=AT.date(), way="phone", actor=acting(caseworker), at=AT,
    )  # fmt: skip

    assert run().applied == 1


@pytest.mark.parametrize("basis", ["", "  ", "kurz", "x" * 201, "zwei\x00zeichen zu viel"])
def test_without_words_that_allow_it_nothing_is_read(basis: str) -> None:
    with pytest.raises(services.BasisNotNamed):
        run(basis=basis, register="")
    assert entries_about("procedure", MONTHLY) == []


def test_service_without_search_is_refused(doubles: None) -> None:
    registry.use(registry.FolderProvider("tests.doubles"))

    with pytest.raises(services.NoOutreach):
        run()


def test_only_the_operator_runs_it(caseworker: Account, citizen: Account) -> None:
    for account in (caseworker, citizen):
        with pytest.raises(NotVisible):
            run(actor=acting(account))
    assert not Offer.objects.exists()


def test_trail_knows_basis_and_counts_and_no_person() -> None:
    run()

    begun, ended = entries_about("procedure", MONTHLY)
    assert (begun.action, ended.action) == (
        "applications.outreach_begun",
        "applications.outreach_ended",
    )
    assert begun.details["basis"] == ended.details["basis"] == BASIS
    assert (ended.details["invited"], ended.details["complete"]) == (2, True)
    assert "Muster" not in f"{begun.details}{ended.details}"


def test_unreadable_rows_are_named_by_line_alone() -> None:
    told: list[LeftOut] = []

    run(report=told.append)

    assert [(one.file, one.line, one.column) for one in told] == [("register", 6, "lamps")]


def test_refused_file_keeps_what_was_sent() -> None:
    with pytest.raises(TableRefused):
        run(REGISTER + "h1,Zoe Muster,Weg 9,3,x\n")

    assert entries_about("procedure", MONTHLY)[-1].details["complete"] is False
    assert run().invited + Offer.objects.count() >= 2


def command(folder: Path, *words: str) -> tuple[str, str]:
    register, payments = folder / "register.csv", folder / "payments.csv"
    register.write_text("\ufeff" + REGISTER, encoding="utf-8")
    payments.write_text(PAYMENTS, encoding="utf-8")
    out, err = StringIO(), StringIO()
    call_command("outreach", MONTHLY, str(register), str(payments), *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_command_is_dry_and_prints_no_name(tmp_path: Path) -> None:
    out, err = command(tmp_path, "--basis", BASIS)

    assert "would be invited: 2 households, 70.00 EUR a month" in out
    assert err == "register line 6, lamps: cannot be read\n"
    assert "Muster" not in out + err
    assert "Geheim" not in out + err
    assert not Offer.objects.exists()


def test_command_invites(tmp_path: Path) -> None:
    out, _ = command(tmp_path, "--invite", "--most", "1", "--basis", BASIS)

    assert "invited: 1 households" in out
    assert "goes on where this run ended" in out
    assert Offer.objects.count() == 1


def test_command_that_is_told_to_end_finishes_the_letter_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = services.offer_application

    def interrupted(**said: Any) -> Offer:
        os.kill(os.getpid(), signal.SIGTERM)
        return whole(**said)

    monkeypatch.setattr(room, "offer_application", interrupted)
    before = signal.getsignal(signal.SIGTERM)
    out, _ = command(tmp_path, "--invite", "--basis", BASIS)

    assert "invited: 1 households" in out
    assert "Ended before the files did" in out
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize("words", [(), ("--basis", "kurz")])
def test_command_needs_the_basis(tmp_path: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        command(tmp_path, "--invite", *words)


def test_same_household_has_the_same_id() -> None:
    one = room.source_of_household(MONTHLY, "h1")
    assert one == room.source_of_household(MONTHLY, "h1")
    assert one not in {
        room.source_of_household(MONTHLY, "h2"),
        room.source_of_household("other", "h1"),
    }
