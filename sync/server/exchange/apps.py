"""The app's registration with Django."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Bundles."""

    name = "sync.server.exchange"
    label = "exchange"
