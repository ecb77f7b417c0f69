"""What a trainer writes, and its rules.

Belongs here: the lesson format, the seven kinds of question and how they are
scored, mastery and review schedules, search folding, author checks, packs of
lessons, exchange with other question banks, and the course itself
(``content/``).

Does not belong here: Qt, the network, a database, and anything of ``reports``,
``sync`` or ``desktop``.
"""
