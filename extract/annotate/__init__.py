"""Sentences parsed once: `load_model`, `annotate`."""

from regesta.extract.annotate.annotated import AnnotatedDocument, AnnotatedSentence
from regesta.extract.annotate.annotating import annotate
from regesta.extract.annotate.models import ModelError, load_model

__all__ = ["AnnotatedDocument", "AnnotatedSentence", "ModelError", "annotate", "load_model"]
