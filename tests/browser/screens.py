"""What a browser test looks at and measures: screens, taps, axe, pictures, and what must not be.

Everything here works on pages of the `page` and `open_page` fixtures (tests/browser/conftest.py).
"""

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Response, ViewportSize, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

ROOT = Path(__file__).resolve().parents[2]
SHOTS = os.environ.get("HARBOUR_SHOTS", str(ROOT / ".local" / "shots"))
PICTURES = ROOT / "frontend" / "pictures"
HEIGHTS = {390: 844, 1280: 900}
LOCALES = {"zh-Hans": "zh-CN", "en": "en-GB"}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COLOURS = ["color-contrast", "link-in-text-block"]
REFUSED = "Failed to load resource"
PATIENCE = 100


@dataclass(frozen=True)
class Screen:
    """The language and width a page is looked at in."""

    lang: str = "zh-Hans"
    width: int = 390
    beside: int | None = None  # a second width to look at, where no walk of its own is made

    def __str__(self) -> str:
        return f"{self.lang}-{self.width}"

    def say(self, en: str, zh: str) -> str:
        """The one of two texts that this screen shows."""
        return en if self.lang == "en" else zh

    @property
    def size(self) -> ViewportSize:
        """Of the window, in px."""
        return {"width": self.width, "height": HEIGHTS.get(self.width, 800)}

    def context(self) -> dict[str, Any]:
        """How Chromium is told."""
        return {
            "locale": LOCALES[self.lang],
            "timezone_id": "Asia/Shanghai",
            "viewport": self.size,
            "color_scheme": "light",
            "reduced_motion": "reduce",
        }


SCREENS = [Screen(lang, width) for lang in LOCALES for width in HEIGHTS]
ENDS = [Screen("zh-Hans", 390, beside=1280), Screen("en", 1280, beside=390)]
IN_THE_DARK = {str(end) for end in ENDS}

# Walks a test in both languages at both widths. `both_ends` walks on a Chinese phone and an English
# desk only, and `looked_at` then looks at the other width too. Both look in the dark on these two.
every_screen = pytest.mark.parametrize("screen", SCREENS, indirect=True, ids=str)
both_ends = pytest.mark.parametrize("screen", ENDS, indirect=True, ids=str)


