# SPDX-License-Identifier: GPL-3.0-or-later
"""What the world does to the app: each time a clear sentence, and nothing lost."""

import os
import resource
import shutil
import subprocess
import sys
from contextlib import contextmanager
from hashlib import sha256

import pypdf
import pytest
from PySide6.QtCore import Qt
from sqlcipher3 import dbapi2
from tests.journeys.conftest import Home, Keyboard, Mouse, home, mouse  # noqa: F401 - fixtures

from caregiver_guide.app import start
from caregiver_guide.paths import resource_dir
from caregiver_guide.storage.log import open_log

pytestmark = pytest.mark.windows


def _bytes_of(folder):
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def _break(path):
    """Overwrite the middle of a file, as a dying disk does."""
    content = bytearray(path.read_bytes())
    content[len(content) // 4 : len(content) // 4 + 6000] = b"\x5a" * 6000
    path.write_bytes(bytes(content))


def _from_the_future(path):
    connection = dbapi2.connect(str(path))
    connection.execute("PRAGMA user_version = 99")
    connection.close()


def _letter(path):
    path.write_bytes(b"Dear diary")


def _empty(path):
    path.write_bytes(b"")


@pytest.mark.parametrize("harm", [_from_the_future, _letter, _empty])
def test_a_log_that_cannot_be_opened_is_told_and_left_as_it_is(home, mouse, harm):  # noqa: F811
    """The first screen says what happened and what to do; the file is the same afterwards."""
    home.furnish()
    path = home.data_dir / "log.db"
    harm(path)
    before = _bytes_of(home.data_dir)
    home.open()
    assert home.place == "trouble"
    assert home.guide is None
    assert str(home.data_dir) in mouse.words()
    home.close()
    assert _bytes_of(home.data_dir) == before


def test_a_log_damaged_inside_is_told_and_nothing_is_written_into_it(home, mouse):  # noqa: F811
    """What can still be read is shown; nothing new goes into a broken file."""
    home.furnish()
    path = home.data_dir / "log.db"
    _break(path)
    before = path.read_bytes()
    home.open()
    if home.guide is not None:
        for _ in home.log.verifying():
            pass
        home.guide._checked()
        assert not home.log.report.is_ok
        assert home.guide.context.trouble
        assert str(home.data_dir) in home.guide.context.trouble
    else:
        assert home.place == "trouble"
        assert str(home.data_dir) in mouse.words()
        mouse.press("Try again")
        assert home.place == "trouble"
        assert "damaged" in mouse.words()
    home.close()
    assert path.read_bytes() == before


HOLD = """
import sys
from pathlib import Path
from caregiver_guide.services.clocks import wall_clock
from caregiver_guide.storage.log import open_log
with open_log(Path(sys.argv[1]), wall_clock) as log:
    log.people.all()
    print("open", flush=True)
    sys.stdin.read()
"""


def test_a_log_open_elsewhere_is_told_and_opens_when_it_is_free(home, mouse):  # noqa: F811
    """The other window is named as the reason; trying again works once it is closed."""
    home.furnish()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(home.data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert holder.stdout.readline() == "open\n"
        home.open()
        assert home.place == "trouble"
        assert "open" in mouse.words()
        mouse.press("Try again")
        assert home.place == "trouble"
    finally:
        holder.communicate("")
        holder.stdout.close()
    mouse.press("Try again")
    assert home.place == "today"


@contextmanager
def _as_somebody_else():
    """Act as a user without rights, where the tests run as one who may do everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_log_that_may_only_be_read_is_shown_and_says_so_when_written(
    qapp, qtbot, tmp_path_factory
):
    """A log on a locked stick can be looked at; starting a massage says why it cannot be kept."""
    import tempfile
    from pathlib import Path

    folder = Path(tempfile.mkdtemp(prefix="locked-"))
    folder.chmod(0o755)
    family = Home(start.make_application(), folder)
    try:
        family.furnish()
        family.config_dir.mkdir()
        family.data_dir.chmod(0o555)
        (family.data_dir / "log.db").chmod(0o444)
        before = _bytes_of(family.data_dir)
        with _as_somebody_else():
            family.open()
            assert family.place == "today"
            pointer = Mouse(family)
            pointer.press("Start a massage")
            pointer.press("Nothing new today")
            assert any("read-only" in told for told in family.prompts.told)
            assert family.place == "check"
            assert not family.window.screen_named("check")._next.isEnabled()
            family.close()
        assert _bytes_of(family.data_dir) == before
    finally:
        family.close()
        family.data_dir.chmod(0o755)
        shutil.rmtree(folder)


def test_a_full_disk_does_not_end_a_massage_and_loses_nothing(home, mouse):  # noqa: F811
    """Hands go on; at the end it is told, and once there is room all of it is in the log."""
    home.furnish().open()
    mouse.come_to("session")
    home.wait(10)
    path = home.data_dir / "log.db"
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, old[1]))
    try:
        mouse.next_step()
        home.wait(12)
        mouse.next_step()
        home.wait(8)
        assert home.place == "session"
        assert home.guide.massage.session._recorder.trouble is not None
        mouse.press("Stop")
        mouse.press("End for today and log it")
        assert home.place == "after"
        assert len(home.prompts.told) == 1
        assert "not saved" in home.prompts.told[0] or "full" in home.prompts.told[0]
        mouse.press("Ask Pat now")
        mouse.press("Save this massage")
        assert home.place == "after"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
    mouse.press("Save this massage")
    assert home.place == "today"
    (session,) = home.log.sessions.recent(home.guide.context.person.id)
    assert session.state == "stopped"
    assert [step.seconds > 0 for step in session.steps] == [True, True, True]
    home.close()
    assert path.stat().st_size > 0
    with open_log(home.data_dir, home.clock.wall) as log:
        assert log.verify().is_ok


NAMES = [
    "Maria Magdalena " * 18 + "von der Lindenallee",
    "عائشة بنت محمد",
    "Pat 🌸👩🏽‍🦳",
]


@pytest.mark.parametrize("name", NAMES, ids=["long", "arabic", "emoji"])
def test_any_name_comes_from_the_first_card_to_the_page(home, mouse, name):  # noqa: F811
    """A name of 300 letters, in Arabic or with a flower is a name like any other."""
    home.open()
    mouse.press("I understand")
    mouse.click(mouse.seen(type(mouse.window.focusWidget()))[0])
    mouse.window.focusWidget().insert(name)
    mouse.press("Next")
    mouse.write("Your first name", "Ana")
    mouse.press("Next")
    mouse.press("Nothing I know of…")
    mouse.press("Next")
    mouse.press("Start")
    assert home.place == "today"
    kept = home.guide.context.person.name
    assert kept == name.strip() or name.startswith(kept)
    assert kept in mouse.words()
    Keyboard(home).key(Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert home.place == "page"
    mouse.press("Save as PDF")
    (page,) = pypdf.PdfReader(home.page).pages
    assert page.extract_text()
    assert home.prompts.told == []


def test_broken_settings_are_told_and_the_app_opens_all_the_same(home, mouse):  # noqa: F811
    """The settings are the usual ones again, and Today says so once."""
    home.furnish()
    home.config_dir.mkdir(parents=True)
    (home.config_dir / "settings.toml").write_text("this is [not toml")
    home.open()
    assert home.place == "today"
    assert "settings" in mouse.words().lower().replace("\nsettings", "")
    assert home.opening.settings.problem in mouse.words()


BROKEN = """
import sys
from pathlib import Path
import caregiver_guide.app.start as start
start.resource_dir = lambda: Path(sys.argv[1])
sys.exit(start.run_app(Path(sys.argv[2])))
"""


def test_broken_content_opens_no_app_and_tells_every_fault(tmp_path):
    """Rather no app than one without its rules."""
    content = tmp_path / "resources"
    shutil.copytree(resource_dir(), content, ignore=shutil.ignore_patterns("compiled"))
    (content / "conditions" / "zz-one.toml").write_text("this is = not [toml")
    (content / "routines" / "zz-two.toml").write_text('id = 7\ncolour = "blue"\n')
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, str(content), str(tmp_path / "data")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert done.returncode == start.BROKEN_CONTENT, done.stderr
    assert "zz-one.toml" in done.stderr
    assert "zz-two.toml" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data" / "log.db").exists()
