"""What must be true before the server answers: schema, places, secret key."""

from django.conf import settings
from django.core.management import call_command

from sync.server import secret_key
from sync.server.content import forms
from sync.server.devices import places


def bring_up() -> None:
    """Migrate the database, load places and forms, keep the secret key. Safe to repeat."""
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", interactive=False, verbosity=0)
    places.load()
    forms.take_in(settings.PACKS / "forms")
    keep_secret_key()


def keep_secret_key() -> None:
    """From now on all processes over this data folder have one key."""
    if settings.SECRET_KEY_IS_OURS:
        settings.SECRET_KEY = secret_key.keep(settings.DATA, settings.SECRET_KEY)