@dataclass
class Guard:
    """Collects what no page may do; the fixtures fail the test when there is anything.

    A refusal that the test provokes on purpose is announced: `guard.expect(409)`.
    """

    origin: str
    faults: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)
    taps: int = 0
    pending: int = 0

    def expect(self, *statuses: int) -> None:
        """These answers of the server belong to the test."""
        self.expected |= set(statuses)

    def watch(self, context: BrowserContext) -> None:
        """Listen to every page of a context."""
        context.expose_binding("harbourTap", lambda _: self._tap())
        context.expose_binding("harbourViolation", lambda _, what: self._fault(f"CSP {what}"))
        context.add_init_script(_LISTEN)
        context.on("request", lambda request: self._asked(request.url))
        context.on("requestfinished", lambda _: self._answered())
        context.on("requestfailed", lambda _: self._answered())
        context.on("response", self._answer)
        context.on("weberror", lambda error: self._fault(f"error {error.error}"))
        context.on("console", lambda said: self._said(said.type, said.text))

    def _tap(self) -> None:
        self.taps += 1

    def _fault(self, what: str) -> None:
        self.faults.append(what)

    def _answered(self) -> None:
        self.pending -= 1

    def _asked(self, url: str) -> None:
        self.pending += 1
        if urlsplit(url).scheme in ("http", "https") and not url.startswith(self.origin):
            self._fault(f"asks another host: {url}")

    def _answer(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self._fault(f"{response.status} {response.request.method} {response.url}")

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith(REFUSED):
            self._fault(f"console: {text}")


_LISTEN = """
addEventListener('securitypolicyviolation', (event) =>
  harbourViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
addEventListener('pointerdown', () => harbourTap(), { capture: true });
"""


@dataclass
class Taps:
    """How often the screen was touched since `count_taps`. Typing does not count."""

    guard: Guard
    before: int

    @property
    def count(self) -> int:
        """Taps so far."""
        return self.guard.taps - self.before


def count_taps(page: Page) -> Taps:
    """Begin to count the taps on a page."""
    guard = guard_of(page)
    return Taps(guard, guard.taps)


_GUARDS: dict[BrowserContext, Guard] = {}


def guard_of(page: Page) -> Guard:
    """The guard that watches a page."""
    return _GUARDS[page.context]


def guarded(context: BrowserContext, origin: str) -> Guard:
    """Put a guard over a new context."""
    guard = _GUARDS[context] = Guard(origin)
    guard.watch(context)
    return guard


def release(context: BrowserContext) -> list[str]:
    """Close a context; returns what its pages did that none may do.

    What was asked is answered first: the tables are about to be emptied under the server.
    """
    guard = _GUARDS.pop(context)
    for _ in range(PATIENCE):
        if guard.pending <= 0 or not context.pages:
            break
        context.pages[0].wait_for_timeout(50)
    context.close()
    return guard.faults


@cache
def _axe_source() -> str:
    return (ROOT / "frontend/node_modules/axe-core/axe.min.js").read_text()


def axe(page: Page, rules: list[str] = RULES) -> None:
    """Fail on any violation of WCAG 2.2 A and AA, or of the given rules, that axe can see."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_axe_source())
    found = page.evaluate(
        "(rules) => axe.run(document, { runOnly: rules, resultTypes: ['violations'] })", rules
    )
    told = [
        f"{rule['id']}: {node['html'][:160]} | {node['failureSummary'][:300]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
    assert not told, "\n".join(told)


_WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def no_sideways_scroll(page: Page) -> None:
    """Nothing sticks out at the right, once what measures itself (a chart) has been drawn anew."""
    with suppress(PlaywrightTimeout):
        page.wait_for_function(f"() => {{ const [wide, seen] = {_WIDTHS}; return wide <= seen; }}")
    wide, seen = page.evaluate(_WIDTHS)
    assert wide <= seen, f"the page is {wide} px wide in a window of {seen}"


def shot(page: Page, name: str, screen: Screen, theme: str = "light", *, full: bool = True) -> None:
    """Keep a picture under .local/shots, named after what it shows and how.

    HARBOUR_SHOTS names another folder; empty, as in the whole run, no pictures are taken.
    """
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{screen}-{theme}.png", full_page=full)


def picture(page: Page, name: str, screen: Screen) -> None:
    """Keep what is in sight as the README's picture of that name, when HARBOUR_PICTURES is set.

    Only in English, so that it is taken once.
    """
    if os.environ.get("HARBOUR_PICTURES") and screen.lang == "en":
        page.screenshot(path=PICTURES / f"{name}.png")


_END = """
() => {
  scrollTo(0, document.documentElement.scrollHeight);
  const help = document.querySelector('footer a[href^="/now"]');
  const fixed = [help, document.querySelector('main ~ nav')].filter(Boolean);
  const kept = document.querySelectorAll('main :is(a, button, p, input, label), footer fieldset');
  const seen = [...kept].map((one) => one.getBoundingClientRect()).filter((box) => box.height);
  const hits = (a, b) =>
    a.top < b.bottom && b.top < a.bottom && a.left < b.right && b.left < a.right;
  const bars = fixed.map((one) => one.getBoundingClientRect());
  return {
    covered: seen.filter((box) => bars.some((bar) => hits(box, bar))).length,
    empty: bars[0].top - Math.max(...seen.map((box) => box.bottom)),
    scrolls: document.documentElement.scrollHeight > innerHeight,
  };
}
"""


def end_is_clear(page: Page, at_most: int = 48) -> None:
    """An agents' page at its end: nothing under the red button or the bar, no void above."""
    end = page.evaluate(_END)
    assert end["covered"] == 0, f"{end['covered']} parts of the page stay covered at its end"
    if end["scrolls"]:
        assert end["empty"] <= at_most, f"{end['empty']:.0f} px of nothing at the end"


# What is still fading in is paler than what it will be.
_ARRIVED = """
() => Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
  .map((one) => one.finished))
"""


def looked_at(page: Page, name: str, screen: Screen) -> None:
    """The three questions every screen is asked: a picture, axe, no sideways scroll.

    In the dark only the colours are others.
    """
    _look(page, name, screen)
    if str(screen) in IN_THE_DARK:
        page.emulate_media(color_scheme="dark")
        shot(page, name, screen, "dark")
        axe(page, COLOURS)
        page.emulate_media(color_scheme="light")
    if screen.beside:
        other = Screen(screen.lang, screen.beside)
        page.set_viewport_size(other.size)
        _look(page, name, other)
        page.set_viewport_size(screen.size)


def _look(page: Page, name: str, screen: Screen) -> None:
    expect(page.get_by_role("heading").first).to_be_visible()
    page.evaluate(_ARRIVED)
    shot(page, name, screen)
    no_sideways_scroll(page)
    axe(page)


OpenPage = Callable[..., Page]
