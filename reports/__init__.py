"""What the province asks, and its rules.

Belongs here: reading XLSForms, the compiled form, the expression engine, the
session that fills a form in, finished submissions and their letters, and the
built-in forms (``forms/``).

Does not belong here: Qt, the network, a database, and anything of ``lessons``,
``sync`` or ``desktop``.
"""
