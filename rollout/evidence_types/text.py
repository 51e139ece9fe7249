"""Words, and nothing that a browser, a shell or a spreadsheet would run."""

import codecs
import re

from rollout.evidence_types.refused import NotAllowed

_MARKUP = re.compile(
    r"<(?:!doctype|\?|html|head|body|script|svg|iframe|style|meta|xml|object)|\{\\rtf|^#!|^mime-version:", re.I
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\ufffe\uffff]")
# A formula that starts a program, as =cmd|'/c calc'!A1. Bounded, so that no file takes minutes to look through.
_COMMAND = re.compile(r"""(?:^|[\t,;"'])[ ]{0,9}[=+@-][^\n\t,;"'=|]{0,99}\|(?:'[^'\n]{0,300}'|\w{1,99})!""", re.M)
_HEAD = 8_192


def check(content: bytes) -> None:
    """Raises NotAllowed."""
    words = _decoded(content)
    if _CONTROL.search(words) or _MARKUP.search(words.lstrip()[:_HEAD]):
        raise NotAllowed("type")
    if _COMMAND.search(words):
        raise NotAllowed("command")


def _decoded(content: bytes) -> str:
    """UTF-8, UTF-16 (which Notepad and Excel call Unicode), or Windows' Western alphabet, in which Excel writes CSV."""
    wide = _utf_16(content)
    for encoding in [wide] if wide else ["utf-8-sig", "cp1252"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise NotAllowed("type")


def _utf_16(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    # Without a mark: every other byte of Western words is 0.
    for encoding, zeros in (("utf-16-le", content[1:_HEAD:2]), ("utf-16-be", content[:_HEAD:2])):
        if len(content) % 2 == 0 and zeros.count(0) * 2 > len(zeros):
            return encoding
    return ""
