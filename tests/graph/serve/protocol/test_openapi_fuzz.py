"""The server against its own OpenAPI description: whatever schemathesis makes of it, no 500, and no status it
does not mention."""

from __future__ import annotations

from typing import Any

import httpx
import hypothesis
import schemathesis
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

EXAMPLES = 2


def test_the_server_keeps_to_its_description(served: Any) -> None:
    description = httpx.get(served.url + "/queries/openapi.json").json()
    schema = schemathesis.openapi.from_dict(description)
    tried = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @hypothesis.settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(hypothesis.HealthCheck),
        )
        @hypothesis.given(case=operation.as_strategy())
        def put(case: Any) -> None:
            nonlocal tried
            tried += 1
            response = case.call(base_url=served.url)
            # 503 and 504 are the server's way to refuse what costs too much; anything else from 500 up is a
            # fault.
            if response.status_code not in (503, 504):
                case.validate_response(
                    response, checks=[not_a_server_error, status_code_conformance, content_type_conformance]
                )

        put()
    assert tried >= len(description["paths"])
