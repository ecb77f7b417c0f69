"""The server as a WSGI application, for ``serve`` and for any other WSGI server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sync.server.settings")

from django.core.wsgi import get_wsgi_application

from sync.server import starting

application = get_wsgi_application()
# Several processes may start at once: all of them take the key that was kept first.
starting.keep_secret_key()
