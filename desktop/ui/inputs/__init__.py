"""Widgets that take one answer of a form: each kind of question has its own.

Belongs here: turning what is typed or chosen into the text that a form stores, and
back. Does not belong here: rules of forms, saving, error texts.
"""
