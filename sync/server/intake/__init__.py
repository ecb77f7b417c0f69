"""Events from devices, each taken in once, with its effect in the same transaction.

Belongs here: the events table, the rows that events become, alarms, the sync endpoint.

Does not belong here: what staff decide about them (``review``).
"""
