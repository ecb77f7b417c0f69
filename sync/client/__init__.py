"""The official's half: sends what waits, takes in what came.

Belongs here: the exchange engine (``engine``), carriers (``http``), enrolment
(``enrol``), backoff and the codes of what can go wrong (``problems``).

It meets its neighbours through three small interfaces of its own:

``engine.Outbox``   gives events that wait, in the order in which they were written
``engine.Inbox``    takes an answer in: results, changes and cursor in one transaction
``engine.Carrier``  one request, one answer: HTTPS here, a folder elsewhere

Does not belong here: Qt, SQL, screens, Django.
"""
