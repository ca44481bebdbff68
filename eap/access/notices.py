"""Mail to staff about their account: one fixed text that says nothing but where to ask."""

from django.conf import settings
from django.core.mail import send_mail

CONSOLE = "django.core.mail.backends.console.EmailBackend"  # no mail is configured

_INVITED = {
    "en": "An account has been made for you. Ask the person who invited you for the link with"
    " which you set your password.",
    "zh-Hans": "已为您创建账号。请向邀请您的人索取设置密码的链接。",
}


def send_invited(address: str, language: str) -> None:
    """Tell somebody that an invitation waits for them; never fails the act it belongs to."""
    if settings.EMAIL_BACKEND != CONSOLE:
        send_mail(settings.NEUTRAL_NAME, _INVITED[language], None, [address], fail_silently=True)
