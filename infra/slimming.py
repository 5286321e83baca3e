"""What of the libraries stays out of the artefact: what nobody runs in Lambda."""

from __future__ import annotations

import compileall
import json
import py_compile
import shutil
import struct
from pathlib import Path

# Of the 400 services botocore describes, those that chalicelib calls; a description is read only
# when a client is made.
SERVICES = {"cognito-idp", "dynamodb", "s3", "secretsmanager", "sesv2", "sqs", "sts"}
# fmt: off
# Whatever lies anywhere: sources of compiled code, types, tests, examples.
_ANYWHERE = (
    "*.dist-info", "*.pyi", "py.typed", "tests", "test", "*.c", "*.h", "*.pxd", "*.pxi", "*.pyx",
    "examples-1.json",
)
# What nothing of ours reaches.
_PARTS = (
    "bin", "share", "boto3/data", "boto3/examples", "dateutil/zoneinfo", "lxml/html",
    "lxml/includes", "lxml/isoschematron", "lxml/objectify.*", "pydantic/mypy.py", "pydantic/v1",
    "pypdfium2_cli", "cffi", "pycparser", "oscrypto/_mac", "oscrypto/_win",
)
# fmt: on
_ELF = b"\x7fELF\x02\x01"  # 64 bits, little-endian
_IS_LOADED, _HAS_NO_BYTES = 0x2, 8


def slim(folder: Path) -> None:
    """Leave out of the installed libraries what never runs; what stays is compiled, its sources
    gone.
    """
    for pattern in (*_PARTS, *(f"**/{each}" for each in _ANYWHERE)):
        for path in list(folder.glob(pattern)):
            _remove(path)
    _keep_our_services(folder / "botocore" / "data")
    for path in folder.rglob("*.so*"):
        path.write_bytes(without_symbols(path.read_bytes()))
    compile_folder(folder)


def compile_folder(folder: Path) -> None:
    """Put a `.pyc` in the place of each source, with paths relative to `folder`. Python loads it as
    it is; the bytes of the same source are the same.
    """
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    if not compileall.compile_dir(
        folder, quiet=1, force=True, legacy=True, stripdir=str(folder), invalidation_mode=mode
    ):
        raise SystemExit(f"Some file under {folder} does not compile; see above.")
    for source in folder.rglob("*.py"):
        source.unlink()


def without_symbols(library: bytes) -> bytes:
    """A shared library whose names for debuggers are zeros, which take no room in a zip: of its
    sections (System V ABI, chapter 4), those that are never loaded. Other files stay as they are.
    """
    if not library.startswith(_ELF):
        return library
    found = bytearray(library)
    (table,) = struct.unpack_from("<Q", library, 0x28)
    each, number, names = struct.unpack_from("<HHH", library, 0x3A)
    for section in range(number):
        _, kind, flags, _, offset, size = struct.unpack_from(
            "<IIQQQQ", library, table + each * section
        )
        if section != names and kind != _HAS_NO_BYTES and not flags & _IS_LOADED:
            found[offset : offset + size] = bytes(size)
    return bytes(found)


def _keep_our_services(data: Path) -> None:
    """Of botocore's descriptions, and in its list of addresses, our services alone."""
    for path in data.iterdir():
        if path.is_dir() and path.name not in SERVICES:
            _remove(path)
    addresses = data / "endpoints.json"
    known = json.loads(addresses.read_text(encoding="utf-8"))
    prefixes = {"cognito-idp", "dynamodb", "email", "s3", "secretsmanager", "sqs", "sts"}
    for partition in known["partitions"]:
        partition["services"] = {
            name: each for name, each in partition["services"].items() if name in prefixes
        }
    addresses.write_text(json.dumps(known, separators=(",", ":")), encoding="utf-8")


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
