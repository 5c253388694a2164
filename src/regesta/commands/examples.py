"""One line to type for each command, shown at the end of its help."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Command -> an example, which the suite reads as the command line does.
EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "demo": "regesta demo --dataset korea-1950",
        "desk": "regesta desk --folder ~/Regesta",
        "init": "regesta init --workspace korea",
        "add": "regesta add thesis.docx --workspace korea --title 'The Long Winter'",
        "extract": "regesta extract --workspace korea --jobs 4",
        "build": "regesta build --workspace korea",
        "run": "regesta run thesis.docx --workspace korea --serve",
        "serve": "regesta serve --workspace korea --port 7878",
        "doctor": "regesta doctor thesis.pdf",
        "review": "regesta review --workspace korea",
        "accept": "regesta accept --set strict --dry-run",
        "verdict accept": "regesta verdict accept claim-0f3a9c41d2be",
        "verdict reject": "regesta verdict reject claim-0f3a9c41d2be --reason 'narrative, not a claim'",
        "verdict defer": "regesta verdict defer claim-0f3a9c41d2be",
        "verdict comment": "regesta verdict comment claim-0f3a9c41d2be --reason 'see note 12 first'",
        "verdict edit": "regesta verdict edit claim-0f3a9c41d2be --set voice=scholar",
        "verdict merge": "regesta verdict merge actor-1b2c3d4e5f60 --into actor-60f5e4d3c2b1",
        "verdict split": "regesta verdict split actor-1b2c3d4e5f60 --piece name=Ann --piece name=Anna",
        "verdict relink": "regesta verdict relink citation-1b2c3d4e5f60 --into source-60f5e4d3c2b1",
        "verdict withdraw": "regesta verdict withdraw claim-0f3a9c41d2be",
        "verdict list": "regesta verdict list",
        "verdict agreement": "regesta verdict agreement --json",
        "verdict curve": "regesta verdict curve --output curve.png",
        "query": "regesta query claims-by-holder -p holder='Bruce Cumings'",
        "queries": "regesta queries",
        "sparql": "regesta sparql 'SELECT * { ?d a rg:Decision ; rg:decidedBy ?who } LIMIT 20'",
        "trace": "regesta trace Cumings",
        "export": "regesta export --format trig --output korea.trig",
        "import": "regesta import elsewhere.ttl --as elsewhere",
        "audit": "regesta audit --severity error",
        "score": "regesta score annotations",
        "link": "regesta link --dry-run",
        "identify": "regesta identify --workspace library",
        "sync": "regesta sync https://example.org/store --dry-run",
        "readings sheet": "regesta readings sheet --output sheets",
        "readings check": "regesta readings check p01.jsonl",
        "readings agreement": "regesta readings agreement p01.jsonl --with second.jsonl",
        "readings import": "regesta readings import p01.jsonl --as 'A. Historian'",
    }
)
