"""Every limit of a server in one table, as /metrics tells them."""

from __future__ import annotations

from collections.abc import Mapping

from regesta.graph.serve import attempts, bounds, connections
from regesta.graph.serve.config import ServeConfig
from regesta.graph.serve.protocol.sparql import PARAMETERS
from regesta.graph.serve.sparql.screening import LONGEST
from regesta.graph.serve.sparql.tokens import DEEPEST


def limits(config: ServeConfig) -> Mapping[str, float]:
    """What a server allows, by name: sizes in bytes, times in seconds."""
    return {
        "address_bytes": bounds.ADDRESS,
        "head_bytes": bounds.HEAD,
        "head_fields": bounds.FIELDS,
        "head_seconds": connections.SILENCE,
        "body_silence_seconds": connections.SILENCE,
        "parameters": PARAMETERS,
        "request_bytes": config.request_bytes,
        "upload_bytes": config.upload_bytes,
        "screened_characters": LONGEST,
        "nested_brackets": DEEPEST,
        "deadline_seconds": config.deadline,
        "memory_bytes": config.memory,
        "rows": config.rows,
        "result_bytes": config.result_bytes,
        "workers": config.workers,
        "queue": config.queue,
        "queue_per_client": config.queue_per_client,
        "queue_seconds": config.queue_wait,
        "wrong_tokens_a_minute": attempts.TRIES,
    }
