"""The company's happenings as operations may see them on their charts."""

from eap.demo.told.company import Company


def keep_events(company: Company) -> None:
    """Write the day, place and name of each story."""
