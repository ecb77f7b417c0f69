"""Provinces, communes, and the PCs that are enrolled to them.

Belongs here: places as rows, enrolment codes, devices, their tokens and last contact.

Does not belong here: what devices send (``intake``) or are sent (``changes``).
"""
