"""A saved query as it stands in its file: SPARQL under a header of `#+` lines, which are YAML in the words of
grlc's decorators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from regesta.graph.serve.sparql.tokens import Token, tokens
from regesta.queries import acceptance, status

ParameterType = Literal["iri", "actor", "date", "text", "integer"]
TYPES: tuple[str, ...] = get_args(ParameterType)
_NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_PARAMETER_NAME = re.compile(r"^[a-z][a-z0-9_]*$")


class QueryFileError(Exception):
    """A query file that does not say what it must; the message names the file and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter: the variable of that name, bound wherever the query has `VALUES ?name { … }`.

    `of` narrows an iri to a class ("rg:Document") or to the concepts of a scheme ("scheme:decision-kind");
    `edge` says which day a date given as a year or month means: "start" or "end". `values` are all it may be,
    when the header enumerates them. `variable` is the name in grlc's manner (`_name_iri`, without `?`) of one
    that stands for the value itself, "" for one with a `VALUES` block.
    """

    name: str
    type: ParameterType
    label: str = ""
    default: str = ""
    required: bool = True
    example: str = ""
    of: str = ""
    edge: Literal["start", "end"] = "start"
    help: str = ""
    variable: str = ""
    language: str = ""
    values: tuple[str, ...] = ()

    @property
    def choices(self) -> str:
        """What a form picks from: "actor", a class or a scheme; "" for free input."""
        return "actor" if self.type == "actor" else self.of


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedQuery:
    """A saved query: `summary` is its title, `question` what it answers in words, `columns` what it gives,
    `example` values that give rows on the example.

    `accepted` names the variables that stand for statements, which the parameter `acceptance` narrows.
    `pagination` is how many rows an answer over HTTP has unless the request says otherwise, 0 for all.
    `source` is the whole file.
    """

    name: str
    summary: str
    question: str
    text: str
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)
    slow: str = ""
    path: str = ""
    pagination: int = 0
    source: str = ""

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of that name."""
        return next((p for p in self.parameters if p.name == name), None)


_KEYS = {
    "summary",
    "description",
    "question",
    "tags",
    "parameters",
    "columns",
    "accepted",
    "example",
    "slow",
    "pagination",
    "method",
    "endpoint",
    "defaults",
    "enumerate",
    "endpoint_in_url",
    "mime",
    "licence",
    "license",
    "contact",
}
#: PyYAML's safe loader, in C where libyaml is there: ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
#: The largest page an answer over HTTP may have, in rows.
_MOST_ROWS = 100_000
_PARAMETER_KEYS = {"name", "type", "label", "default", "required", "example", "of", "edge", "help"}


def read_query(text: str, name: str, path: str = "") -> SavedQuery:
    """The query in a file's text; `name` is the file's name without ending.

    Errors: QueryFileError where the header is missing, does not parse, or says something unknown.
    """
    where = path or f"{name}.rq"
    if not _NAME.match(name):
        raise QueryFileError(
            f"{where}: a query is named in lower case with hyphens, as in claims-by-holder.rq"
        )
    head, body = _parted(text)
    data = _read_head(head, where)
    listed = list(tokens(body))
    accepted = _accepted(data, listed, where)
    return SavedQuery(
        name=name,
        summary=str(data["summary"]).strip(),
        question=" ".join(str(data.get("question") or data.get("description") or data["summary"]).split()),
        text=body,
        tags=_strings(data.get("tags")),
        parameters=_parameters(data, listed, where, narrowed=bool(accepted)),
        columns=_strings(data.get("columns")),
        accepted=accepted,
        example={str(k): _plain(v) for k, v in (data.get("example") or {}).items()},
        slow=str(data.get("slow") or ""),
        path=path,
        pagination=_pagination(data, where),
        source=text,
    )


def _parted(text: str) -> tuple[str, str]:
    """The YAML of the `#+` lines, and the SPARQL without them."""
    lines = text.splitlines()
    head = "\n".join(line.lstrip()[2:].removeprefix(" ") for line in lines if line.lstrip().startswith("#+"))
    body = "\n".join(line for line in lines if not line.lstrip().startswith("#+")).strip() + "\n"
    return head, body


def _read_head(head: str, where: str) -> dict[str, Any]:
    """What the header says. Errors: QueryFileError where it is no YAML, has no summary, or says more than it
    may."""
    try:
        data = yaml.load(head, _LOADER) or {}
    except yaml.YAMLError as error:
        raise QueryFileError(
            f"{where}: the #+ lines do not parse as YAML: {' '.join(str(error).split())}"
        ) from error
    if not isinstance(data, dict) or not data.get("summary"):
        raise QueryFileError(f"{where}: the file must begin with `#+ summary: a title`")
    if unknown := sorted(set(data) - _KEYS):
        raise QueryFileError(
            f"{where}: the header says {', '.join(map(str, unknown))}; it may say {', '.join(sorted(_KEYS))}"
        )
    return data


def _parameters(
    data: Mapping[str, Any], body: Sequence[Token], where: str, *, narrowed: bool
) -> tuple[Parameter, ...]:
    """The parameters: those of the header, those grlc reads out of the text, `acceptance` and `status`."""
    defaults = _defaults(data.get("defaults"))
    declared = tuple(_parameter(p, where, defaults) for p in data.get("parameters") or ())
    in_text = _in_text(body, {p.name for p in declared}, defaults)
    listed = _enumerated(data.get("enumerate"))
    return tuple(
        replace(p, values=listed.get(p.name, p.values))
        for p in (*declared, *in_text, *_narrowing(body, narrowed))
    )


