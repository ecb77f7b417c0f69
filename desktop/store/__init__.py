"""The encrypted file: key slots, migrations, events, drafts, views.

Qt-free. The only place on the desktop that knows SQL.
"""
