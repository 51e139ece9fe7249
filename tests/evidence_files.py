"""Files as people give them as evidence, and as nobody should: made here, byte by byte."""

import io
import struct
import zipfile
import zlib

from rollout.evidence_types import ODF, OFFICE

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def zipped(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, said in parts.items():
            file.writestr(name, said)
    return made.getvalue()


def office(main, kind, *more, said=".main+xml", **parts):
    types = f'<Override ContentType="{OFFICE}{kind}{said}"/>'
    return zipped(**{"[Content_Types].xml": types, main: "<x/>"}, **dict.fromkeys(more, "x"), **parts)


def docx(**parts):
    return office("word/document.xml", "wordprocessingml.document", **parts)


def xlsx(**parts):
    return office("xl/workbook.xml", "spreadsheetml.sheet", **parts)


def opendocument(kind="spreadsheet", content="<x/>", **parts):
    return zipped(**{"mimetype": ODF + kind, "content.xml": content}, **parts)


def relations(kind, target="", mode="External"):
    leads = f'<Relationship Id="r" Type="{RELATION}{kind}" Target="{target}" TargetMode="{mode}"/>'
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{leads}</Relationships>'
    )


def pdf(said=b"", *streams):
    """`streams`: pairs of what stands before a stream and its bytes."""
    body = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + said + b" >>\nendobj\n"
    for number, (before, content) in enumerate(streams, 3):
        body += b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, before, content)
    return b"%PDF-1.7\n" + body + b"trailer << /Root 1 0 R >>\n%%EOF\n"


def packed(said, level=9):
    return zlib.compress(said, level)


def ole(tree):
    """A compound file: storages are dicts, streams bytes below 4,096 bytes, which lie together in the root's."""
    entries, small, chains = [], b"", []
    _directory("Root Entry", tree, entries)
    for entry in entries:
        if entry["kind"] == 2 and entry["content"]:
            sectors = -(-len(entry["content"]) // 64)
            entry["start"] = len(chains)
            chains += [*range(len(chains) + 1, len(chains) + sectors), END]
            small += entry["content"].ljust(sectors * 64, b"\0")
    directory, root = -(-len(entries) // 4), -(-len(small) // 512)
    assert len(chains) <= 128
    # Sector 0 says which follows which, 1 the same of the small ones; then the directory, then the small ones.
    fat = [FAT, END, *range(3, directory + 2), END, *range(directory + 3, directory + root + 2), END]
    entries[0] |= {"start": directory + 2, "content": small}
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH6x", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 2, 0, 4096, 1, 1, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    said = b"".join(map(_entry, entries)).ljust(directory * 512, b"\0")
    return header + _sector(fat) + _sector(chains) + said + small.ljust(root * 512, b"\0")


def _sector(numbers):
    return struct.pack("<128I", *numbers, *[FREE] * (128 - len(numbers)))


def _directory(name, content, entries):
    kind = 2 if isinstance(content, bytes) else 1 if entries else 5
    entry = {"name": name, "kind": kind, "next": FREE, "child": FREE, "start": END if kind == 2 else 0, "content": b""}
    entries.append(entry)
    if kind == 2:
        entry["content"] = content
        return
    before = None
    for child in sorted(content, key=lambda name: (len(name), name.upper())):
        if before:
            before["next"] = len(entries)
        else:
            entry["child"] = len(entries)
        here = len(entries)
        _directory(child, content[child], entries)
        before = entries[here]


def _entry(entry):
    said = (entry["name"] + "\0").encode("utf-16-le")
    named = said.ljust(64, b"\0") + struct.pack("<HBB", len(said), entry["kind"], 1)
    beside = struct.pack("<III", FREE, entry["next"], entry["child"])
    return named + beside + b"\0" * 36 + struct.pack("<IQ", entry["start"], len(entry["content"]))


def message(*attached, **more):
    """As Outlook saves it. `attached`: names with bytes, or with a dict for a message or another program's object."""
    tree = {"__properties_version1.0": b"\0" * 32, "__substg1.0_0037001F": "Meeting".encode("utf-16-le")} | more
    for number, (name, content) in enumerate(attached):
        piece = {"__properties_version1.0": b"\0" * 8, "__substg1.0_3707001F": name.encode("utf-16-le")}
        piece["__substg1.0_3701000D" if isinstance(content, dict) else "__substg1.0_37010102"] = content
        tree[f"__attach_version1.0_#{number:08X}"] = piece
    return ole(tree)


MESSAGE = {"__properties_version1.0": b"\0" * 24, "__substg1.0_0037001F": "Inner".encode("utf-16-le")}
