"""Word, Excel and OpenDocument files: zip files whose parts say what they are. Every part is unpacked and looked at."""

import html
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from rollout.evidence_types.refused import NotAllowed

OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."
_OFFICE_PARTS = {"word/document.xml": "wordprocessingml.document", "xl/workbook.xml": "spreadsheetml.sheet"}
_MOST, _RATIO, _FROM = 300_000_000, 200, 2_000_000  # bytes unpacked; how often the file's size, once they are so many
_READ_WHOLE = 5_000_000
_CHUNK, _OVERLAP = 1 << 20, 4_096
_BROKEN = (
    zipfile.BadZipFile, zlib.error, DefusedXmlException, ParseError,
    EOFError, LookupError, NotImplementedError, OSError, RuntimeError, ValueError,
)  # fmt: skip

_MACROS = re.compile(r"(^|/)(vbaProject|vbaData|macrosheets|activeX|Basic|Scripts)\b", re.I)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|vbaData|macrosheet|activeX", re.I)
_PROGRAMS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"MZ", b"\x7fELF")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# What a part of an Office file leads to, by the last word of the relation's type.
_RELATIONS = {
    "macros": re.compile(r"(vbaProject|wordVbaData|xl\w*Macrosheet|attachedToolbars|control)$", re.I),
    "objects": re.compile(r"(oleObject|aFChunk)$", re.I),
    "links": re.compile(r"(externalLink\w*|xl\w*Path\w*|connections)$", re.I),
}
# None of these looks further than to the next "<", or no file would be too small to take minutes.
_FIELD = re.compile(
    rb"""<(?:[\w.-]+:)?(?:(fldChar)\b|instrText\b[^<>]*>([^<]*)|fldSimple\b[^<>]*?\binstr\s*=\s*["']([^"'<]*))"""
)
_FETCHED = re.compile(r"^[^\S\n]*(?:DDEAUTO|DDE|LINK|INCLUDETEXT|IMPORT)\b", re.I | re.M)
_FORMULA = re.compile(rb"""<(?:\w+:)?f\b[^<>]*>[^<]*?(?:WEBSERVICE\s*\(|\w\|(?:'[^'<]{0,300}'|\w{1,99})!)""", re.I)
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.S)

_ODF_PARTS = re.compile(r"(^|/)(content|styles)\.xml$")
_ODF_SCRIPT = re.compile(
    rb"""<(?:[\w.-]+:)?script\s[^<>]*[^/<>]>|["'](?:vnd\.sun\.star\.script|macro|javascript|vbscript):""", re.I
)
_ODF_DDE = re.compile(rb"<(?:[\w.-]+:)?dde-(?:source|link|connection-decl)(?=[\s/>])")
_ODF_LINK = re.compile(rb"""<(?:[\w.-]++:)?([\w.-]++)[^<]*?\bhref\s*=\s*["']([^"'<]*)""")

_LED_TO = {"", "http", "https", "mailto", "tel"}  # by whoever clicks; "" is a place in the file or beside it


def kind(file, depth: int = 0) -> str:
    """Its content type. Raises NotAllowed."""
    try:
        with zipfile.ZipFile(file) as parts:
            _check_sizes(parts, file)
            return _kind(parts, depth)
    except NotAllowed:
        raise
    except _BROKEN as error:
        raise NotAllowed("broken") from error


def _check_sizes(parts, file) -> None:
    members = parts.infolist()
    size, unpacked = file.seek(0, io.SEEK_END), sum(member.file_size for member in members)
    if unpacked > _MOST or unpacked > max(_FROM, _RATIO * size):
        raise NotAllowed("bomb")
    if sum(member.compress_size for member in members) > size:
        raise NotAllowed("bomb")  # parts that share their bytes
    if any(member.flag_bits & 1 for member in members):
        raise NotAllowed("locked")
    if len({member.filename.lower() for member in members}) < len(members):
        raise NotAllowed("broken")  # programs differ in which of the two they take


def _kind(parts: zipfile.ZipFile, depth: int) -> str:
    names = set(parts.namelist())
    if any(_MACROS.search(name) for name in names):
        raise NotAllowed("macros")
    said = _whole(parts, names, "mimetype") + _whole(parts, names, "[Content_Types].xml")
    if _MACRO_TYPES.search(said):
        raise NotAllowed("macros")
    if b"encryption-data" in _whole(parts, names, "META-INF/manifest.xml"):
        raise NotAllowed("locked")
    found = _said(said, names)
    for name in names:
        _check_part(parts, name, depth)
    return found


