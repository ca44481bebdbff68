"""A paging gateway that is down."""


class DeadPager:
    """Raises on every page."""

    def page(self, address: str, language: str, level: int) -> None:
        """As a gateway that does not answer."""
        raise ConnectionError
