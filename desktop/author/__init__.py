"""The trainer's window: a folder of lessons, seen as officials will see it.

``python -m desktop author [FOLDER]``. It needs no sign-in and no store. ``workbench``
follows the folder; ``window`` puts the parts around it: the course's tree, the lesson's
preview, its questions, a trial of its quiz, and what is wrong. What reads Markdown and YAML
(``lessons.check``, ``lessons.authoring``) is imported when it is first needed, off the GUI
thread: the official's program pays nothing for it.
"""
