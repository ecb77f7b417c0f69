"""The province's half: a Django project, one app for each capability.

Belongs here: accounts and their areas, devices and their enrolment, intake of
events, review, numbered changes, the console that staff use.

Does not belong here: anything of ``desktop`` or ``sync.client``.

``python -m sync.server`` lists its commands; ``serve`` runs it.
"""
