"""Production: everything comes from the environment, and what is made for demos is refused.

The refusals are `amt.config.refusals`: they run here, before anything is served, and again as
Django checks.
"""

from __future__ import annotations

from amt.config.env import read_environment
from amt.config.refusals import refuse_unfit_for_production
from amt.config.settings.amt import AmtSettings
from amt.config.settings.base import *
from amt.config.settings.composition import MANIFEST_STORAGES, from_environment

DEBUG = False
ENVIRONMENT = read_environment()
refuse_unfit_for_production(ENVIRONMENT)

AMT: AmtSettings
globals().update(from_environment("production", ENVIRONMENT))
STORAGES = MANIFEST_STORAGES
