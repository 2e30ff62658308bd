# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole job without a screen: a sample person, a fast clock, and the real window."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from caregiver_guide.app.context import Clocks
from caregiver_guide.app.start import Opening, make_application
from caregiver_guide.demo.clock import FastClock
from caregiver_guide.demo.hand import Hand, NotThereError
from caregiver_guide.demo.walk import ScriptedPrompts, Walk
from caregiver_guide.domain.session import Moment
from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.storage.log import log_file, open_log

PAGE = "care-team-page.pdf"
SIZE = (1280, 800)


class DemoError(Exception):
    """The demo will not be done here; the text says why."""


def run_demo(out: Path, data_dir: Path, sessions: int = 0) -> list[Path]:
    """Do the whole job and return what was written: pictures, the page and the log.

    A log that an earlier demo made in ``data_dir`` is replaced; any other one is refused with a
    :class:`DemoError`. ``sessions`` older ones are put into the log first.
    """
    out.mkdir(parents=True, exist_ok=True)
    _clear(data_dir)
    now = wall_clock()
    # The afternoon, whenever the demo runs: no massage of it may cross midnight.
    local = now.local.replace(hour=15, minute=0, second=0, microsecond=0)
    clock = FastClock(Moment.of(datetime.fromisoformat(local.isoformat()), now.zone))
    for old in out.glob("[0-9][0-9]-*.png"):
        old.unlink()

    app = make_application()
    prompts = ScriptedPrompts(out / PAGE)
    opening = Opening(
        app,
        data_dir,
        Clocks(clock.wall, clock.steady),
        prompts,
        config_dir=data_dir,
        origin="demo",
        has_sound=False,
        catches_faults=False,
    )
    if opening.library is None:
        raise DemoError("the safety content is damaged, so nothing is shown.")
    try:
        opening.open()
        if opening.guide is None:
            raise DemoError(f"the log in {data_dir} cannot be opened.")
        window = opening.window
        window.resize(*SIZE)
        window.show()
        hand = Hand(window, clock, out)
        hand.settle()
        with _faults() as faults:
            Walk(opening, hand, sessions).whole()
        if faults:
            raise faults[0]
        if prompts.told:
            raise DemoError(prompts.told[0])
        return [*hand.taken, out / PAGE, log_file(data_dir)]
    finally:
        opening.window.may_close = True
        opening.window.close()
        opening.close()


@contextmanager
def _faults() -> Iterator[list[BaseException]]:
    """Collect what fails inside Qt's callbacks, which Qt itself passes over."""
    found: list[BaseException] = []
    before = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: found.append(error)
    try:
        yield found
    except NotThereError as error:
        # What was missing on the screen is the consequence; a fault before it is the cause.
        found.append(error)
    finally:
        sys.excepthook = before


def _clear(data_dir: Path) -> None:
    """Remove the log of an earlier demo; refuse any other log."""
    path = log_file(data_dir)
    if not path.exists():
        return
    with open_log(data_dir, wall_clock) as log:
        origin = log.origin
    if origin != "demo":
        raise DemoError(
            f"{data_dir} holds a log that no demo made. Nothing was changed. "
            "Choose another folder with --out or --data-dir."
        )
    path.unlink()
