"""The encrypted file: key slots, migrations, events, drafts, views.

Belongs here: ``keys`` (who can open the file), ``database`` (the one open file,
its one write path), ``migrations``, ``opening`` (creating and opening both
together), ``device`` (who this PC is to the province), ``events`` (what officials
did, append-only), ``inbox`` (what the province decided), ``attempts``, ``drafts``
and ``contents`` (work under way and the versions that it is pinned to),
``views`` (what screens read) and ``settings``.

Qt-free. The only place on the desktop that knows SQL. It does not decide
anything: rules live in the use cases, ``lessons`` and ``reports``.
"""
