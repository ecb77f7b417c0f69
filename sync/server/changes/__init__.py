"""Decisions of the province, numbered so that none hides behind a device's cursor.

Belongs here: the changes table, numbering, reading after a cursor.

Does not belong here: why a change is made (``review`` and others call ``record``).
"""
