"""The pages of review: the thesis on the left, the candidate on the right, a verdict by one key."""

from regesta.review.pages.app import create_review

__all__ = ["create_review"]
