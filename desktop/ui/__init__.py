"""Screens. One screen a file; words through Qt Linguist; no SQL, no network."""
