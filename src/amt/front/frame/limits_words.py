"""What a question takes as files, in words and for the browser's choice of files."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from amt.contract.forms import Upload

JPEG, HEIC = "image/jpeg", "image/heic"
_NAMES = {"application/pdf": "PDF", JPEG: "JPG", "image/png": "PNG", HEIC: "HEIC"}
MEGABYTE = 1024 * 1024


def media_types(limits: Upload) -> tuple[str, ...]:
    """Return what may be chosen: phones make HEIC where a JPEG is wanted, it becomes one."""
    more = (HEIC,) if JPEG in limits.media_types and HEIC not in limits.media_types else ()
    return (*limits.media_types, *more)


def accept(limits: Upload) -> str:
    """Return the value of `accept`; some browsers know HEIC by its ending alone."""
    types = media_types(limits)
    return ",".join((*types, ".heic", ".heif") if HEIC in types else types)


def sentence(limits: Upload) -> str:
    """Return how many files, how large, of what kind."""
    kinds = [_NAMES.get(one, one) for one in media_types(limits)]
    several = kinds[:-1]
    named = _("%(first)s oder %(last)s") % {"first": ", ".join(several), "last": kinds[-1]}
    return ngettext(
        "Eine Datei mit höchstens %(megabytes)s MB: %(kinds)s.",
        "Bis zu %(n)s Dateien mit je höchstens %(megabytes)s MB: %(kinds)s.",
        limits.max_files,
    ) % {
        "n": limits.max_files,
        "megabytes": max(1, limits.max_bytes // MEGABYTE),
        "kinds": named if several else kinds[0],
    }
