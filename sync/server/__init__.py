"""The province's half: a Django project, one app for each capability.

Belongs here: enrolment, intake of events, review, content, accounts, the
console that staff use.

Does not belong here: anything of ``desktop`` or ``sync.client``.
"""
