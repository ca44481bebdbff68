"""The files of the built page."""

from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware


class Assets(WhiteNoiseMiddleware):  # type: ignore[misc]
    """Serves all of them but the two entries: `entries` answers those, under every policy."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        """Take a file up when the server starts."""
        if not url.endswith(".html"):
            super().add_file_to_dictionary(url, path, stat_cache)
