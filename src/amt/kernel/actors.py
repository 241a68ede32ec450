"""Who does a deed: the same record from the page to the audit row.

Front builds an actor from the session, services ask it what it may do. It carries no names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from uuid import UUID


class ActorKind(StrEnum):
    """How somebody stands to the administration in this deed."""

    RESIDENT = "resident"
    STAFF = "staff"
    CODE = "code"
    ANONYMOUS = "anonymous"
    SYSTEM = "system"


class TrustLevel(IntEnum):
    """How surely a person is known (OZG section 3 (4); Vertrauensniveau of Regulation 910/2014)."""

    NONE = 0
    BASIC = 1
    SUBSTANTIAL = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a unit."""

    unit_id: int
    role: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody acting, with all that services may ask."""

    kind: ActorKind
    account_id: int | None = None
    account_uuid: UUID | None = None
    trust: TrustLevel = TrustLevel.NONE
    grants: frozenset[Grant] = field(default_factory=frozenset)
    subject: str | None = None
    """For `CODE`: the one subject that the code opens, as `kind:uuid`."""
    acting_for: str | None = None
    """For whom somebody acts: `call:<uuid>` at phone or counter, `mandate:<uuid>` as a helper.

    A helper acts as the account of the principal; `by` is the account that really acts."""
    by: UUID | None = None

    def has_role(self, roles: Iterable[str], unit_id: int) -> bool:
        """Tell whether the actor holds one of the roles in the unit."""
        return any(Grant(unit_id, role) in self.grants for role in roles)

    def unit_ids(self, *roles: str) -> frozenset[int]:
        """Return the units in which the actor holds one of the roles (any role if none named)."""
        return frozenset(g.unit_id for g in self.grants if not roles or g.role in roles)


SYSTEM = Actor(kind=ActorKind.SYSTEM)
ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)
