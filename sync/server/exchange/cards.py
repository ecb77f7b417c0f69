"""The card that a province gives to PCs that never had a line."""

import msgspec

from sync.protocol.card import Card
from sync.server.devices.models import Province
from sync.server.exchange.keys import ProvinceKeys


def of(province: Province, keys: ProvinceKeys) -> Card:
    """The card of a province that this server serves."""
    return Card(province.code, province.name, keys.recipient, list(keys.public))


def data(card: Card) -> bytes:
    """The card as it lies on a stick."""
    return msgspec.json.format(msgspec.json.encode(card), indent=1)
