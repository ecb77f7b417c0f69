"""Content on its way down: lessons and forms as signed packs of files named by their hash.

Belongs here: publishing a folder as the next version of a pack, and handing manifests
and files to devices. What is in the files is the business of ``lessons`` and ``reports``.
"""
