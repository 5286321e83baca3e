"""The processes that run the functions: their code is unpacked once, and they end with the server.
Runs inside the emulator.
"""

from __future__ import annotations

import hashlib
import threading
import types
import zipfile
from pathlib import Path
from typing import Any

from ministack.core import lambda_runtime

# The first lines of each of them. The server's end closes its standard input too, but who is busy
# does not look there.
END_WITH_SERVER = """
import os, select, threading

def _end_with(server):
    select.select([server], [], [])
    os._exit(1)

threading.Thread(target=_end_with, args=(os.pidfd_open(os.getppid()),), daemon=True).start()
"""


class Code(zipfile.ZipFile):
    """A function's zip, whose thousands of files all its workers share: unpacking them was most of
    a cold start.
    """

    _unpacking = threading.Lock()

    def extractall(self, path: Any = None, members: Any = None, pwd: Any = None) -> None:
        """Unpack beside the workers' folders what was not unpacked yet, and let `path` be a link to
        it.
        """
        folder, packed = Path(path), Path(str(self.filename))
        shared = folder.parent.with_name(
            f"code-{hashlib.sha256(packed.read_bytes()).hexdigest()[:16]}"
        )
        with self._unpacking:
            if not shared.exists():
                half = shared.with_suffix(".half")
                super().extractall(half, members, pwd)
                half.rename(shared)
        folder.rmdir()
        folder.symlink_to(shared, target_is_directory=True)


def amend() -> None:
    """Have ministack run its workers so."""
    # The names that ministack uses of the module, one of which the module spells otherwise.
    lambda_runtime.zipfile = types.SimpleNamespace(
        ZipFile=Code, BadZipFile=zipfile.BadZipFile, LargeFileError=zipfile.LargeZipFile
    )
    lambda_runtime._PYTHON_WORKER_SCRIPT = END_WITH_SERVER + lambda_runtime._PYTHON_WORKER_SCRIPT
