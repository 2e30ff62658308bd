# SPDX-License-Identifier: GPL-3.0-or-later
"""Find the content files, decode them, and keep a quick compiled copy that can be trusted."""

import hashlib
import os
import tempfile
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

import msgspec

from caregiver_guide.content.faults import ContentError, Fault
from caregiver_guide.content.schema import (
    ComfortSignsFile,
    ConditionEntry,
    EmergencyFile,
    FollowUpFile,
    ForbiddenClaimsFile,
    LearnFile,
    OpeningFile,
    PositionEntry,
    PracticeFile,
    PreparationFile,
    ProductsFile,
    RatingsFile,
    ReactionsFile,
    RegionsFile,
    RoutineFile,
    SourceEntry,
    StopReasonsFile,
    TodayCheckFile,
    Written,
)

COMPILED = Path("compiled") / "content.msgpack"
FORMAT = 1
OPENING = "opening-and-close"
FOLDERS = ("body", "conditions", "routines", "learn")
KINDS: dict[str, Any] = {
    "body/regions.toml": RegionsFile,
    "positions.toml": dict[str, PositionEntry],
    "sources.toml": dict[str, SourceEntry],
    "phrases.toml": dict[str, str | dict[str, str | dict[str, str]]],
    "today-check.toml": TodayCheckFile,
    "stop-reasons.toml": StopReasonsFile,
    "reactions.toml": ReactionsFile,
    "preparation.toml": PreparationFile,
    "ratings.toml": RatingsFile,
    "practice.toml": PracticeFile,
    "comfort-signs.toml": ComfortSignsFile,
    "follow-up.toml": FollowUpFile,
    "emergency-numbers.toml": EmergencyFile,
    "products.toml": ProductsFile,
    "forbidden-claims.toml": ForbiddenClaimsFile,
}
SINGLE = tuple(name for name in KINDS if "/" not in name)


class ContentFiles(Written):
    """All content files as written, checked for shape."""

    version: str
    regions: RegionsFile
    conditions: dict[str, dict[str, ConditionEntry]]
    opening: OpeningFile
    routines: dict[str, RoutineFile]
    positions: dict[str, PositionEntry]
    sources: dict[str, SourceEntry]
    phrases: dict[str, str]
    today_check: TodayCheckFile
    stop_reasons: StopReasonsFile
    reactions: ReactionsFile
    preparation: PreparationFile
    ratings: RatingsFile
    practice: PracticeFile
    comfort_signs: ComfortSignsFile
    follow_up: FollowUpFile
    emergency_numbers: EmergencyFile
    products: ProductsFile
    forbidden_claims: ForbiddenClaimsFile
    learn: dict[str, LearnFile]


class _Compiled(Written):
    """The compiled copy: the files, and the hash of each source it was made from."""

    format: int
    sources: dict[str, str]
    files: ContentFiles


def source_files(folder: Path) -> list[Path]:
    """Return every content file of ``folder``, in one order."""
    found = [folder / name for name in SINGLE if (folder / name).is_file()]
    for name in FOLDERS:
        found.extend(sorted((folder / name).glob("*.toml")))
    return sorted(found)


def hashes(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every content file, by its path within ``folder``."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in source_files(folder)
    }


def version_of(sources: dict[str, str]) -> str:
    """Return the version of the rule set: its year and edition, and a mark of its exact text."""
    text = "".join(f"{name}={digest};" for name, digest in sorted(sources.items()))
    return f"{RULES_EDITION}+{hashlib.sha256(text.encode()).hexdigest()[:8]}"


RULES_EDITION = "2026.1"


def read_files(folder: Path) -> ContentFiles:
    """Return the content of ``folder``: the compiled copy if it still fits, else the files.

    Raises :class:`ContentError` with every file that cannot be used.
    """
    sources = hashes(folder)
    try:
        packed = (folder / COMPILED).read_bytes()
        compiled = msgspec.msgpack.decode(packed, type=_Compiled)
    except (OSError, msgspec.DecodeError, msgspec.ValidationError):
        return decode_files(folder, sources)
    if compiled.format != FORMAT or compiled.sources != sources:
        return decode_files(folder, sources)
    return compiled.files


def write_compiled(folder: Path) -> Path:
    """Write the compiled copy beside the files it was made from, all at once, and return it."""
    sources = hashes(folder)
    packed = msgspec.msgpack.encode(_Compiled(FORMAT, sources, decode_files(folder, sources)))
    target = folder / COMPILED
    target.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(packed)
    Path(name).chmod(0o644)
    Path(name).replace(target)
    return target


def file_kind(name: str) -> Any:  # noqa: ANN401 - msgspec takes any kind of type
    """Return the shape that the content file ``name`` has; ``KeyError`` if none is read there."""
    if name == f"routines/{OPENING}.toml":
        return OpeningFile
    if name.startswith("conditions/"):
        return dict[str, ConditionEntry]
    if name.startswith("routines/"):
        return RoutineFile
    if name.startswith("learn/"):
        return LearnFile
    return KINDS[name]


def decode_files(folder: Path, sources: dict[str, str]) -> ContentFiles:
    """Return the content files decoded; raise a fault for each that cannot be."""
    faults: list[Fault] = []
    tables: dict[str, dict[str, object]] = {}
    for name in sorted({*sources, *SINGLE, "body/regions.toml", f"routines/{OPENING}.toml"}):
        try:
            table = tomllib.loads((folder / name).read_text("utf-8"))
            msgspec.convert(table, type=file_kind(name))
            tables[name] = table
        except FileNotFoundError:
            faults.append(Fault(name, "(file)", "The file is missing.", "Put it back."))
        except OSError as error:
            problem = f"The file cannot be read ({error.strerror})."
            faults.append(Fault(name, "(file)", problem, "Check its permissions."))
        except UnicodeDecodeError:
            faults.append(Fault(name, "(file)", "The text is not UTF-8.", "Save it as UTF-8."))
        except tomllib.TOMLDecodeError as error:
            faults.append(Fault(name, "(file)", f"{error}.", "Correct the line named here."))
        except msgspec.ValidationError as error:
            problem, _, where = str(error).partition(" - at ")
            key = where.strip("`$").lstrip(".") or "(file)"
            faults.append(
                Fault(name, key, f"{problem}.", "See resources/README.md for what belongs here.")
            )
    if faults:
        raise ContentError(faults)
    return files_from(tables, version_of(sources))


def files_from(tables: dict[str, dict[str, object]], version: str = "unchecked") -> ContentFiles:
    """Return the content of tables by file name; ``msgspec.ValidationError`` if one is off."""
    whole: dict[str, object] = {"version": version, "conditions": {}, "routines": {}, "learn": {}}
    for name, table in tables.items():
        path = PurePosixPath(name)
        if name == "body/regions.toml":
            whole["regions"] = table
        elif name == f"routines/{OPENING}.toml":
            whole["opening"] = table
        elif name == "phrases.toml":
            whole["phrases"] = flat_phrases(table)
        elif len(path.parts) == 1:
            whole[path.stem.replace("-", "_")] = table
        else:
            folder = whole[path.parts[0]]
            assert isinstance(folder, dict)  # noqa: S101 - the three folders made above
            folder[name if path.parts[0] == "conditions" else path.stem] = table
    return msgspec.convert(whole, type=ContentFiles)


def flat_phrases(table: dict[str, object], before: str = "") -> dict[str, object]:
    """Return a table of sentences with every key written out with dots."""
    found: dict[str, object] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            found.update(flat_phrases(value, f"{before}{key}."))
        else:
            found[before + key] = value
    return found
