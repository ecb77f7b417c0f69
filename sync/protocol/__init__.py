"""The one definition of what travels, for both halves.

Belongs here: message structures, their encoding, identifiers, version rules,
enrolment codes, signatures and bundle formats.

Does not belong here: sockets, HTTP, Django, SQLite, Qt.
"""
