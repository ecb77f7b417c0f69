"""The official's half: sends what waits, takes in what came.

Belongs here: the exchange engine, carriers (HTTPS, folder), resumable file
transfer, backoff. It talks to a store only through the small interfaces that it
defines itself.

Does not belong here: Qt, SQL, screens, Django.
"""
