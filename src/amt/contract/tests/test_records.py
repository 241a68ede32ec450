"""Facts, texts, parameters, assessments, workflows and the registry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from amt.contract import registry
from amt.contract.acts import ActContent, Section, Table
from amt.contract.assessment import Assessment, Outcome, Reason, Segment, Step, Unit
from amt.contract.facts import Facts, MissingFact
from amt.contract.parameters import NotEnacted, ParameterSet
from amt.contract.procedure import STANDARD_WORKFLOW, Procedure
from amt.contract.texts import Texts, UnknownText
from amt.kernel.money import Money
from amt.kernel.periods import Span
from tests.doubles.double_works.procedure import PROCEDURE

FACTS = Facts(
    {
        "rent": 51230,
        "size": 2,
        "name": "Ada",
        "ok": True,
        "on": "2026-01-31",
        "m.0.a": 1,
        "m.1.a": 2,
    }
)


def test_facts_are_read_by_type() -> None:
    assert FACTS.money("rent") == Money(51230)
    assert FACTS.integer("size") == 2
    assert FACTS.text("name") == "Ada"
    assert FACTS.flag("ok") is True
    assert FACTS.day("on") == date(2026, 1, 31)
    assert (FACTS.count("m"), FACTS.count("none")) == (2, 0)
    assert dict(FACTS.entry("m", 1)) == {"a": 2}
    assert len(FACTS) == 7


def test_a_missing_fact_names_its_path() -> None:
    with pytest.raises(MissingFact) as missing:
        FACTS.money("heating")
    assert missing.value.path == "heating"
    assert FACTS.get("heating") is None


def test_texts_fall_back_to_german_and_name_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "de.yaml").write_text("title: Titel\nwho: [eins, zwei]\na: {b: 'Bis {day}'}\n")
    (tmp_path / "en.yaml").write_text("title: Title\n")
    texts = Texts.load(tmp_path)
    assert texts.get("title", "en") == "Title"
    assert texts.get("a.b", "en", day="heute") == "Bis heute"
    assert texts.lines("who", "en") == ("eins", "zwei")
    assert texts.lines("title", "de") == ("Titel",)
    assert texts.missing("en") == {"who", "a.b"}
    assert texts.find("none", "de") is None
    with pytest.raises(UnknownText):
        texts.get("none", "de")


def test_a_folder_without_german_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Texts.load(tmp_path)


def parameters(tmp_path: Path, text: str) -> ParameterSet:
    path = tmp_path / "rate.yaml"
    path.write_text(text)
    return ParameterSet.load(path)


VERSION = "- {{valid_from: {0}, valid_until: {1}, source: BGBl., values: {{a: '0.1', n: [1]}}}}\n"


def test_parameters_hold_for_their_days_only(tmp_path: Path) -> None:
    text = "versions:\n" + VERSION.format("2025-01-01", "2026-12-31")
    rate = parameters(tmp_path, text + VERSION.format("2023-01-01", "2024-12-31"))
    assert rate.at(date(2024, 12, 31)).version == "rate@2023-01-01"
    assert rate.at(date(2025, 1, 1)).decimal("a") == Decimal("0.1")
    assert rate.enacted_until == date(2026, 12, 31)
    with pytest.raises(NotEnacted) as refused:
        rate.at(date(2027, 1, 1))
    assert refused.value.day == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            VERSION.format("2025-01-01", "2026-12-31") + VERSION.format("2026-01-01", "2027-12-31"),
            "overlap",
        ),
        ("- {valid_from: 2025-01-01, valid_until: 2025-12-31, values: {}}\n", "source"),
        (
            "- {valid_from: 2025-01-01, valid_until: 2025-12-31, source: x, values: {a: [0.1]}}\n",
            "float",
        ),
    ],
)
def test_bad_parameters_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parameters(tmp_path, "versions:\n" + text)


def segment(outcome: Outcome) -> Segment:
    return Segment(
        span=Span(date(2026, 1, 1), date(2026, 12, 31)),
        outcome=outcome,
        amount=Money(36800),
        steps=(Step("z1", "§ 19", Decimal("0.1000"), Unit.FACTOR, "a", ("rent",), (("n", "1"),)),),
        reasons=(Reason("entitled", "§ 3", (("n", "1"),)),),
        parameter_versions=("rate@2025-01-01",),
        enacted_until=date(2026, 12, 31),
    )


def test_an_assessment_reads_back_as_it_was_stored() -> None:
    whole = Assessment((segment(Outcome.GRANT),), remarks=(Reason("r", "§ 1"),))
    assert Assessment.from_json(whole.to_json()) == whole
    bare = Assessment(
        (replace(segment(Outcome.UNDECIDED), amount=None, enacted_until=None),), ("rent",)
    )
    assert Assessment.from_json(bare.to_json()) == bare


def test_the_outcome_follows_from_the_segments() -> None:
    grant, refusal = segment(Outcome.GRANT), segment(Outcome.REFUSAL)
    assert Assessment((grant,)).outcome is Outcome.GRANT
    assert Assessment((refusal,)).outcome is Outcome.REFUSAL
    assert Assessment((grant, refusal)).outcome is Outcome.PARTIAL
    later = segment(Outcome.UNDECIDED)
    assert Assessment((grant, later)).outcome is Outcome.PARTIAL
    assert Assessment((refusal, later)).outcome is Outcome.REFUSAL
    assert Assessment((later,)).outcome is Outcome.UNDECIDED
    assert Assessment((grant,), missing=("rent",)).outcome is Outcome.UNDECIDED
    assert Assessment(()).outcome is Outcome.UNDECIDED


def test_a_grant_is_open_where_nothing_but_its_later_part_lacks_a_result() -> None:
    grant, refusal = segment(Outcome.GRANT), segment(Outcome.REFUSAL)
    later = replace(segment(Outcome.UNDECIDED), span=Span(date(2027, 1, 1), date(2027, 6, 30)))
    assert Assessment((grant, grant, later)).open_from == date(2027, 1, 1)
    for others in ((grant,), (later,), (refusal, later), (grant, refusal, later), (later, grant)):
        assert Assessment(others).open_from is None
    assert Assessment((grant, later), missing=("rent",)).open_from is None


def test_the_content_of_an_act_reads_back_as_it_was_stored() -> None:
    content = ActContent(
        "Titel",
        ("Satz",),
        (Section("Gründe", ("p",), ("q",), Table("t", ("a", "b"), (("1", "2"),))),),
        (Section("Hinweise"),),
        {"amount": 1},
    )
    assert ActContent.from_json(content.to_json()) == content


def test_a_workflow_allows_what_it_says() -> None:
    assert STANDARD_WORKFLOW.target("in_progress", "decide") == "decided"
    assert STANDARD_WORKFLOW.target("decided", "decide") is None
    assert STANDARD_WORKFLOW.states == ("received", "in_progress", "decided", "closed")


def test_a_procedure_answers_for_its_parts() -> None:
    assert PROCEDURE.form("application").version == 1
    assert PROCEDURE.act("grant").key == "grant"
    assert PROCEDURE.place_of({"place": "04"}) == "04"
    assert replace(PROCEDURE, place_path="").place_of({"place": "04"}) == ""
    for unknown in (lambda: PROCEDURE.form("none"), lambda: PROCEDURE.act("none")):
        with pytest.raises(LookupError):
            unknown()


class Given:
    def __init__(self, *procedures: Procedure) -> None:
        self._procedures = procedures

    def procedures(self) -> Iterable[Procedure]:
        return self._procedures


@pytest.fixture
def own_registry() -> Iterator[None]:
    before = registry.providers()
    yield
    registry.use(*before)


@pytest.mark.usefixtures("own_registry")
def test_the_registry_asks_its_providers() -> None:
    registry.use(Given(PROCEDURE), registry.EntryPointProvider("amt.nothing"))
    assert registry.procedure("double_works") is PROCEDURE
    with pytest.raises(registry.UnknownProcedure):
        registry.procedure("none")


@pytest.mark.usefixtures("own_registry")
def test_a_key_brought_twice_is_refused() -> None:
    registry.use(Given(PROCEDURE), Given(PROCEDURE))
    with pytest.raises(registry.DuplicateProcedure):
        registry.procedures()


@pytest.mark.usefixtures("own_registry")
def test_a_folder_must_bear_the_key_of_its_procedure() -> None:
    registry.use(registry.FolderProvider("tests.doubles"))
    assert {"double_works", "double_fails"} <= set(registry.procedures())


def test_a_procedure_comes_from_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "lighthouse_service.py").write_text(
        "from tests.doubles.double_elsewhere.procedure import PROCEDURE as LIGHTHOUSE\n"
    )
    installed = tmp_path / "lighthouse_service-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Name: lighthouse-service\nVersion: 1.0\n")
    (installed / "entry_points.txt").write_text(
        "[amt.procedures]\nlighthouse = lighthouse_service:LIGHTHOUSE\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    found = {p.key for p in registry.EntryPointProvider("amt.procedures").procedures()}

    assert "double_elsewhere" in found
