"""The live process for an ASGI server (`amt live`): server-sent events and nothing else.

It takes the settings of the site, with its own addresses and without the middleware of pages.
"""

from __future__ import annotations

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler

# First the apps, which look for the middleware they know; then what this process serves.
django.setup(set_prefix=False)
settings.ROOT_URLCONF = "amt.front.live.urls"
settings.MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]

application = ASGIHandler()
