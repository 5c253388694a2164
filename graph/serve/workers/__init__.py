"""Queries in processes that can be killed."""
