"""The acts: what each must say, to whom, and whom it must not name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amt.contract.acts import ActContent, ActContext, OpinionView
from amt.contract.assessment import Assessment
from amt.contract.facts import Facts
from amt.procedures.baugenehmigung.acts import ACTS
from amt.procedures.baugenehmigung.acts.clock import FeeNotNamed
from amt.procedures.baugenehmigung.acts.decision import REFUSAL_NORMS, ReasonsMissing
from amt.procedures.baugenehmigung.procedure import PROCEDURE
from amt.procedures.baugenehmigung.tests.cases import chronicle

RECEIVED = date(2026, 3, 2)
BUILDER = "Ahmet Kaya"

FACTS = Facts(
    {
        "plot.place": "040110000000",
        "plot.street": "Baugasse",
        "plot.number": "21",
        "plot.postcode": "28195",
        "plot.gemarkung": "Vorstadt",
        "plot.flur": "17",
        "plot.flurstueck": "210/4",
        "project.description": "Anbau mit zwei Geschossen.",
        "bauherren.0.family_name": "Kaya",
    }
)

CONTEXT = ActContext(
    facts=FACTS,
    assessment=Assessment(()),
    texts=PROCEDURE.texts,
    reference="BAU-26-3333-3333",
    applied_on=RECEIVED,
    decided_on=date(2026, 3, 10),
    role="bauherr",
    chronicle=chronicle(("received", RECEIVED)),
    parties={"bauherr": (BUILDER,), "neighbour": ("Gisela Lührs",)},
)


def compose(act: str, **changes: Any) -> ActContent:
    return PROCEDURE.act(act).compose(replace(CONTEXT, **changes))


def text_of(content: ActContent) -> str:
    lines = [content.title, *content.operative]
    for part in (*content.reasons, *content.notes):
        lines += [part.heading, *part.paragraphs, *part.points]
    return "\n".join(lines)


def test_the_request_lists_what_is_missing_names_the_last_day_and_warns() -> None:
    content = compose(
        "request",
        inputs={
            "request_documents.items": "Lageplan\n\n Schnitt A-A ",
            "request_documents.weeks": 4,
        },
    )

    assert ("Lageplan", "Schnitt A-A") in [part.points for part in content.notes]
    assert "07.04.2026" in content.operative[0]
    assert "gilt Ihr Antrag als zurückgenommen" in text_of(content)
    assert "§ 69 Abs. 2 Satz 3 BremLBO" in text_of(content)


def test_the_confirmation_names_the_day_and_both_terms() -> None:
    content = compose("confirmation", inputs={"confirm_completeness.complete_on": "2026-03-05"})

    assert "05.03.2026" in content.operative[0]
    assert "28.05.2026" in text_of(content)
    assert "23.06.2026" in text_of(content)


def test_the_confirmation_says_the_same_when_the_deed_is_already_written() -> None:
    inputs = {"confirm_completeness.complete_on": "2026-03-05"}
    written = chronicle(
        ("received", RECEIVED),
        ("confirm_completeness", CONTEXT.decided_on, {"complete_on": "2026-03-05"}),
    )

    assert compose("confirmation", inputs=inputs, chronicle=written) == compose(
        "confirmation", inputs=inputs
    )


def test_the_notice_of_withdrawal_says_what_was_asked_until_when() -> None:
    asked = {"items": "Lageplan\nSchnitt A-A", "weeks": 4}
    request = ("request_documents", date(2026, 3, 10), asked)
    content = compose(
        "deemed_withdrawal",
        decided_on=date(2026, 4, 8),
        chronicle=chronicle(("received", RECEIVED), request),
    )

    assert content.reasons[0].points == ("Lageplan", "Schnitt A-A")
    assert "07.04.2026" in text_of(content)
    assert "10.03.2026" in text_of(content)


def test_the_hearing_warns_of_what_is_lost_and_names_no_applicant() -> None:
    content = compose(
        "hearing",
        role="neighbour",
        decided_on=date(2026, 4, 13),
        inputs={"hear_neighbour.concern": "Die Abstandsfläche zur Grenze."},
    )

    said = text_of(content)
    assert "18.05.2026" in said
    assert "ausgeschlossen" in said
    assert "§ 70 Abs. 1 Satz 5 BremLBO" in said
    assert "Abstandsfläche" in said
    assert "Kaya" not in said


def test_a_permit_numbers_its_conditions_and_gives_their_reasons() -> None:
    content = compose(
        "permit",
        inputs={
            "permit.conditions": "Der Weg bleibt frei.\nDie Mauer wird erhalten.",
            "permit.conditions_reason": "Der Weg dient der Feuerwehr.",
        },
    )

    assert content.operative[-2:] == ("1. Der Weg bleibt frei.", "2. Die Mauer wird erhalten.")
    assert "Der Weg dient der Feuerwehr." in text_of(content)
    assert "§ 73 BremLBO" in text_of(content)


def test_a_permit_without_conditions_speaks_of_none() -> None:
    assert "Nebenbestimmungen" not in text_of(compose("permit"))


def test_a_neighbour_gets_a_permit_worded_for_them_without_names() -> None:
    inputs = {"permit.objections": "Die Abstandsfläche ist eingehalten."}
    content = compose("permit", role="objecting_neighbour", inputs=inputs)

    said = text_of(content)
    assert "Die Abstandsfläche ist eingehalten." in said
    assert "nicht zugestimmt" in said
    assert "Kaya" not in said
    assert said != text_of(compose("permit", inputs=inputs))


def test_a_partial_permit_says_what_is_refused_and_why() -> None:
    content = compose(
        "partial",
        reason_keys=("planning_law",),
        inputs={
            "partial.granted": "Der Anbau.",
            "partial.refused": "Die Dachterrasse.",
            "partial.refused_reason": "Sie liegt außerhalb der Baugrenze.",
        },
    )

    assert "Die Dachterrasse." in content.operative
    why = content.reasons[0].paragraphs
    assert REFUSAL_NORMS["planning_law"] in why[0]
    assert why[1] == "Sie liegt außerhalb der Baugrenze."


def test_a_refusal_carries_law_own_words_and_what_others_said() -> None:
    opinions = (
        OpinionView("brandschutz", "Feuerwehr Bremen", "silent"),
        OpinionView("denkmalschutz", "Landesamt", "answered", "objection", "Nein."),
        OpinionView("gemeinde", "Gemeinde", "waiting"),
    )
    content = compose(
        "refusal",
        reason_keys=("planning_law",),
        own_words="Das Haus stünde im Außenbereich.",
        opinions=opinions,
    )

    assert content.reasons[0].paragraphs[-1] == "Das Haus stünde im Außenbereich."
    assert "§§ 29 bis 38 BauGB" in content.reasons[0].paragraphs[0]
    points = content.reasons[1].points
    assert len(points) == 2
    assert "gilt als Zustimmung" in points[0]


def test_no_refusal_goes_without_any_reason() -> None:
    for act in ("refusal", "partial"):
        with pytest.raises(ReasonsMissing):
            compose(act)


def test_an_extension_names_both_new_days_and_the_reason() -> None:
    confirmed = chronicle(
        ("received", RECEIVED),
        ("confirm_completeness", date(2026, 3, 12), {"complete_on": "2026-03-05"}),
    )
    content = compose(
        "extension",
        decided_on=date(2026, 5, 20),
        chronicle=confirmed,
        inputs={"extend.weeks": 4, "extend.reason": "Ein Gutachten steht aus."},
    )

    assert "25.06.2026" in text_of(content)
    assert "21.07.2026" in text_of(content)
    assert "Ein Gutachten steht aus." in text_of(content)


def test_a_day_that_has_passed_or_was_waived_is_not_told_as_one_to_come() -> None:
    confirmed = ("confirm_completeness", date(2026, 3, 12), {"complete_on": "2026-03-05"})
    inputs = {"extend.weeks": 4, "extend.reason": "Ein Gutachten steht aus."}
    late = compose(
        "extension",
        decided_on=date(2026, 6, 1),
        chronicle=chronicle(("received", RECEIVED), confirmed),
        inputs=inputs,
    )
    waived = compose(
        "extension",
        decided_on=date(2026, 5, 20),
        chronicle=chronicle(("received", RECEIVED), confirmed, ("waive", date(2026, 4, 1))),
        inputs=inputs,
    )

    assert "§ 69 Abs. 3" not in " ".join(late.operative)
    assert "21.07.2026" in " ".join(late.operative)
    assert "25.06.2026" in " ".join(waived.operative)
    assert "als erteilt gelten" not in " ".join(waived.operative)


def test_a_fee_notice_carries_the_officers_figure_and_none_of_ours() -> None:
    content = compose(
        "fee_notice",
        inputs={
            "charge_fee.tariff": "000.00",
            "charge_fee.basis": "Erfundene Rechnung.",
            "charge_fee.amount": 123450,
            "charge_fee.due_on": "2026-12-31",
        },
    )

    assert "1.234,50" in content.operative[0]
    assert "31.12.2026" in content.operative[1]
    assert "Tarifnummer 000.00" in text_of(content)
    with pytest.raises(FeeNotNamed):
        compose("fee_notice")


def test_the_certificate_dates_the_fiction_from_the_day_after_the_end() -> None:
    content = compose("certificate", decided_on=date(2026, 6, 24))

    assert "24.06.2026" in content.operative[0]
    assert "Vorhaben: Anbau mit zwei Geschossen." in content.operative
    assert "Grundstück: Baugasse 21, 28195 Bremen" in content.operative
    assert "Kataster: Gemarkung Vorstadt, Flur 17, Flurstück 210/4" in content.operative
    assert "§ 42a VwVfG" in text_of(content)


def test_the_certificate_tells_a_neighbour_why_and_the_municipality_nothing_more() -> None:
    assert "nicht zugestimmt" in text_of(compose("certificate", role="neighbour"))
    assert compose("certificate", role="body:gemeinde").notes == ()


def test_no_act_puts_a_name_into_what_machines_read() -> None:
    for spec in ACTS:
        content = compose(
            spec.key,
            reason_keys=spec.refusal_reasons[:1],
            inputs={"charge_fee.amount": 1, "charge_fee.due_on": "2026-12-31"},
        )
        assert BUILDER not in str(content.attachment)
        assert content.attachment["reference"] == CONTEXT.reference


@given(written=st.text(max_size=200), role=st.sampled_from(("bauherr", "neighbour")))
def test_whatever_is_typed_is_kept_as_text(written: str, role: str) -> None:
    inputs = {
        "permit.conditions": written,
        "permit.conditions_reason": written,
        "permit.objections": written,
    }
    content = compose("permit", role=role, inputs=inputs, own_words=written)

    assert all(line.strip() for line in content.operative)
    assert ActContent.from_json(content.to_json()) == content
    for line in filter(None, (line.strip() for line in written.splitlines())):
        assert line in text_of(content)
