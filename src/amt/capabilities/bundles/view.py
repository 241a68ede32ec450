"""A bundle as one of its persons sees it, read once a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from amt.capabilities.bundles.models import Bundle, BundleMember, BundlePerson
from amt.capabilities.bundles.plans import Plan
from amt.contract.life_events import Conversation


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle with its persons, members and what is known; `me` is the person who looks.

    `plans` are the members whose service is still brought, as they would be sent now.
    """

    bundle: Bundle
    me: BundlePerson
    conversation: Conversation
    persons: tuple[BundlePerson, ...]
    members: tuple[BundleMember, ...]
    plans: tuple[Plan, ...]
    facts: Mapping[str, Any]

    def plan_for(self, member_key: str) -> Plan | None:
        """Return the plan of a member, or None without one."""
        return next((plan for plan in self.plans if plan.procedure.key == member_key), None)
