"""Components that come out the same each time, rendered once a process.

Only in the language of the sources: in others a page has to hear which texts are missing, and hears
it while they are rendered. Only what holds nothing that a person typed: such values would stay in
memory after the answer.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 2048
_PLAIN = frozenset({str, int, type(None)})
# Not told apart by comparing: a text that needs no escaping any more, a yes and the number one.
_MARKED = frozenset({SafeString, bool})

_kept: OrderedDict[Hashable, SafeString] = OrderedDict()
_lock = Lock()


class _NoKeyError(TypeError):
    """A value cannot be told apart surely from others."""


def rendered(name: str, values: Mapping[str, Any], make: Callable[[], SafeString]) -> SafeString:
    """Return the component of a name for these values, made at most once while it is kept."""
    if get_language() != settings.LANGUAGE_CODE:
        return make()
    try:
        key = (name, _key(values))
    except _NoKeyError:
        return make()
    found = _kept.get(key)
    if found is None:
        found = make()
        with _lock:
            _kept[key] = found
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return found


def flush() -> None:
    """Forget all components of this process."""
    with _lock:
        _kept.clear()


def _key(value: Any) -> Hashable:
    kind = type(value)
    if kind in _PLAIN:
        known: Hashable = value
        return known
    if kind in _MARKED:
        return (kind, value)
    if kind is dict:
        return tuple([(key, _key(one)) for key, one in value.items()])
    if kind is list or kind is tuple:
        return (kind, tuple([_key(one) for one in value]))
    if isinstance(value, Promise):
        return str(value)
    raise _NoKeyError
