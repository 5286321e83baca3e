"""Replay a round on this machine: the real artefact, an emulated AWS, the real HTTP API.

Diễn lại một kỳ đánh giá trên máy này, từ nạp kỳ đến công bố xếp hạng.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rich.console import Console

from chalicelib.domain.errors import Refusal
from infra.demo.bundles import CannotReplay
from infra.demo.client import Refused
from infra.demo.recomputing import BadBundle
from infra.demo.running import run
from infra.demo.sources import Source, from_bundle, from_round, shipped
from infra.local.running import stop_in_order_on_signals

_STOPPED = 130  # what shells say of an interrupted program


def main(arguments: list[str] | None = None) -> int:
    """Run the demo; 0 all went well, 1 the platform refused or miscounted, 2 unusable inputs, 130
    stopped midway.
    """
    options = _parser().parse_args(arguments)
    console = Console()
    stop_in_order_on_signals()
    try:
        return 0 if run(_source(options), options.seed, console, stay=not options.exit) else 1
    except (BadBundle, CannotReplay, Refusal) as error:
        return _failed(console, error, 2)
    except (Refused, ConnectionError, TimeoutError, AssertionError) as error:
        return _failed(console, error, 1)
    except SystemExit as leaving:
        if leaving.code:  # a tool's own words
            raise
        return _failed(console, "Đã dừng giữa chừng. / Stopped before the end.", _STOPPED)


def _source(options: argparse.Namespace) -> Source:
    if options.bundle:
        return from_bundle(options.bundle)
    return from_round(options.round, options.respondents, options.seed)


def _failed(console: Console, error: object, code: int) -> int:
    console.print(str(error), style="red", highlight=False, markup=False)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m infra.demo",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--round", choices=shipped(), default="national-2024", help="which of rounds/ (%(default)s)"
    )
    parser.add_argument(
        "--bundle", type=_bundle, metavar="DIR", help="replay this bundle, folder or zip, instead"
    )
    parser.add_argument(
        "--respondents", type=_number, default=3000, help="how many people answer (%(default)s)"
    )
    parser.add_argument(
        "--seed", type=int, default=1, help="what generated inputs are drawn from (%(default)s)"
    )
    parser.add_argument(
        "--exit", action="store_true", help="stop at the end instead of staying up for browsing"
    )
    return parser


def _bundle(text: str) -> Path | None:
    """An existing bundle; nothing for an empty text, so that `BUNDLE=` in make means none."""
    if text and not Path(text).exists():
        raise argparse.ArgumentTypeError(f"{text} không có / does not exist")
    return Path(text) if text else None


def _number(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError("phải là số từ 0 / must be a number from 0")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
