"""HTML as programs put it on the clipboard or save it: tags and texts in their order, whatever was written.

Nothing that it names is ever loaded. The reader of the standard library takes time without end on some
texts that nobody writes by hand; this one goes over each character a fixed number of times.
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_NAME = re.compile(r"[/!?]?[a-zA-Z\[][\w:.-]{0,40}")
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,40})\s{0,5}=\s{0,5}("[^"]*"|'[^']*'|[^\s"'>]+)""")
_MOST_OF_A_TAG = 4000  # characters in which its attributes are looked for
_REOPENED = 8  # signs > in quotes that one tag may have
_RAW = frozenset({"style", "script", "title", "textarea", "xml"})  # what stands in them is no text of the page


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag by its name in small letters, `/td` where it closes, with its attributes.

    `inside` is what stands in a tag such as style, up to where it closes, as it is written.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    inside: str = ""

    @property
    def style(self) -> str:
        """What the tag says of its looks, in small letters and without spaces."""
        return "".join(self.attributes.get("style", "").lower().split())

    def number(self, name: str, most: int) -> int:
        """An attribute that counts, 1 where it says nothing of use."""
        text = self.attributes.get(name, "").strip()
        if not re.fullmatch("[0-9]{1,9}", text):
            return 1
        return max(1, min(int(text), most))


def marked_up(text: str) -> Iterator[Tag | str]:
    """The tags and texts of a page in their order, comments left out."""
    lower = text.lower()
    at = 0
    while at < len(text):
        begin = text.find("<", at)
        if begin < 0:
            begin = len(text)
        if begin > at:
            yield html.unescape(text[at:begin])
        if begin == len(text):
            break
        at = _end_of_comment(text, begin)
        if at > begin:
            continue
        tag, at = _tag(text, begin)
        if tag is None:
            yield text[begin:at]
            continue
        if tag.name in _RAW:
            end = lower.find(f"</{tag.name}", at)
            if end < 0:
                end = len(text)
            tag, at = Tag(tag.name, tag.attributes, text[at:end]), end
        yield tag


def _end_of_comment(text: str, begin: int) -> int:
    """Where a comment ends that begins here; the same place where none does."""
    if not text.startswith("<!--", begin):
        return begin
    end = text.find("-->", begin + 4)
    if end < 0:
        return len(text)
    return end + 3


def _tag(text: str, begin: int) -> tuple[Tag | None, int]:
    """The tag that begins here and where it ends; None for a < that is only a sign, as in a < b."""
    name = _NAME.match(text, begin + 1)
    if name is None:
        return None, begin + 1
    end = text.find(">", begin)
    if end < 0:
        return None, len(text)
    for _ in range(_REOPENED):
        written = text[begin:end]
        if written.count('"') % 2 == 0 or len(written) > _MOST_OF_A_TAG:
            break
        further = text.find(">", end + 1)  # =A1>B1 in quotes
        if further < 0:
            break
        end = further
    attributes: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text[name.end() : min(end, name.end() + _MOST_OF_A_TAG)]):
        attributes.setdefault(match[1].lower(), html.unescape(match[2].strip("\"'")))
    return Tag(name[0].lower(), attributes), end + 1
