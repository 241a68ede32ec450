"""Make the served styles and fonts from `@kern-ux/native`, and the script of `tus-js-client`.

Run as `python -m amt.design.build` after `npm ci`; `make setup` does. Writes
`static/design/vendor/`, which git ignores. The same input gives the same bytes.
"""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

DESIGN = Path(__file__).resolve().parent
VENDOR = DESIGN / "static" / "design" / "vendor"
NODE_MODULES = DESIGN.parents[2] / "node_modules"
PACKAGE = NODE_MODULES / "@kern-ux" / "native"
TUS = NODE_MODULES / "tus-js-client"
# What the bundle of tus-js-client carries with it.
TUS_PARTS = ("tus-js-client", "js-base64", "url-parse", "querystringify", "requires-port")

# KERN's own layout classes begin here; `amt.css` lays pages out, so they are left away.
_LAYOUT_MARK = "@file _grid.scss"

WEIGHTS = {400: "FiraSans-Regular.woff2", 600: "FiraSans-SemiBold.woff2"}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]


def _span(first: int, last: int) -> set[int]:
    return set(range(first, last + 1))


# German and its neighbours. The combining marks stand beside the base letters, because a
# browser takes a letter and its mark from one file; DIN 91379 has names like M̂ and C̆.
LATIN = (
    _span(0x20, 0x7E)
    | _span(0xA0, 0xFF)
    | _span(0x300, 0x33F)
    | {0x131, 0x152, 0x153, 0x1E9E, 0x2BB, 0x2BC, 0x2C6, 0x2DA, 0x2DC}
    | {0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E, 0x2022, 0x2026}
    | {0x2039, 0x203A, 0x20AC, 0x2122, 0x2190, 0x2191, 0x2192, 0x2193, 0x2212}
)
# The further letters of DIN 91379; loaded only by a page that shows one of them.
LATIN_EXTENDED = (
    _span(0x100, 0x24F) | _span(0x1E00, 0x1EFF) | {0x259, 0x292, 0x2B0, 0x2B9, 0x2BA}
) - LATIN
RANGES = {"latin": LATIN, "latin-ext": LATIN_EXTENDED}


@dataclass(frozen=True)
class Face:
    """One font file and what it covers."""

    weight: int
    file_name: str
    codepoints: frozenset[int]


def main() -> int:
    """Build everything.

    :raises SystemExit: with a sentence, when the package is missing or changed its shape.
    """
    dist = PACKAGE / "dist"
    for package in (PACKAGE, TUS):
        if not (package / "dist").is_dir():
            raise SystemExit(f"{package} is missing. Run `npm ci` in the project folder first.")
    shutil.rmtree(VENDOR, ignore_errors=True)
    (VENDOR / "fonts").mkdir(parents=True)
    styles = (dist / "kern.css").read_text("utf-8")
    (VENDOR / "kern.css").write_text(trim_styles(styles), "utf-8")
    faces = [
        write_face(dist / "fonts" / "fira-sans" / source, weight, name, codepoints)
        for weight, source in WEIGHTS.items()
        for name, codepoints in RANGES.items()
    ]
    (VENDOR / "fonts.css").write_text("\n".join(map(face_rule, faces)) + "\n", "utf-8")
    shutil.copy(PACKAGE / "LICENSE.md", VENDOR / "kern-LICENSE.md")
    write_upload_script()
    total = sum(path.stat().st_size for path in VENDOR.rglob("*") if path.is_file())
    print(f"styles, fonts and scripts: {total // 1000} kB in {VENDOR}")
    return 0


def write_upload_script() -> None:
    """Write the client of resumable uploads with the licences of what it carries."""
    script = (TUS / "dist" / "tus.min.js").read_text("utf-8")
    # Its map is not served, and a store that names files by content looks for it.
    script = re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", script)
    (VENDOR / "tus.js").write_text(script, "utf-8")
    licences = [
        f"# {name}\n\n" + next((NODE_MODULES / name).glob("LICENSE*")).read_text("utf-8").strip()
        for name in TUS_PARTS
    ]
    (VENDOR / "tus-LICENSE.md").write_text("\n\n".join(licences) + "\n", "utf-8")


def trim_styles(styles: str) -> str:
    """Return KERN's tokens and components, minified, without font faces and layout classes.

    :raises SystemExit: when the sheet no longer marks where its layout classes begin.
    """
    mark = styles.find(_LAYOUT_MARK)
    if mark < 0:
        raise SystemExit(f"KERN's sheet has no {_LAYOUT_MARK!r}; look at its new version.")
    kept = styles[: styles.rindex("/*", 0, mark)]
    kept = re.sub(r"@font-face\s*{[^}]*}", "", kept)
    return minify(kept)


def minify(styles: str) -> str:
    """Return a sheet without comments and needless blanks; quoted texts stay as they are."""
    parts = re.split(r"(\"[^\"]*\"|'[^']*')", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL))
    for index in range(0, len(parts), 2):
        blanks = re.sub(r"\s+", " ", parts[index])
        parts[index] = re.sub(r" ?([{};,>]) ?", r"\1", blanks).replace(";}", "}")
    return "".join(parts).strip() + "\n"


def write_face(source: Path, weight: int, name: str, codepoints: set[int]) -> Face:
    """Write the part of a font that covers `codepoints`, and say what it really covers."""
    font = TTFont(source)
    # Bits 7 to 9 need a newer OS/2 table than these fonts have; browsers ignore them here.
    font["OS/2"].fsSelection &= 0b1111111
    native = set(font.getBestCmap())
    covered = codepoints & native
    options = subset.Options()
    options.layout_features = FEATURES
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 13, 14]
    options.drop_tables += ["DSIG", "FFTM"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=covered)
    subsetter.subset(font)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    file_name = f"fira-sans-{weight}-{name}.woff2"
    (VENDOR / "fonts" / file_name).write_bytes(written.getvalue())
    return Face(weight, file_name, frozenset(covered | composable(covered, native)))


def composable(covered: set[int], native: set[int]) -> set[int]:
    """Return letters outside `native` that a browser can set from parts among `covered`.

    Fira Sans has no Ḧ, but H and the diaeresis; text engines put such letters together, if
    only the sheet says that this file is the place to look.
    """
    return {
        codepoint
        for codepoint in LATIN_EXTENDED - native
        if unicodedata.decomposition(chr(codepoint))
        and {ord(part) for part in unicodedata.normalize("NFD", chr(codepoint))} <= covered
    }


def unicode_range(codepoints: frozenset[int]) -> str:
    """Write code points as CSS ranges: U+20-7E,U+A0."""
    ranges: list[list[int]] = []
    for codepoint in sorted(codepoints):
        if ranges and codepoint == ranges[-1][1] + 1:
            ranges[-1][1] = codepoint
        else:
            ranges.append([codepoint, codepoint])
    return ",".join(f"U+{a:X}" if a == b else f"U+{a:X}-{b:X}" for a, b in ranges)


def face_rule(face: Face) -> str:
    """Write the @font-face rule of one file."""
    return (
        '@font-face{font-family:"Fira Sans";font-style:normal;'
        f"font-weight:{face.weight};font-display:swap;"
        f'src:url("fonts/{face.file_name}") format("woff2");'
        f"unicode-range:{unicode_range(face.codepoints)}}}"
    )


if __name__ == "__main__":
    sys.exit(main())
