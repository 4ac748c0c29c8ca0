"""Many documents → stories and incidents: same happening, independent origins, contested values. Pure."""

from tocsin.fuse.incidents import incidents, origin, party_key
from tocsin.fuse.stories import stories

__all__ = ["incidents", "origin", "party_key", "stories"]
