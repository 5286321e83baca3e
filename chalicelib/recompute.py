"""The offline calculator: recomputes every index of a bundle with the standard library alone.

    python -m chalicelib.recompute BUNDLE [-o OUT] [--intervals]
    python -m chalicelib.recompute BUNDLE --explain UNIT [--against UNIT] [--previous BUNDLE]

With --intervals those of the bundle are computed again and compared; where one differs, nothing is
written, and the exit code is 2. The second form says on stdout why a unit has its rank, and writes
nothing. Each problem of a bundle is told on stderr as `file:row:column: message` (row 1 is the
header; in JSON files a path). Then the exit code is 2, and nothing is written.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from chalicelib.domain.bundles.files import unpack
from chalicelib.domain.bundles.reading import NAMES, read_bundle
from chalicelib.domain.errors import Invalid, Problem, Refusal
from chalicelib.domain.results.explaining import explain
from chalicelib.domain.results.intervals import check_intervals
from chalicelib.domain.results.publications import publish


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 done, 1 could not write, 2 no bundle or one with
    problems.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.explain is None and (options.against or options.previous or options.json):
        parser.error("--against, --previous, --json: cần / need --explain UNIT")
    try:
        if options.explain is not None:
            return _explain(options)
        files = _read(options.bundle)
        published = publish(files)
        if options.intervals:
            check_intervals(read_bundle(files))
    except Invalid as error:
        sys.stderr.write("".join(f"{_line(problem)}\n" for problem in error.errors))
        return 2
    except Refusal as error:
        sys.stderr.write(f"{error.vi} / {error.en}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"{error.filename}: không đọc được / cannot be read ({error.strerror})\n")
        return 2
    try:
        _write(published, options.out)
    except OSError as error:
        sys.stderr.write(
            f"{error.filename}: không ghi được / cannot be written ({error.strerror})\n"
        )
        return 1
    sys.stdout.write("".join(f"{options.out / path}\n" for path in published))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=_name(),
        description=(
            "Recompute every index of a bundle: a folder, or its zip, with round.json and CSV"
            " files. Writes <round>/<index>/ranking.json and ranking.csv."
        ),
        epilog=(
            "A bundle with problems: each one is told on stderr as file:row:column: message, the"
            " exit code is 2, and nothing is written."
        ),
    )
    parser.add_argument(
        "bundle", type=Path, metavar="BUNDLE", help="the folder or zip with the round's inputs"
    )
    parser.add_argument(
        "-o",
        "--out",
        type=Path,
        default=Path(),
        metavar="OUT",
        help="the folder to write under (default: here)",
    )
    parser.add_argument(
        "--intervals", action="store_true", help="compute intervals.csv again, and compare"
    )
    why = parser.add_argument_group("why a unit has its rank (writes nothing)")
    why.add_argument("--explain", metavar="UNIT", help="the unit's id in units.csv")
    why.add_argument("--against", metavar="UNIT", help="another unit of the same index")
    why.add_argument("--previous", type=Path, metavar="BUNDLE", help="the year before")
    why.add_argument("--json", action="store_true", help="as JSON, with the exact figures")
    return parser


def _name() -> str:
    """How it was called: from recompute.pyz, or as a module."""
    called = Path(sys.argv[0]).name
    return f"python {called}" if called.endswith(".pyz") else "python -m chalicelib.recompute"


def _explain(options: argparse.Namespace) -> int:
    before = None if options.previous is None else _read(options.previous)
    told = explain(_read(options.bundle), options.explain, options.against, before)
    text = json.dumps(told.document, ensure_ascii=False, indent=1) if options.json else told.text
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
    return 0


def _read(bundle: Path) -> dict[str, bytes]:
    if not bundle.is_dir():
        return unpack(bundle.read_bytes())
    return {name: (bundle / name).read_bytes() for name in NAMES if (bundle / name).exists()}


def _write(files: Mapping[str, bytes], out: Path) -> None:
    """Write each file beside its final place first, then move all of them there."""
    written = []
    try:
        for path, content in files.items():
            place = out / path
            place.parent.mkdir(parents=True, exist_ok=True)
            draft = place.with_name(f".{place.name}.{os.getpid()}")
            written.append((draft, place))
            draft.write_bytes(content)
        for draft, place in written:
            draft.replace(place)
    finally:
        for draft, _ in written:
            draft.unlink(missing_ok=True)


def _line(problem: Problem) -> str:
    text = f"{problem.at}: {problem.vi} / {problem.en}"
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


if __name__ == "__main__":
    sys.exit(main())
