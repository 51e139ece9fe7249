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
_MOST = 100_000_000  # bytes unpacked, pictures left out
_STREAMS = 100_000  # ten times what a file of ten megabytes has
_BEFORE = 4_096  # bytes that may say what a stream is


def check(content: bytes) -> None:
    """Raises NotAllowed."""
    _look(content)
    left = _MOST
    for number, stream in enumerate(_STREAM.finditer(content)):
        if number == _STREAMS:
            raise NotAllowed("broken")
        said = content[max(0, stream.start() - _BEFORE) : stream.start()]
        begins = said.rfind(b"endobj")
        said = _plain(said[max(0, begins) :])
        of_objects = b"/ObjStm" in said or b"/First" in said or (begins < 0 and number > 0 and len(said) >= _BEFORE)
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
    """As far as it goes; nothing when it is not deflated. The deflated bytes themselves say where they end. They are
    read in pieces that grow, so that many small streams are not each copied with all that follows."""
    unpacking, found, left, size = zlib.decompressobj(), [], most, 4_096
    with memoryview(content) as packed:
        while not unpacking.eof and start < len(content) and left > 0:
            try:
                found.append(unpacking.decompress(packed[start : start + size], left))
            except zlib.error:
                break
            left -= len(found[-1])
            start, size = start + size, min(size * 4, 1 << 20)
    return b"".join(found)
