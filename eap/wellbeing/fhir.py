"""Import a measure from an HL7 FHIR R4 Questionnaire, or say everything that stands in the way.

The file brings the wording, `eap.wellbeing.definitions` the scoring, and they must agree item by
item. What real files lack (url, version, language, copyright) the operator gives as options; the
copyright line of the file itself can never be replaced. The result is complete and immutable.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping

from eap.wellbeing import json_source
from eap.wellbeing.definitions import Definition, find, find_by_panel
from eap.wellbeing.imported import (
    ImportedItem,
    ImportedMeasure,
    ImportedOption,
    ImportOptions,
    ImportRefused,
    Licence,
    Problem,
)

LOINC = "http://loinc.org"
DATA_ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
ORDINAL_EXTENSIONS = frozenset(
    {
        "http://hl7.org/fhir/StructureDefinition/ordinalValue",
        "http://hl7.org/fhir/StructureDefinition/itemWeight",
    }
)

_SCRIPT = re.compile(
    r"<\s*(script|iframe|object|embed|svg|link|meta)\b|<[^>]*\son[a-z]+\s*="
    r"|\b(java|vb)script\s*:|\bdata\s*:\s*text/html",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<\s*[a-z/!?]", re.IGNORECASE)
_METADATA = ("url", "version", "language", "title")
_SHAPES = {
    "url": re.compile(r"(https?://|urn:)\S+"),
    "language": re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*"),
}


def parse(content: bytes, options: ImportOptions) -> ImportedMeasure:
    """Read one Questionnaire file; ImportRefused with every problem when it cannot be used."""
    try:
        source = json_source.read(content)
    except json_source.BrokenJson as error:
        raise ImportRefused([Problem("file", error.line, error.problem)]) from error
    reading = _Reading(source, options)
    if source.document.get("resourceType") != "Questionnaire":
        reading.refuse("resourceType", "not a FHIR Questionnaire")
        raise ImportRefused(reading.problems)
    return reading.measure()


class _Reading:
    """One pass over one file: collects problems instead of stopping at the first."""

    def __init__(self, source: json_source.JsonSource, options: ImportOptions) -> None:
        self.source = source
        self.document = source.document
        self.options = options
        self.problems: list[Problem] = []
        self.instructions: list[str] = []
        self.link_ids: set[str] = set()

    def refuse(self, where: str, problem: str) -> None:
        """Note a problem at a JSON path."""
        self.problems.append(Problem(where, self.source.line(where), problem))

    def measure(self) -> ImportedMeasure:
        """The measure, or ImportRefused."""
        self._refuse_scripts()
        metadata = {name: self._metadata(name) for name in _METADATA}
        copyright_line = self._copyright()
        licence = self._licence()
        definition = self._definition()
        imported = self._items(definition) if definition else ()
        if self.problems or definition is None or licence is None:
            raise ImportRefused(self.problems)
        return ImportedMeasure(
            definition=definition.ref,
            copyright=copyright_line,
            licence=licence,
            permission_number=self.options.permission_number,
            instructions=tuple(self.instructions),
            items=imported,
            **metadata,
        )

    def _refuse_scripts(self) -> None:
        for path, text in json_source.strings(self.document):
            if _SCRIPT.search(_unmasked(text)):
                self.refuse(path, "script in text")

    def plain(self, value: object, where: str) -> str:
        """`value` as a text that may be shown, "" for None; markup is refused, never cleaned."""
        if value is not None and not isinstance(value, str):
            self.refuse(where, "not a text")
            return ""
        if json_source.UNKEEPABLE.search(value or ""):
            self.refuse(where, "a character that cannot be kept")
        if _MARKUP.search(_unmasked(value or "")):
            self.refuse(where, "markup in text")
        return (value or "").strip()

    def _metadata(self, name: str) -> str:
        value = self.plain(getattr(self.options, name) or self.document.get(name), name)
        if not value:
            self.refuse(name, f"{name} is missing: the file has none, give it as an option")
        elif name in _SHAPES and not _SHAPES[name].fullmatch(value):
            self.refuse(name, f"not a {name}")
        return value

    def _copyright(self) -> str:
        own = self.plain(self.document.get("copyright"), "copyright")
        chosen = self.plain(self.options.copyright, "copyright")
        if own and chosen and own != chosen:
            self.refuse("copyright", "the file has its own copyright line, which must stay")
        if not own and not chosen:
            self.refuse(
                "copyright", "copyright is missing: the file has none, give it as an option"
            )
        return own or chosen

    def _licence(self) -> Licence | None:
        if self.options.licence not in set(Licence):
            self.refuse("licence", f"choose a licence: {', '.join(Licence)}")
            return None
        licence = Licence(self.options.licence)
        self.plain(self.options.permission_number, "permission_number")
        if (licence is Licence.PERMISSION) != bool(self.options.permission_number):
            self.refuse("licence", "a permission number goes with the licence permission, only")
        return licence

    def _definition(self) -> Definition | None:
        panels = self._loinc_codes(self.document, "code", "code")
        panels += self._loinc_codes(self.document, "identifier", "value")
        if not self.options.definition:
            known = next(filter(None, map(find_by_panel, panels)), None)
            if known is None:
                panel = f"panel {panels[0]} is not known" if panels else "no LOINC panel code"
                self.refuse("code", f"{panel}: choose a scoring definition")
            return known
        chosen = find(self.options.definition)
        if chosen is None:
            self.refuse("definition", "no such scoring definition")
        elif panels and chosen.panel not in panels:
            self.refuse("code", f"panel {panels[0]} is not the panel of {chosen.ref}")
        return chosen

    def _loinc_codes(self, holder: Mapping[str, object], member: str, key: str) -> list[str]:
        codings = holder.get(member, [])
        return [
            coding[key]
            for coding in (codings if isinstance(codings, list) else [])
            if isinstance(coding, dict)
            and coding.get("system") == LOINC
            and isinstance(coding.get(key), str)
        ]

    def _items(self, definition: Definition) -> tuple[ImportedItem, ...]:
        imported: dict[str, ImportedItem] = {}
        for where, question in self._questions(self.document.get("item"), "item"):
            code = self._item_code(question, definition)
            if code in imported:
                self.refuse(where, f"item {code} appears twice")
            elif code not in definition.totals:
                imported[code] = _ItemReading(self, question, where, code, definition).item()
        for item in definition.items:
            if item.code not in imported:
                self.refuse("item", f"item {item.code} of {definition.ref} is missing")
        return tuple(imported.values())

    def _questions(self, members: object, where: str) -> Iterator[tuple[str, dict[str, object]]]:
        """Questions in file order; groups are opened, their texts and displays kept aside."""
        if not isinstance(members, list):
            self.refuse(where, "not a list of items")
            return
        for index, member in enumerate(members):
            at = f"{where}[{index}]"
            if not isinstance(member, dict):
                self.refuse(at, "not an item")
                continue
            self._note_link_id(member, at)
            if member.get("type") not in ("group", "display"):
                yield at, member
                continue
            if text := self.plain(member.get("text"), f"{at}.text"):
                self.instructions.append(text)
            if member.get("type") == "group":
                yield from self._questions(member.get("item"), f"{at}.item")

    def _note_link_id(self, member: Mapping[str, object], at: str) -> None:
        link_id = self.plain(member.get("linkId"), f"{at}.linkId")
        if not link_id:
            self.refuse(at, "no linkId")
        elif link_id in self.link_ids:
            self.refuse(f"{at}.linkId", f"linkId {link_id} is used twice")
        self.link_ids.add(link_id)

    def _item_code(self, question: Mapping[str, object], definition: Definition) -> str:
        """The LOINC code, preferring one the definition knows; else the linkId itself."""
        codes = self._loinc_codes(question, "code", "code")
        known = [code for code in codes if definition.item(code)]
        return next(iter(known or codes), str(question.get("linkId", "")).lstrip("/"))


class _ItemReading:
    """One question of the file against one item of the definition."""

    def __init__(
        self,
        reading: _Reading,
        question: dict[str, object],
        where: str,
        code: str,
        definition: Definition,
    ) -> None:
        self.reading = reading
        self.question = question
        self.where = where
        self.code = code
        self.definition = definition
        self.expected = definition.item(code)

    def item(self) -> ImportedItem:
        """The item as read; whatever is wrong with it has been noted on the reading."""
        if self.expected is None and self.code not in self.definition.unscored:
            self._refuse(f"item {self.code} does not belong to {self.definition.ref}")
        if self.question.get("type") != "choice":
            self._refuse("not of type choice")
        if self.question.get("repeats") is True or self.question.get("item"):
            self._refuse("an item takes one answer and holds no further items")
        text = self.reading.plain(self.question.get("text"), f"{self.where}.text")
        if not text:
            self._refuse("no text")
        return ImportedItem(
            code=self.code,
            link_id=str(self.question.get("linkId", "")),
            text=text,
            options=self._options(),
            scored=self.expected is not None,
        )

    def _refuse(self, problem: str, below: str = "") -> None:
        self.reading.refuse(self.where + below, problem)

    def _options(self) -> tuple[ImportedOption, ...]:
        found = self.question.get("answerOption")
        if not isinstance(found, list) or not found:
            self._refuse("no answer options in the file")
            return ()
        options = tuple(
            self._option(option, f".answerOption[{index}]") for index, option in enumerate(found)
        )
        if self.expected is not None:
            ordinals = sorted(option.ordinal for option in options if option.ordinal is not None)
            if ordinals != sorted(self.expected.ordinals):
                self._refuse(f"its ordinals differ from those of {self.definition.ref}")
        return options

    def _option(self, option: object, below: str) -> ImportedOption:
        coding = option.get("valueCoding") if isinstance(option, dict) else None
        if not isinstance(option, dict) or not isinstance(coding, dict):
            self._refuse("an answer option needs a valueCoding", below)
            return ImportedOption(None, "", "")
        at = f"{self.where}{below}.valueCoding"
        text = self.reading.plain(coding.get("display"), f"{at}.display")
        code = self.reading.plain(coding.get("code"), f"{at}.code")
        if not text:
            self._refuse("no display text", below)
        return ImportedOption(self._ordinal(option, coding, code, below), text, code)

    def _ordinal(
        self, option: dict[str, object], coding: dict[str, object], code: str, below: str
    ) -> int | None:
        if coding.get("system") == DATA_ABSENT:
            return None
        values = _stated_ordinals(option) | _stated_ordinals(coding)
        if coding.get("system") == LOINC and code in self.definition.answer_codes:
            values.add(self.definition.answer_codes[code])
        if len(values) > 1:
            self._refuse("more than one ordinal, or not that of its answer code", below)
        elif not values and self.expected is not None:
            self._refuse("no ordinal (ordinalValue or itemWeight)", below)
        ordinal = next(iter(values), None)
        if ordinal is not None and ordinal != int(ordinal):
            self._refuse("its ordinal is not a whole number", below)
        return None if ordinal is None else int(ordinal)


def _stated_ordinals(holder: dict[str, object]) -> set[float]:
    extensions = holder.get("extension", [])
    return {
        value
        for extension in (extensions if isinstance(extensions, list) else [])
        if isinstance(extension, dict) and extension.get("url") in ORDINAL_EXTENSIONS
        for value in [extension.get("valueDecimal", extension.get("valueInteger"))]
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def _unmasked(text: str) -> str:
    """`text` as a careless reader would see it: entities, full-width forms, hidden characters."""
    plain = unicodedata.normalize("NFKC", html.unescape(text))
    return "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Cc"))
