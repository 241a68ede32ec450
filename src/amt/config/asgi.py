"""The live process for an ASGI server (`amt live`): server-sent events and nothing else.

It takes the settings of the site without sessions, pages and their middleware.
"""

from __future__ import annotations

from django.conf import settings
from django.core.asgi import get_asgi_application

settings.ROOT_URLCONF = "amt.front.live.urls"
settings.MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]

application = get_asgi_application()
