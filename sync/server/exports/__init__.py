"""Reports and figures as workbooks for a spreadsheet program.

Belongs here: which sheets and columns there are, and how an answer becomes a cell.

Does not belong here: who may have what, and the page to ask for it (``console``).
"""
