"""The pages that staff use each day.

Belongs here: views, their urls, templates, styles.

Does not belong here: rules that hold without a page; they live with their models.
"""
