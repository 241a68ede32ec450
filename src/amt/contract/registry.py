"""Where procedures are found: providers, asked once, in order.

The composition root says which providers count (`use`): the folders, installed packages, the
database, test doubles. Whoever needs a procedure asks `procedure(key)`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from typing import Protocol

from amt.contract.procedure import Procedure


class Provider(Protocol):
    """Something that yields procedures."""

    def procedures(self) -> Iterable[Procedure]:
        """Yield the procedures it knows."""
        ...


class UnknownProcedure(LookupError):
    """No provider has a procedure of this key."""


class DuplicateProcedure(ValueError):
    """Two providers bring the same key."""


class FolderProvider:
    """The folders of a package: `<package>.<key>.procedure.PROCEDURE`."""

    def __init__(self, package: str) -> None:
        self._package = package

    def procedures(self) -> Iterable[Procedure]:
        """Yield one procedure a folder. :raises ValueError: when folder and key differ."""
        package = importlib.import_module(self._package)
        for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
            if not module.ispkg or module.name == "tests":
                continue
            found = importlib.import_module(f"{self._package}.{module.name}.procedure").PROCEDURE
            if found.key != module.name:
                raise ValueError(f"folder {module.name} holds procedure {found.key}")
            yield found


class EntryPointProvider:
    """Installed packages that announce an entry point of a group."""

    def __init__(self, group: str) -> None:
        self._group = group

    def procedures(self) -> Iterable[Procedure]:
        """Yield the record that each entry point names."""
        for entry in sorted(entry_points(group=self._group), key=lambda e: e.name):
            yield entry.load()


_providers: tuple[Provider, ...] = ()
_found: dict[str, Procedure] | None = None


def use(*providers: Provider) -> None:
    """Set the providers and forget what was found."""
    global _providers, _found
    _providers, _found = providers, None


def providers() -> tuple[Provider, ...]:
    """Return the providers in use."""
    return _providers


def procedures() -> Mapping[str, Procedure]:
    """Return all procedures by key.

    :raises DuplicateProcedure: when a key is brought twice.
    """
    global _found  # noqa: PLW0603 - one registry per process
    if _found is None:
        found: dict[str, Procedure] = {}
        for provider in _providers:
            for procedure in provider.procedures():
                if procedure.key in found:
                    raise DuplicateProcedure(procedure.key)
                found[procedure.key] = procedure
        _found = found
    return _found


def procedure(key: str) -> Procedure:
    """Return one procedure. :raises UnknownProcedure: when nobody brings it."""
    try:
        return procedures()[key]
    except KeyError:
        raise UnknownProcedure(key) from None
