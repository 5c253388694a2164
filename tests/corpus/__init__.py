"""The corpus: annotated documents that extraction is measured on. `python -m tests.corpus` says what it does."""
