"""Languages, time zone and where message files lie."""

from __future__ import annotations

from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path

from amt.config.languages import read_languages

PACKAGE = Path(__file__).resolve().parent.parent.parent

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"
LANGUAGES = [(language.code, language.name) for language in read_languages()]
LANGUAGE_CODE = LANGUAGES[0][0]


def locale_paths() -> list[str]:
    """List the message folders of the house, of its procedures and of installed procedures."""
    folders = [PACKAGE / "locale", *sorted((PACKAGE / "procedures").glob("*/locale"))]
    for entry in entry_points(group="amt.procedures"):
        spec = find_spec(entry.module.rpartition(".")[0] or entry.module)
        places = (spec.submodule_search_locations or []) if spec else []
        folders += [Path(place) / "locale" for place in places]
    return [str(folder) for folder in folders if folder.is_dir()]


LOCALE_PATHS = locale_paths()
