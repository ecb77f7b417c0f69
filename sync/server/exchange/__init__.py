"""The province's side of a stick or a share: its keys, bundles in, replies out.

Belongs here: the province's own keys, reading bundles from devices, writing replies.
What an event does when it arrives is ``intake``'s, however it travelled.
"""
