"""SQLCipher under sqlite-utils.

sqlite-utils looks for ``pysqlite3`` before the standard library. Unless it finds
SQLCipher under that name, its ``except OperationalError`` clauses name the wrong
classes and errors that it means to handle escape. So everything that needs either
of the two imports it from here.
"""

import sys

import sqlcipher3
from sqlcipher3 import dbapi2

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

from sqlite_utils import Database, Migrations  # noqa: E402 -- only after the two lines above

__all__ = ["Database", "Migrations", "dbapi2"]
