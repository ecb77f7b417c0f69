"""What a trainer writes, and its rules.

Where to begin: ``pack.load`` opens a course (``course``, ``questions`` say what is in it),
``questions.score`` judges an answer, ``mastery`` says what is mastered and what to review
today, ``search`` folds and ranks, ``certificate`` signs and verifies. These need msgspec
alone, and fsrs or PyNaCl when called. The author's side, ``compile``, ``check``,
``authoring``, ``gift``, ``preview``, reads Markdown and YAML, and is imported late or not
at all by what officials run.

Belongs here: the lesson format, the seven kinds of question and how they are
scored, mastery and review schedules, search folding, author checks, packs of
lessons, exchange with other question banks, and the course itself
(``content/``).

Does not belong here: Qt, the network, a database, and anything of ``reports``,
``sync`` or ``desktop``.
"""
