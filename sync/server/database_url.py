"""``DATABASE_URL`` to Django's database settings."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class BadDatabaseUrl(ValueError):
    """A ``DATABASE_URL`` that names no database this server can use."""


def database(url: str) -> dict[str, Any]:
    """Settings for ``postgresql://user:password@host:port/name?sslmode=…`` or ``sqlite:///path``.

    A PostgreSQL socket is given as ``?host=/run/postgresql``.

    Raises:
        BadDatabaseUrl: the scheme is another one, or the name is missing.
    """
    parts = urlsplit(url)
    name = unquote(parts.path.removeprefix("/"))
    if not name:
        raise BadDatabaseUrl("DATABASE_URL names no database")
    if parts.scheme == "sqlite":
        return sqlite(Path(name))
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadDatabaseUrl(f"DATABASE_URL must begin with postgresql:// or sqlite:///: {url!r}")
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or options.pop("user", "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # For our own statements alone (``sync.server.statements``): what Django composes it
        # binds on its side, and psycopg prepares none of that.
        "OPTIONS": {"prepare_threshold": 5} | options,
    }


def sqlite(path: Path) -> dict[str, Any]:
    """Settings for one SQLite file that survives a power cut with all that was confirmed.

    ``IMMEDIATE`` takes the write lock at the start of a transaction: a transaction
    that reads first and writes later would otherwise fail under load, because
    SQLite cannot wait on its behalf.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
