"""Provincial staff: who they are, which area is theirs, and tries that failed.

Belongs here: the user model, the rule of areas, throttling of sign-in and enrolment.

Does not belong here: communes' officials, who never sign in here.
"""
