"""Facts go up, decisions and content come down.

Belongs here: the messages (``protocol``), the half that runs on an official's
PC (``client``) and the half that runs in the province (``server``). The two
halves share nothing but the protocol.
"""
