# SPDX-License-Identifier: GPL-3.0-or-later
"""The gallery shows every screen and drawing on one page, and touches nobody's log."""

import re
from html.parser import HTMLParser

import pytest
from PySide6.QtGui import QImage

from caregiver_guide.demo.gallery import LOOKS, Look, Shot, gallery_page, make_gallery
from caregiver_guide.paths import user_config_dir, user_data_dir

pytestmark = pytest.mark.windows


class Page(HTMLParser):
    """Reads what matters of a page: pictures, headings, and whatever would be fetched."""

    def __init__(self, text):
        super().__init__()
        self.pictures, self.headings, self.ids = {}, [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        """Note pictures, headings and names."""
        found = dict(attributes)
        if tag == "img":
            self.pictures[found["src"]] = found["alt"]
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if "id" in found:
            self.ids.add(found["id"])


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    """The gallery in one look, made once."""
    folder = tmp_path_factory.mktemp("gallery")
    make_gallery(folder, LOOKS[:1])
    return folder


def test_every_state_is_there_with_words(gallery):
    """Whoever reviews a change finds every screen, and hears what each picture shows."""
    page = Page((gallery / "index.html").read_text("utf-8"))
    named = {path.split("/")[-1].removesuffix(".png") for path in page.pictures}
    wanted = (
        "first-run-1 first-run-5 today-empty today today-blocked map mark-where check-empty "
        "check-stop check-emergency routine routine-reasons prepare before step-1 step-paused "
        "step-over how stop stop-red-flag after log-empty log one-massage page learn "
        "learn-article settings trouble"
    )
    assert set(wanted.split()) <= named
    assert sum(name.startswith("position-") for name in named) >= 10
    assert sum(name.startswith("figure-") for name in named) >= 20
    assert sum(bool(re.match(r"step-.*-\d\d$", name)) for name in named) >= 50
    assert all(len(words) > 15 for words in page.pictures.values())
    assert page.headings[0] == "h1"
    assert "h2" in page.headings


def test_every_picture_is_a_picture(gallery):
    """No link of the page leads nowhere, and no picture is empty."""
    page = Page((gallery / "index.html").read_text("utf-8"))
    for path in page.pictures:
        picture = QImage(str(gallery / path))
        assert not picture.isNull(), path
        assert min(picture.width(), picture.height()) > 100, path


def test_the_page_needs_no_network_and_no_script(gallery):
    """It can be kept, mailed and printed as it is."""
    text = (gallery / "index.html").read_text("utf-8")
    assert "://" not in text
    assert "<script" not in text
    assert "@media print" in text


def test_nobody_s_log_is_touched(gallery):
    """The sample person lives elsewhere, and is gone afterwards."""
    assert not user_data_dir().exists()
    assert not user_config_dir().exists()
    assert not list(gallery.glob("**/*.db"))


def test_each_look_can_be_chosen():
    """One switch for each look, named, and each picture belongs to one."""
    looks = [Look("light", "Light", "light"), Look("dark", "Dark & quiet", "dark")]
    shots = [Shot("today", "Today", "Today", look, f"{look.name}/t.png", (8, 8)) for look in looks]
    text = gallery_page(shots)
    page = Page(text)
    assert {"look-light", "look-dark"} <= page.ids
    assert "Dark &amp; quiet" in text
    assert set(page.pictures) == {"light/t.png", "dark/t.png"}
