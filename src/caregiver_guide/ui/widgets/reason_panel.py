# SPDX-License-Identifier: GPL-3.0-or-later
"""One reason in words: what holds, why, what would change it, and how well it is known."""

from caregiver_guide.services.plan_words import ReasonWords
from caregiver_guide.ui.widgets.panel import Panel
from caregiver_guide.ui.widgets.text import Text

_PAD = 18


class ReasonPanel(Panel):
    """A reason as it stands in a list of reasons."""

    def __init__(self, reason: ReasonWords) -> None:
        super().__init__("sunken", _PAD)
        self.body.setSpacing(6)
        self.body.addWidget(Text(reason.title, "h3"))
        self.body.addWidget(Text(reason.text, "body"))
        if reason.why and reason.why != reason.text:
            self.body.addWidget(Text(self.tr("Why: {why}").format(why=reason.why), "body"))
        if reason.lifts:
            lifts = self.tr("What would change it: {lifts}").format(lifts=reason.lifts)
            self.body.addWidget(Text(lifts, "body"))
        self.body.addWidget(Text(reason.known, "meta", "quiet"))
