"""The printable page of strips: one pile after another, to be cut and laid out face down."""

from html import escape

from eap.people.codes import spaced
from eap.wellbeing.models import PulseWave
from eap.wellbeing.strips import Strips

_PAGE = """<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<title>{name}</title>
<style>
@page {{ size: A4; margin: 10mm }}
body {{ margin: 0; font: 10pt/1.4 system-ui, "Noto Sans CJK SC", sans-serif }}
section {{ break-after: page }}
h1 {{ font-size: 12pt; margin: 0 0 4mm }}
div {{ display: grid; grid-template-columns: 1fr 1fr }}
article {{ box-sizing: border-box; height: 38mm; padding: 4mm 6mm; border: .2mm dashed #999;
  break-inside: avoid }}
p {{ margin: 0 0 1mm }}
code {{ font: 600 15pt ui-monospace, monospace; letter-spacing: .08em }}
small {{ color: #444 }}
</style>
{piles}
</html>
"""
_PILE = """<section>
<h1>{site_zh} · {shift_zh} <span lang="en">{site_en} · {shift_en}</span> · {count}</h1>
<div>
{strips}
</div>
</section>"""
_STRIP = """<article>
<p>{address}</p>
<p><code>{code}</code></p>
<p>一分钟说说近况，有效期至 {closes_on}。随便抽一张，没有人记录谁拿了哪张。
计入：{site_zh} · {shift_zh}。</p>
<p lang="en"><small>One minute on how work has been, until {closes_on}. Draw any strip:
nobody records who drew which. Counted in: {site_en} · {shift_en}.</small></p>
</article>"""


def page(wave: PulseWave, piles: list[Strips], *, address: str, name: str) -> str:
    """The whole page in both languages. `address` is where strips are entered."""
    return _PAGE.format(
        name=escape(name), piles="\n".join(_pile(wave, pile, escape(address)) for pile in piles)
    )


def _pile(wave: PulseWave, pile: Strips, address: str) -> str:
    names = {
        "site_zh": escape(pile.site_zh),
        "site_en": escape(pile.site_en),
        "shift_zh": escape(pile.shift_zh),
        "shift_en": escape(pile.shift_en),
    }
    strips = (
        _STRIP.format(address=address, code=spaced(code), closes_on=wave.closes_on, **names)
        for code in pile.codes
    )
    return _PILE.format(count=len(pile.codes), strips="\n".join(strips), **names)
