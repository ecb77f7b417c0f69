"""What an official sees: an encrypted file, use cases, screens.

Belongs here: the local store (``store``), what a person can do (``usecases``),
work off the GUI thread (``background``), screens (``ui``) and the trainer's
window (``author``). Qt lives in ``ui``, ``background``, ``author`` and ``app``
only, in ``starting``, and in ``wholeness``, which tries them all.

Does not belong here: rules of lessons or forms (``lessons``, ``reports``) and
anything of ``sync.server``.
"""

from typing import Final

VERSION: Final = "0.1.0"
