"""The short names of namespaces in what people read."""

from __future__ import annotations

from regesta.extract.workspace import Workspace
from regesta.ontology.terms import NAMESPACE, SCHEMES


def prefixes(workspace: Workspace) -> dict[str, str]:
    """The prefixes of Turtle and TriG exports."""
    return {
        "rg": NAMESPACE,
        "kg": workspace.settings.base,
        "scheme": SCHEMES,
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "oa": "http://www.w3.org/ns/oa#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
