"""Who asked to be told that feeds changed: WebSub hubs."""

from feeds.notify.hub import Told, tell, wait

__all__ = ["Told", "tell", "wait"]
