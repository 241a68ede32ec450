"""Invented figures of a coming year, entered as data, as the next ordinance of § 43 WoGG will be.

Every file of `parameters/` gets one more version, written as YAML and read like the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import yaml

from amt.contract.parameters import ParameterSet
from amt.kernel.periods import add_months
from amt.procedures.wohngeld.rules import werte

FOLDER = Path(werte.__file__).parent.parent / "parameters"
INVENTED = "invented for a test"


@contextmanager
def entered(start: date, *, further_rent: int = 20) -> Iterator[None]:
    """Let figures be in force from a day on for two years: all Höchstbeträge so much higher."""
    with TemporaryDirectory() as folder:
        sets = {}
        for path in sorted(FOLDER.glob("*.yaml")):
            text = path.read_text("utf-8")
            target = Path(folder) / path.name
            target.write_text(_with_version(path.stem, text, start, further_rent), "utf-8")
            sets[path.stem] = ParameterSet.load(target)
        of_the_law = tuple(sets[one.name] for one in werte._OF_THE_LAW)
        with (
            patch.object(werte, "_ALL", werte.lies(of_the_law)),
            patch.object(werte, "REGELBEDARF", sets["regelbedarf"]),
        ):
            yield


def _with_version(name: str, text: str, start: date, further_rent: int) -> str:
    versions: list[dict[str, Any]] = yaml.safe_load(text)["versions"]
    latest = versions[-1]
    values = yaml.safe_load(yaml.safe_dump(latest["values"]))
    if name == "anlage_1":
        values["first"] = {
            size: [amount + further_rent for amount in row] for size, row in values["first"].items()
        }
    end = add_months(start, 24)
    new = {
        "valid_from": start,
        "valid_until": end.replace(day=1).fromordinal(end.toordinal() - 1),
        "source": INVENTED,
        "values": values,
    }
    return yaml.safe_dump({"versions": [*versions, new]}, allow_unicode=True)
