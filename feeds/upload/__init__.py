"""Where the output folder is copied to: object storage, or whatever fsspec knows."""

from feeds.upload.storage import Storage, StorageError

__all__ = ["Storage", "StorageError"]
