"""See that there is a browser for the tests: Debian's chromium, installed where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Find a browser, install one (root on Debian), or say how to."""
    if any(shutil.which(name) for name in NAMES):
        return 0
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        print("tests: installing chromium", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([apt, "-q", "update"], check=False, stdout=subprocess.DEVNULL)
        done = subprocess.run(
            [apt, "-q", "install", "-y", "--no-install-recommends", "chromium"],
            check=False,
            env=quiet,
            stdout=subprocess.DEVNULL,
        )
        if done.returncode == 0 and shutil.which("chromium"):
            return 0
    print(
        "The tests need Chromium. Debian, Ubuntu: as root, apt-get install chromium. "
        "Elsewhere: install Chromium or Chrome so that it is on the PATH.",
        file=sys.stderr,
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
