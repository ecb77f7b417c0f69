"""What staff say about a report: read, accepted, returned.

Belongs here: reviews and readings, and the changes that they make.

Does not belong here: pages (``console``).
"""
