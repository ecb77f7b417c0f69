"""Certificates of completion: who finished a module or the course, signed by the province.

Belongs here: scoring the tests again, signing, sending the certificate down.

Does not belong here: what a certificate's code says and how it is verified
(``lessons.certificate``).
"""
