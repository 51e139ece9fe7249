"""Messages as Outlook saves them: what is attached to them, and whether they reach out to a server when opened."""

import io
import re
import struct
from collections.abc import Callable
from typing import BinaryIO

import olefile

from rollout.evidence_types.refused import NotAllowed

MAGIC = olefile.MAGIC
TYPE = "application/vnd.ms-outlook"
_PROPERTIES = "__properties_version1.0"
_DATA, _OBJECT = "__substg1.0_37010102", "__substg1.0_3701000D"
_NAMES = ("__substg1.0_3707001F", "__substg1.0_3707001E", "__substg1.0_3704001F", "__substg1.0_3704001E")
_OWN_WORDS = re.compile(r"__substg1\.0_[89A-F][0-9A-F]{3}001([EF])", re.I)
_BROKEN = (OSError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, struct.error)


def check(file: BinaryIO, check_attachment: Callable[[BinaryIO, str], None]) -> None:
    """Raises NotAllowed."""
    try:
        # What is wrong is an error: else it would read a stream as empty that Outlook may well find.
        with olefile.OleFileIO(file, raise_defects=olefile.DEFECT_INCORRECT) as message:
            _check(message, check_attachment)
    except NotAllowed:
        raise
    except _BROKEN as error:
        raise NotAllowed("broken") from error


def _check(message: olefile.OleFileIO, check_attachment) -> None:
    if not message.exists(_PROPERTIES):
        # An Office document with a password is packed the same way; old ones of Word and Excel are no evidence.
        raise NotAllowed("locked" if message.exists("EncryptedPackage") else "type")
    for path in message.listdir(streams=True, storages=True):
        *folder, name = path
        if name == _DATA:
            check_attachment(io.BytesIO(message.openstream(path).read()), _attached_as(message, folder))
        elif name == _OBJECT and not message.exists([*path, _PROPERTIES]):  # not a message: another program's object
            raise NotAllowed("attachment", _attached_as(message, folder))
        elif (words := _OWN_WORDS.fullmatch(name)) and _words(message, path, words[1]).startswith("\\\\"):
            raise NotAllowed("links")  # such as a reminder's sound on somebody's server (CVE-2023-23397)


def _attached_as(message, folder) -> str:
    for name in _NAMES:
        if message.exists([*folder, name]):
            return _words(message, [*folder, name], name[-1]).strip("\0")
    return "attachment"


def _words(message, path, kind: str) -> str:
    return message.openstream(path).read().decode("utf-16-le" if kind in "Ff" else "cp1252", "replace")
