"""The coded errors that use cases raise; see ``Code`` for all of them."""

from desktop.store.errors import Code, KnownError

__all__ = ["Code", "KnownError"]
