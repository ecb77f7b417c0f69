"""What must be true before the server answers: schema, places, secret key."""

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from sync.server import secret_key
from sync.server.content import forms
from sync.server.devices import places
from sync.server.files import receiving
from sync.server.files.storage import Storage


def bring_up() -> None:
    """Migrate the database, load places and forms, keep the secret key. Safe to repeat.

    Uploads that nobody went on with are thrown away here, and when space runs out.
    """
    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    call_command("migrate", interactive=False, verbosity=0)
    places.load()
    forms.take_in(settings.PACKS / "forms")
    receiving.remove_expired(Storage(settings.FILES), timezone.now())
    keep_secret_key()


def keep_secret_key() -> None:
    """From now on all processes over this data folder have one key."""
    if settings.SECRET_KEY_IS_OURS:
        settings.SECRET_KEY = secret_key.keep(settings.DATA, settings.SECRET_KEY)
