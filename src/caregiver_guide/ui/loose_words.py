# SPDX-License-Identifier: GPL-3.0-or-later
"""Words typed into a sheet that keeps none of its own: read from its fields, and put back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from caregiver_guide.ui.widgets.brought_back import BroughtBack
from caregiver_guide.ui.widgets.passphrase_field import PassphraseField
from caregiver_guide.ui.widgets.sheet import Sheet

_Field = QLineEdit | QPlainTextEdit


def open_sheets(window: QWidget) -> list[Sheet]:
    """Return the sheets that are open over a window, without those that keep their own words."""
    return [
        sheet
        for sheet in window.findChildren(Sheet)
        if sheet.isVisibleTo(window) and not sheet.keeps_words
    ]


def words_in(sheet: Sheet) -> dict[str, str]:
    """Return what stands in each field of a sheet, by its name; never a passphrase."""
    return {name: _text(field) for name, field in _fields(sheet)}


def words_shown_in(sheet: Sheet) -> dict[str, str]:
    """Return what a sheet wrote into its fields itself; nothing of what was typed since then."""
    return {name: _text(field) for name, field in _fields(sheet) if not _is_typed(field)}


def name_of(sheet: Sheet) -> str:
    """Return what a sheet is about, as a short hash of all that it says."""
    said = [label.text() for label in sheet.findChildren(QLabel)]
    whole = "\n".join((type(sheet).__name__, sheet.accessibleName(), *said))
    return sha256(whole.encode(errors="surrogatepass")).hexdigest()[:16]


def put_back(sheet: Sheet, words: Mapping[str, str]) -> bool:
    """Write words into the fields of their names; return whether there was one.

    A field that somebody has typed into stays as it is.
    """
    found = False
    for name, field in _fields(sheet):
        if name in words and not _is_typed(field) and _text(field) != words[name]:
            found = True
            if isinstance(field, QLineEdit):
                field.setText(words[name])
                field.textEdited.emit(words[name])
            else:
                field.setPlainText(words[name])
    if found:
        line = BroughtBack()
        sheet.page.body.insertWidget(0, line)
        line.tell()
        sheet.closed.connect(line.deleteLater)
    return found


def _fields(sheet: Sheet) -> Iterator[tuple[str, _Field]]:
    kinds: tuple[type[_Field], ...] = (QLineEdit, QPlainTextEdit)
    for kind in kinds:
        for field in sheet.findChildren(kind):
            if field.accessibleName() and not field.isReadOnly() and not _is_secret(field):
                yield field.accessibleName(), field


def _is_secret(field: QWidget) -> bool:
    parent = field.parentWidget()
    while parent is not None and not isinstance(parent, PassphraseField | Sheet):
        parent = parent.parentWidget()
    return isinstance(parent, PassphraseField)


def _is_typed(field: _Field) -> bool:
    """Return whether somebody typed into a field since words were last put there."""
    is_edited = (
        field.isModified() if isinstance(field, QLineEdit) else field.document().isModified()
    )
    # A field that was emptied for somebody else counts as edited, too.
    return is_edited and bool(_text(field))


def _text(field: _Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()
