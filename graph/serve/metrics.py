"""What the server counts, in the Prometheus text format."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The counters of one server, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "regesta_requests_total",
            "HTTP requests by route and status",
            ("route", "status"),
            registry=self.registry,
        )
        self.queries = Counter(
            "regesta_queries_total", "SPARQL queries by how they ended", ("outcome",), registry=self.registry
        )
        self.lookups = Counter(
            "regesta_lookups_total",
            "Queries of one pattern, answered without a worker",
            registry=self.registry,
        )
        self.seconds = Histogram(
            "regesta_query_seconds",
            "Time of SPARQL queries, waiting included",
            registry=self.registry,
            buckets=_SECONDS,
        )
        self.kills = Counter(
            "regesta_worker_kills_total",
            "Worker processes ended, by reason",
            ("reason",),
            registry=self.registry,
        )
        self.queue = Gauge("regesta_queue_length", "Queries waiting for a worker", registry=self.registry)
        self.active = Gauge("regesta_queries_active", "Queries running", registry=self.registry)
        self.generation = Gauge(
            "regesta_generation_info", "The generation served", ("generation",), registry=self.registry
        )
        self.workers = Gauge("regesta_workers", "Worker processes that are up", registry=self.registry)
        self.worker_memory = Gauge(
            "regesta_workers_resident_memory_bytes",
            "Resident memory of all worker processes",
            registry=self.registry,
        )
        self.limit = Gauge(
            "regesta_limit",
            "What the server allows: bytes, seconds, numbers",
            ("name",),
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)

    def text(self) -> bytes:
        """Everything, in the text format."""
        return generate_latest(self.registry)
