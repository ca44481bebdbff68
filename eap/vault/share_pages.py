"""The page each custodian keeps, and the words read from it again, whether printed or retyped."""

from shamir_mnemonic.wordlist import WORDLIST

from eap.vault.escrow import EscrowError, PublicKey, fingerprint

_WORDS = frozenset(WORDLIST)
_PER_LINE = 3

_PAGE = """\
Harbour · 托管人份额 · Custodian's share

密钥指纹 · Key:   {key}
生成日期 · Made:  {made}
份额 · Share:     {number} / {count}
所需人数 · Takes: {threshold} / {count}

{words}

这是什么
  本机构的服务记录都已加密。心理咨询师若同时遗失了笔记口令和恢复码，须由 {threshold} 位托管人
  各自带上自己的份额，一起为其恢复查阅权限。仅凭这一份，什么也打不开；托管人也看不到任何记录内容。
如何保管
  请打印或抄写后存放在安全的地方，并删除这个文件。不要拍照，不要用邮件或聊天软件发送，
  也不要和其他份额放在一起。遗失或被他人看到时，请立即告知服务机构。
如何使用
  只在与其他托管人当面会合时使用。事先请给那位心理咨询师打电话，核实请求确由本人提出，
  并请对方念出新密钥的指纹。

What this is
  What this programme writes down is sealed. When a counsellor has lost both their passphrase and
  their recovery code, {threshold} custodians with their shares bring it back together. This share
  alone opens nothing, and no custodian ever sees what was written.
How to keep it
  Print or copy it out, put it in a safe place, and delete this file. Take no photograph of it, send
  it by no mail or chat, and keep it apart from other shares. When it is lost, or somebody has seen
  it, tell the programme at once.
How to use it
  Only when you meet the other custodians in person. Before that call the counsellor: ask whether
  the request is theirs, and have them read out the fingerprint of their new key.
"""


def page(words: str, number: int, key: PublicKey) -> str:
    """The page of custodian `number`: their words numbered, what they are, in both languages."""
    numbered = [f"{place:>2} {word:<10}" for place, word in enumerate(words.split(), 1)]
    lines = [numbered[first : first + _PER_LINE] for first in range(0, len(numbered), _PER_LINE)]
    return _PAGE.format(
        key=fingerprint(key.public_key),
        made=key.made.isoformat(),
        number=number,
        count=key.count,
        threshold=key.threshold,
        words="\n".join("  " + "  ".join(line).rstrip() for line in lines),
    )


def words_on(text: str) -> str:
    """The share's words: those of lines on which there is nothing but such words and numbers.

    Raises EscrowError when there are none.
    """
    lines = [[word for word in line.split() if not word.isdigit()] for line in text.split("\n")]
    found = [word for line in lines if _WORDS.issuperset(line) for word in line]
    if not found:
        raise EscrowError("There are no words of a share in this file.")
    return " ".join(found)
