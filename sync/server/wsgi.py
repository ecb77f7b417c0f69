"""The server as a WSGI application, for ``serve`` and for any other WSGI server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sync.server.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from sync.server import secret_key

if settings.SECRET_KEY_IS_OURS:
    # Several processes may start at once: all of them take the key that was kept first.
    settings.SECRET_KEY = secret_key.keep(settings.DATA, settings.SECRET_KEY)

application = get_wsgi_application()
