"""Mail to staff about their account: fixed texts that carry no link and no name."""

from django.conf import settings
from django.core.mail import send_mail

CONSOLE = "django.core.mail.backends.console.EmailBackend"  # no mail is configured

_INVITED = {
    "en": "An account has been made for you. Ask the person who invited you for the link with"
    " which you set your password.",
    "zh-Hans": "已为您创建账号。请向邀请您的人索取设置密码的链接。",
}
_RENEWED = {
    "en": "A new link to set your password has been made. If you did not ask for one, tell the"
    " privacy officer.",
    "zh-Hans": "已为您生成新的密码设置链接。如果不是您要求的，请告知隐私专员。",
}


def send_invited(address: str, language: str) -> None:
    """Tell somebody that an invitation waits for them."""
    _send(address, _INVITED[language])


def send_renewed(address: str, language: str) -> None:
    """Tell somebody that a new key for their account exists."""
    _send(address, _RENEWED[language])


def _send(address: str, text: str) -> None:
    """Never fails the act it belongs to; silent where no mail is configured."""
    if settings.EMAIL_BACKEND != CONSOLE:
        send_mail(settings.NEUTRAL_NAME, text, None, [address], fail_silently=True)