def _said(said: bytes, names: set[str]) -> str:
    for part, named in _OFFICE_PARTS.items():
        if part in names and f"{OFFICE}{named}.main+xml".encode() in said:
            return OFFICE + named
    found = said.decode("ascii", "replace").strip()
    if found in (f"{ODF}text", f"{ODF}spreadsheet") and "content.xml" in names:
        return found
    raise NotAllowed("type")


def _whole(parts, names, name: str) -> bytes:
    if name not in names:
        return b""
    if parts.getinfo(name).file_size > _READ_WHOLE:
        raise NotAllowed("broken")
    return parts.read(name)


def _check_part(parts, name: str, depth: int) -> None:
    for number, window in enumerate(_windows(parts, name)):
        if number == 0 and window.startswith(_PROGRAMS):
            raise NotAllowed("objects")
        if number == 0 and window.startswith(b"PK\x03\x04"):
            _check_inner(parts.read(name), depth)
        looked_at = name.startswith(("word/", "xl/", "content", "styles")) and "media/" not in name
        if looked_at and (b"<![CDATA[" in window or (number == 0 and window.startswith(_UTF_16))):
            raise NotAllowed("broken")  # no program writes them there, and what they hold could not be read
        if b"<!--" in window:
            window = _COMMENT.sub(b"", window)
        if (name.startswith("word/") and _FETCHED.search(_fields(window))) or _FORMULA.search(window):
            raise NotAllowed("links")
        if _ODF_PARTS.search(name):
            _check_opendocument(window)
    if name.endswith(".rels"):
        _check_relations(_whole(parts, {name}, name))


def _windows(parts, name: str) -> Iterator[bytes]:
    """The part piece by piece, each with the end of the one before. To its end, which compares length and checksum."""
    rest = b""
    with parts.open(name) as part:
        while chunk := part.read(_CHUNK):
            yield rest + chunk
            rest = chunk[-_OVERLAP:]


def _check_inner(content: bytes, depth: int) -> None:
    """A chart brings its figures along as a workbook, which has to be one that is allowed by itself."""
    if depth:
        raise NotAllowed("objects")
    try:
        kind(io.BytesIO(content), depth + 1)
    except NotAllowed as refused:
        raise NotAllowed("objects" if refused.why in ("type", "broken") else refused.why) from refused


def _check_relations(content: bytes) -> None:
    for relation in fromstring(content):
        last = relation.get("Type", "").rsplit("/", 1)[-1]
        for why, types in _RELATIONS.items():
            if types.match(last):
                raise NotAllowed(why)
        if relation.get("TargetMode", "").lower() == "external":
            _check_target(relation.get("Target", ""), last)


def _check_target(target: str, relation: str) -> None:
    if relation == "hyperlink":
        good = _scheme(target) in _LED_TO
    else:
        # The template a letter was made from is on its writer's own disk; what is elsewhere would be fetched.
        good = relation == "attachedTemplate" and re.match(r"(file:///)?[a-z]:|[^\\/:]*$", target, re.I)
    if not good:
        raise NotAllowed("links")


def _scheme(target: str) -> str:
    """Of an address; "file" for a server's folder too, "" when it has none."""
    target = re.sub(r"[\x00-\x20]", "", html.unescape(target)).lower()
    if target.startswith(("\\\\", "//")):
        return "file"
    found = re.match(r"([a-z][a-z0-9+.-]*):", target)
    return found[1] if found else ""


def _fields(window: bytes) -> str:
    """What Word's fields say, one a line, however many runs of text a word is cut into."""
    said = (b"\n" if mark else code or b"\n" + simple for mark, code, simple in _FIELD.findall(window))
    return html.unescape(b"".join(said).decode("utf-8", "replace"))


def _check_opendocument(window: bytes) -> None:
    if _ODF_SCRIPT.search(window):
        raise NotAllowed("macros")
    if _ODF_DDE.search(window):
        raise NotAllowed("links")
    for element, href in _ODF_LINK.findall(window):
        target = href.decode("utf-8", "replace")
        outside = _scheme(target) or target.startswith(("/", "\\", ".."))
        if (_scheme(target) not in _LED_TO) if element == b"a" else outside:
            raise NotAllowed("links")
