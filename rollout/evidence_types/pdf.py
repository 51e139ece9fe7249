"""What a PDF would do by itself. Its names are looked for in the whole file and in every stream that can be unpacked,
not only where its tables lead: readers rebuild tables, and attacks count on that."""

import re
import zlib

from rollout.evidence_types.refused import NotAllowed

_END = rb"(?=[\s\x00()<>\[\]{}/%]|$)"
_FORBIDDEN = {
    "script": re.compile(
        rb"/(?:JavaScript|Launch|ImportData|SubmitForm|Rendition|RichMedia)" + _END
        + rb"|/XFA\s*(?:\[|\d+\s+\d+\s+R)|/URI\s*\(\s*(?:javascript|vbscript):", re.I,
    ),
    "attached": re.compile(rb"/EmbeddedFiles?" + _END + rb"|/EF\s*(?:<<|\d+\s+\d+\s+R)"),
    "links": re.compile(rb"/GoTo[RE]" + _END),
    "locked": re.compile(rb"/Encrypt" + _END),
}  # fmt: skip
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_FILTER = re.compile(rb"/(?:FlateDecode|Fl|LZW(?:Decode)?|ASCII85Decode|A85|ASCIIHexDecode|AHx|RunLengthDecode|RL)\b")
_MOST = 300_000_000  # bytes unpacked, pictures left out


def check(content: bytes) -> None:
    """Raises NotAllowed."""
    _look(content)
    left = _MOST
    for stream in _STREAM.finditer(content):
        said = _plain(content[max(content.rfind(b"endobj", 0, stream.start()), 0) : stream.start()])
        of_objects = b"/ObjStm" in said or b"/First" in said
        if b"/Image" in said and not of_objects:
            continue
        found, filters = _unpacked(content, stream.end(), left), len(_FILTER.findall(said))
        if of_objects and (filters > 1 or b"/Predictor" in said or (filters and not found)):
            raise NotAllowed("locked")  # objects in a disguise that no honest program puts on
        if (left := left - len(found)) <= 0:
            raise NotAllowed("bomb")
        _look(found)


def _look(content: bytes) -> None:
    content = _plain(content)
    for why, names in _FORBIDDEN.items():
        if names.search(content):
            raise NotAllowed(why)


def _plain(content: bytes) -> bytes:
    """Any letter of a name may be written as its number: /J#61vaScript."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), content)


def _unpacked(content: bytes, start: int, most: int) -> bytes:
    """As far as it goes; nothing when it is not deflated."""
    unpacking, found = zlib.decompressobj(), b""
    while not unpacking.eof and len(found) < most and (end := content.find(b"endstream", start)) != -1:
        end += len(b"endstream")  # which may be a part of what is packed: then it goes on
        try:
            found += unpacking.decompress(unpacking.unconsumed_tail + content[start:end], most - len(found))
        except zlib.error:
            break
        start = end
    return found
