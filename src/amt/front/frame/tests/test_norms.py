"""Citations as links to the paragraph they name."""

from __future__ import annotations

import pytest

from amt.contract import registry
from amt.front.frame.norms import cited, statutes_of

BEES = "https://www.gesetze-im-internet.de/bieneng/"
HONEY = "https://www.gesetze-im-internet.de/honigv/"
STATUTES = {"BienenG": BEES, "HonigV": HONEY, "SGB X": "https://x.invalid/"}


@pytest.mark.parametrize(
    ("citation", "links"),
    [
        ("§ 19 BienenG", [("§ 19 BienenG", f"{BEES}__19.html")]),
        ("§§ 5 bis 7 BienenG", [("§§ 5 bis 7 BienenG", f"{BEES}__5.html")]),
        (
            "§ 12 Abs. 2 BienenG, Anlage zu § 1 Abs. 3 HonigV",
            [
                ("§ 12 Abs. 2 BienenG", f"{BEES}__12.html"),
                ("§ 1 Abs. 3 HonigV", f"{HONEY}__1.html"),
            ],
        ),
        (
            "§ 7, § 17a Satz 1 Nr. 3 BienenG",
            [("§ 7", f"{BEES}__7.html"), ("§ 17a Satz 1 Nr. 3 BienenG", f"{BEES}__17a.html")],
        ),
        ("Anlage 3 Nr. 1 BienenG", [("Anlage 3 Nr. 1 BienenG", BEES)]),
        ("§ 50 SGB X", [("§ 50 SGB X", "https://x.invalid/__50.html")]),
        ("§ 1 Ameisenordnung", []),
        ("", []),
    ],
)
def test_citation_leads_to_its_paragraph(citation: str, links: list[tuple[str, str]]) -> None:
    pieces = cited(citation, STATUTES)

    assert [(one.text, one.url) for one in pieces if one.url] == links
    assert "".join(one.text for one in pieces) == citation


def test_statutes_are_those_that_a_procedure_names() -> None:
    for procedure in registry.procedures().values():
        for name, address in statutes_of(procedure).items():
            assert any(name in norm.citation for norm in procedure.norms)
            assert address.endswith("/")
