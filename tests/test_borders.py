# SPDX-License-Identifier: GPL-3.0-or-later
"""The borders between the floors are watched, and watching works."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINT = "from importlinter.cli import lint_imports_command as lint; lint()"

# What somebody in a hurry might write, one for each contract.
CONTRACTS = 5
PLANTED = {
    "domain/planted_layer.py": "import caregiver_guide.app\n",
    "ui/screens/planted.py": "",
    "ui/widgets/planted_screen.py": "import caregiver_guide.ui.screens.planted\n",
    "app.py": "",
    "services/planted_qt.py": "import PySide6.QtCore\n",
    "domain/planted_clock.py": "import time\n",
    "services/planted_network.py": "import urllib.request\n",
}


def test_every_border_is_watched(tmp_path):
    """A wrong import on any floor is reported: no medical rule comes to hang on a window."""
    copy = tmp_path / "src"
    shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    package = copy / "caregiver_guide"
    for name, line in PLANTED.items():
        target = package / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (target.parent / "__init__.py").touch()
        target.touch()
        if line:
            target.write_text(line)
    environment = os.environ | {"PYTHONPATH": str(copy)}
    result = subprocess.run(
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1, result.stdout + result.stderr
    broken = [line for line in result.stdout.splitlines() if line.endswith("BROKEN")]
    assert len(broken) == CONTRACTS, result.stdout
