"""The vocabulary of life situations and life events.

Life situations order the catalogue for people; life events start or offer procedures. A procedure
names both; it never names another procedure.
"""

from __future__ import annotations

from enum import StrEnum


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
