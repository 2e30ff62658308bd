# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing leaves the computer: every network call of a whole session is looked at."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from tests.faults.disk_calls import ROOT

pytestmark = [
    pytest.mark.windows,
    pytest.mark.skipif(
        sys.platform != "linux" or shutil.which("strace") is None,
        reason="calls to the network are watched on Linux with strace only",
    ),
]

LOCAL = {"AF_UNIX", "AF_LOCAL", "AF_NETLINK"}
"""Between programs of this computer, and to its own kernel."""


def families_of(command, folder):
    """Run a program, and return the families of all sockets that it or its children asked for."""
    trace = folder / "trace"
    done = subprocess.run(
        ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=network", "-o", trace, *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )
    if "ptrace" in done.stderr and "not permitted" in done.stderr:
        pytest.skip("programs may not be watched here")
    assert done.returncode == 0, done.stderr
    return set(re.findall(r"socket(?:pair)?\((\w+)", trace.read_text()))


def test_a_whole_session_speaks_to_nobody(tmp_path):
    """From the first card to the printed page: no socket but those within this computer."""
    demo = [sys.executable, "-m", "caregiver_guide", "demo", "--out", str(tmp_path / "out")]
    assert families_of(demo, tmp_path) <= LOCAL
    assert list((tmp_path / "out").glob("*.pdf"))


def test_a_socket_would_be_seen(tmp_path):
    """Without this, seeing none would prove nothing."""
    code = "import socket; socket.socket(socket.AF_INET); socket.socket(socket.AF_INET6)"
    assert families_of([sys.executable, "-c", code], tmp_path) == {"AF_INET", "AF_INET6"}
