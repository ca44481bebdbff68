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

_CUSTODIANS = {
    "entered": {
        "en": "A key of the custodians was entered or replaced. Sign in, and compare its"
        " fingerprint with a custodian by telephone.",
        "zh-Hans": "托管人的密钥已登记或更换。请登录，并通过电话与一位托管人核对密钥指纹。",
    },
    "asked": {
        "en": "The custodians have been asked to bring back what a colleague's lost key opened. It"
        " takes 24 hours at least. Sign in and look at Today. If it should not happen, object"
        " there.",
        "zh-Hans": "已有人请托管人恢复一位同事遗失的密钥所能打开的内容，至少 24 小时后方可进行。"
        "请登录并查看“今日”。如认为不应进行，请在那里提出异议。",
    },
    "ended": {
        "en": "The request to the custodians has ended. Nothing was brought back by it any more.",
        "zh-Hans": "向托管人提出的请求已终止，不会再据此恢复任何内容。",
    },
    "placed": {
        "en": "The custodians have brought back what a colleague's lost key opened. If you had not"
        " heard of it, tell the privacy officer.",
        "zh-Hans": "托管人已恢复一位同事遗失的密钥所能打开的内容。"
        "如您此前并不知情，请告知隐私专员。",
    },
}


def send_invited(address: str, language: str) -> None:
    """Tell somebody that an invitation waits for them."""
    _send(address, _INVITED[language])


def send_renewed(address: str, language: str) -> None:
    """Tell somebody that a new key for their account exists."""
    _send(address, _RENEWED[language])


def send_of_custodians(address: str, language: str, what: str) -> None:
    """Tell somebody what was done with the custodians: entered, asked, ended or placed."""
    _send(address, _CUSTODIANS[what][language])


def _send(address: str, text: str) -> None:
    """Never fails the act it belongs to; silent where no mail is configured."""
    if settings.EMAIL_BACKEND != CONSOLE:
        send_mail(settings.NEUTRAL_NAME, text, None, [address], fail_silently=True)
