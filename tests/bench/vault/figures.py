"""What a measurement found, and the table of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from tests.bench.vault.pairs import Ratio


@dataclass(frozen=True)
class Figure:
    """One number. `most` and `least` are the aim; without either it is told for comparison."""

    what: str
    measured: float
    most: float | None = None
    least: float | None = None
    unit: str = "x"
    half: tuple[float, float] | None = None  # between these lie half of the rounds

    @classmethod
    def of(
        cls, what: str, ratio: Ratio, most: float | None = None, least: float | None = None
    ) -> Self:
        """A ratio with its spread."""
        return cls(what, ratio.median, most=most, least=least, half=(ratio.low, ratio.high))

    @property
    def is_met(self) -> bool:
        """Whether the number is where it should be."""
        above = self.least is None or self.measured >= self.least
        return above and (self.most is None or self.measured <= self.most)

    @property
    def aim(self) -> str:
        """The aim in words."""
        if self.least is not None and self.most is not None:
            return f"{self.least:g} to {self.most:g} {self.unit}"
        if self.least is not None:
            return f">= {self.least:g} {self.unit}"
        return "" if self.most is None else f"<= {self.most:g} {self.unit}"


def table(figures: Iterable[Figure]) -> str:
    """Measured, between what half of the rounds lie, aim and met; one figure a line."""
    lines = [f"{'':<66} {'measured':>10} {'half within':>14}  {'aim':<14} met"]
    for figure in figures:
        met = ("yes" if figure.is_met else "NO") if figure.aim else ""
        measured = f"{figure.measured:.2f} {figure.unit}"
        half = "{:.2f} to {:.2f}".format(*figure.half) if figure.half else ""
        line = f"{figure.what:<66} {measured:>10} {half:>14}  {figure.aim:<14} {met}"
        lines.append(line.rstrip())
    return "\n".join(lines)


def named(size: int) -> str:
    """40 B, 1 KB, 10 KB."""
    return f"{size} B" if size < 1024 else f"{size // 1024} KB"
