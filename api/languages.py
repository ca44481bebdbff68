"""In which language a page without script answers."""

from django.http import HttpRequest

from eap.core.languages import LANGUAGES

ENGLISH = "en"


def browser_language(request: HttpRequest) -> str:
    """English for a browser that asks for it first, Chinese for every other."""
    asked = request.headers.get("Accept-Language", "").lower()
    return ENGLISH if asked.startswith(ENGLISH) else LANGUAGES[0]
