"""Pieces that several screens are made of; each knows nothing of use cases."""
