"""The app's registration with Django."""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    """Packs."""

    name = "sync.server.packs"
    label = "packs"
