"""What a query answers, in the forms a notebook works with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Any

from regesta.graph.serve.workers.engine import QueryResult

if TYPE_CHECKING:
    import pandas
    import rdflib

_XSD = "http://www.w3.org/2001/XMLSchema#"
_WHOLE = frozenset(_XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger"))
_REAL = frozenset(_XSD + name for name in ("double", "float"))

#: A value of an answer: a whole number, a number, yes or no, or the words of an IRI or literal; None where
#: unbound.
Value = str | int | float | Decimal | bool | None


@dataclass(frozen=True)
class Answer:
    """The answer to a query: rows of a SELECT, yes or no of an ASK, or triples of a CONSTRUCT."""

    result: QueryResult

    @property
    def form(self) -> str:
        """What kind of answer it is: select, ask or graph."""
        return self.result.form

    @property
    def variables(self) -> tuple[str, ...]:
        """The columns of a SELECT, in its order."""
        return self.result.variables

    @property
    def rows(self) -> list[dict[str, Value]]:
        """The rows of a SELECT, column name to value; numbers and booleans as Python's, everything else as
        its words."""
        return [{name: value_of(row.get(name)) for name in self.variables} for row in self.result.rows]

    @property
    def boolean(self) -> bool | None:
        """The answer of an ASK, None of anything else."""
        return self.result.boolean

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.result.rows)

    def to_dataframe(self) -> pandas.DataFrame:
        """The rows as a pandas DataFrame, a column for every variable.

        Errors: ImportError when pandas is not installed, with the line that installs it.
        """
        try:
            import pandas
        except ImportError as error:
            raise ImportError('pandas is not installed. Type `pip install "regesta[notebooks]"`.') from error
        return pandas.DataFrame(self.rows, columns=list(self.variables))

    def to_graph(self) -> rdflib.Graph:
        """The triples of a CONSTRUCT or DESCRIBE as an rdflib Graph.

        Errors: ValueError when the query was none.
        """
        import rdflib

        if self.form != "graph":
            raise ValueError(f"a {self.form} query answers no graph; use .rows, or ask with CONSTRUCT")
        return rdflib.Graph().parse(data=self.result.body, format="nt")

    def serialise(self, syntax: str) -> bytes:
        """The answer in a syntax: json, xml, csv, tsv of tables, turtle, ntriples, jsonld, rdfxml, trig,
        nquads of graphs.

        Errors: QueryError when the syntax does not fit the answer, naming those that do.
        """
        return self.result.serialise(syntax)

    def _repr_html_(self) -> str:
        """The first rows as a table, for a notebook."""
        if self.form != "select":
            return f"<pre>{escape(self.serialise('turtle').decode() if self.form == 'graph' else str(self.boolean))}</pre>"  # noqa: E501
        head = "".join(f"<th>{escape(v)}</th>" for v in self.variables)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{escape('' if v is None else str(v))}</td>" for v in row.values())
            + "</tr>"
            for row in self.rows[:50]
        )
        more = f"<p>{len(self):,} rows, the first 50 shown</p>" if len(self) > 50 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def value_of(term: Mapping[str, Any] | None) -> Value:
    """A term of SPARQL's JSON results as a Python value; None for an unbound one."""
    if term is None:
        return None
    text, datatype = str(term["value"]), str(term.get("datatype", ""))
    if datatype in _WHOLE:
        return int(text)
    if datatype == _XSD + "decimal":
        return Decimal(text)
    if datatype in _REAL:
        return float(text)
    if datatype == _XSD + "boolean":
        return text in ("true", "1")
    return text
