"""Data that ships with the product: places, icons, translations, letterhead.

Belongs here: data files and the small readers that find things in them.

Does not belong here: logic of lessons, reports, sync or desktop.
"""
