"""Who this PC is to the province, and what the last exchange said."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from desktop.store.database import Store
from desktop.store.sqlcipher import Database

Now = Callable[[], int]
"""Milliseconds since 1970 UTC by this PC's clock."""


@dataclass(frozen=True)
class Device:
    """The one row about this PC. Times are milliseconds since 1970 UTC, by its own clock.

    ``token``, ``signing_seed`` (Ed25519, 32 bytes) and ``age_identity`` are drawn when
    the file is made and kept before the province is asked, so that an answer lost on
    the way can be asked for again.
    """

    epoch: str
    token: str = field(repr=False)
    signing_seed: bytes = field(repr=False)
    age_identity: str = field(repr=False)
    address: str
    code: str
    enrolled_at: int | None
    device: str
    commune_code: str
    commune: str
    province_code: str
    province: str
    province_recipient: str
    province_keys: tuple[str, ...]
    cursor: int
    last_confirmed: int | None
    server_offset: int | None
    problem: str
    problem_params: dict[str, object]

    @property
    def enrolled(self) -> bool:
        """Whether the province has said who this PC is."""
        return self.enrolled_at is not None


def create(database: Database, row: dict[str, Any]) -> None:
    """Write the one row, inside a transaction, when the file is made."""
    _insert(database, {"id": 1, **row})


def read(store: Store) -> Device:
    """The row as it is now."""
    row = store.rows("SELECT * FROM device")[0]
    del row["id"]
    keys = tuple(json.loads(row.pop("province_keys")))
    params = json.loads(row.pop("problem_params"))
    return Device(**row, province_keys=keys, problem_params=params)


def change(database: Database, **values: Any) -> None:
    """Set columns of the row, inside a transaction. Lists and dictionaries become JSON."""
    plain = {k: json.dumps(v) if isinstance(v, dict | list) else v for k, v in values.items()}
    assignments = ", ".join(f"{name} = :{name}" for name in plain)
    database.execute(f"UPDATE device SET {assignments}", plain)  # noqa: S608 -- our own names


def _insert(database: Database, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    places = ", ".join(f":{name}" for name in row)
    database.execute(f"INSERT INTO device ({names}) VALUES ({places})", row)  # noqa: S608
