"""What the province has to say, and what it wants done: announcements and assignments.

Belongs here: what was sent to whom, by whom, and whether it still holds.

Does not belong here: whether it was done; that shows in attempts and reports (``intake``).
"""