def _narrowing(body: Sequence[Token], narrowed: bool) -> tuple[Parameter, ...]:
    """The parameters by which statements are narrowed; a query that names graphs itself has chosen which
    statuses it reads."""
    if not narrowed:
        return ()
    names_graphs = any(token.is_word("GRAPH", "FROM") for token in body)
    return (_ACCEPTANCE,) if names_graphs else (_ACCEPTANCE, _STATUS)


def _accepted(data: Mapping[str, Any], body: Sequence[Token], where: str) -> tuple[str, ...]:
    """The variables that stand for statements. Errors: QueryFileError for one the query does not have."""
    named = _strings(data.get("accepted"))
    there = {t.text[1:] for t in body if t.kind == "var"}
    if unknown := sorted(set(named) - there):
        raise QueryFileError(
            f"{where}: `accepted` names {', '.join(unknown)}, of which the query has no variable"
        )
    return named


def _pagination(data: Mapping[str, Any], where: str) -> int:
    pagination = data.get("pagination") or 0
    if not isinstance(pagination, int) or isinstance(pagination, bool) or not 0 <= pagination <= _MOST_ROWS:
        raise QueryFileError(
            f"{where}: `pagination` is a whole number of rows up to {_MOST_ROWS}, not {pagination!r}"
        )
    return pagination


def _strings(given: Any) -> tuple[str, ...]:
    return tuple(map(str, given or ()))


def _defaults(given: Any) -> dict[str, str]:
    # grlc writes them as a list of one-entry maps.
    rows = given if isinstance(given, list) else [given] if isinstance(given, dict) else []
    return {str(k): _plain(v) for row in rows if isinstance(row, dict) for k, v in row.items()}


def _enumerated(given: Any) -> dict[str, tuple[str, ...]]:
    # A list of names, whose values grlc asks the endpoint for, and of maps from a name to its values.
    rows = given if isinstance(given, list) else [given] if isinstance(given, dict) else []
    return {
        str(k): tuple(map(_plain, v))
        for row in rows
        if isinstance(row, dict)
        for k, v in row.items()
        if isinstance(v, list)
    }


#: grlc's names of parameters: `?_name`, `?__name` when it may be left out, then a type, a language or a
#: datatype as prefix_name.
_GRLC = re.compile(
    r"^(__?)([A-Za-z][A-Za-z0-9]*)(?:_(iri|number|integer|literal|text|date|xsd_[A-Za-z]+|[a-z]{2}(?:-[a-z]+)?))?$"
)
_GRLC_TYPES: Mapping[str, ParameterType] = {
    "iri": "iri",
    "number": "integer",
    "integer": "integer",
    "date": "date",
    "xsd_date": "date",
    "xsd_integer": "integer",
    "xsd_int": "integer",
}


def _in_text(body: Sequence[Token], declared: set[str], defaults: Mapping[str, str]) -> Iterator[Parameter]:
    """The parameters that grlc would read out of the variables of a query, in the order they stand in it."""
    seen = set(declared)
    for token in body:
        found = _GRLC.match(token.text[1:]) if token.kind == "var" else None
        if found is None or found[2] in seen:
            continue
        seen.add(found[2])
        name, kind = found[2], found[3] or ""
        yield Parameter(
            name=name,
            type=_GRLC_TYPES.get(kind, "text"),
            label=name.capitalize(),
            default=defaults.get(name, ""),
            required=found[1] == "_" and name not in defaults,
            variable=token.text[1:],
            language=kind if re.fullmatch(r"[a-z]{2}(-[a-z]+)?", kind) else "",
        )


def _parameter(data: Any, where: str, defaults: Mapping[str, str]) -> Parameter:
    if not isinstance(data, dict) or not _PARAMETER_NAME.match(str(data.get("name", ""))):
        raise QueryFileError(f"{where}: a parameter needs a `name` in lower case")
    if unknown := sorted(set(data) - _PARAMETER_KEYS):
        raise QueryFileError(
            f"{where}: the parameter {data['name']} says {', '.join(map(str, unknown))}; it "
            f"may say {', '.join(sorted(_PARAMETER_KEYS))}"
        )
    kind = data.get("type")
    if kind not in TYPES:
        raise QueryFileError(
            f"{where}: the parameter {data['name']} has type {kind!r}; the types are {', '.join(TYPES)}"
        )
    default = _plain(data.get("default", defaults.get(data["name"], "")))
    return Parameter(
        name=str(data["name"]),
        type=kind,
        label=str(data.get("label") or str(data["name"]).replace("_", " ").capitalize()),
        default=default,
        required=bool(data.get("required", not default)),
        example=_plain(data.get("example", "")),
        of=str(data.get("of", "")),
        edge="end" if data.get("edge") == "end" else "start",
        help=str(data.get("help", "")),
    )


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


#: The parameter of all queries whose header names what is `accepted`.
_ACCEPTANCE = replace(_parameter(acceptance.PARAMETER, "acceptance", {}), values=acceptance.VALUES)
_STATUS = replace(_parameter(status.PARAMETER, "status", {}), values=status.VALUES)


def read_file(path: Path) -> SavedQuery:
    """The query in a `.rq` file.

    Errors: QueryFileError, also when the file is not UTF-8.
    """
    try:
        return read_query(path.read_text("utf-8"), path.stem, str(path))
    except UnicodeDecodeError as error:
        raise QueryFileError(f"{path}: the file is not UTF-8") from error
