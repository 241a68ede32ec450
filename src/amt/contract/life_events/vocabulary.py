"""The words: situations, events, and the shape of what is told about an event."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from amt.contract.forms import Form
from amt.contract.texts import Texts


class LifeSituation(StrEnum):
    """Where in life somebody looks for a service; at most nine stand on the start page."""

    HOUSING = "wohnen"
    MONEY = "wenig-geld"
    FAMILY = "familie-und-kinder"
    DOCUMENTS = "ausweise-und-dokumente"
    MOBILITY = "auto-und-verkehr"
    WORK = "arbeit-und-ausbildung"
    BUSINESS = "unternehmen"
    BUILDING = "bauen"
    TAKING_PART = "mitreden-und-waehlen"


class LifeEvent(StrEnum):
    """Something that happens to people and on which the administration can act."""

    BIRTH = "birth"
    MOVE = "move"
    LOSS_OF_INCOME = "loss_of_income"
    RETIREMENT = "retirement"


@dataclass(frozen=True)
class Conversation:
    """What is told about an event, once, for all offices.

    The paths of `form` are the shared names that `Field.shared`, `Evidence` and `Provision` use.
    `noticed` are those that the notice of the event brings, so that nobody is asked; `produced` are
    those that only an authority can say, after its decision (`Provision`). `people` is the
    repeating group of the persons who are concerned and confirm. `notice` is the kind of a
    partner's message that begins it; its content has the noticed names as a tree, and under
    `notice_from` who sent it.
    """

    event: LifeEvent
    form: Form
    texts: Texts
    noticed: tuple[str, ...]
    produced: tuple[str, ...]
    people: str
    notice: str = ""
    notice_from: str = ""
