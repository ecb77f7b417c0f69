"""What communes learn from and report with, as far as the server must know it.

Belongs here: every version of a form that was ever published, lessons' titles.

Does not belong here: the lesson and form engines (``lessons``, ``reports``).
"""
