"""The names of the vocabulary in Python; a test keeps them equal to `regesta.ttl` and to `schemes/`."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

NAMESPACE: Final = "https://w3id.org/regesta/ontology#"
#: The ontology's own IRI, also the name of the graph that holds it in the store.
ONTOLOGY: Final = "https://w3id.org/regesta/ontology"
#: Concepts are named `<SCHEMES><scheme>/<notation>`.
SCHEMES: Final = "https://w3id.org/regesta/scheme/"
EDTF: Final = NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")


def _rg(name: str) -> NamedNode:
    return NamedNode(NAMESPACE + name)


class RG:
    """Every class (capitalised) and property (not) of the vocabulary."""

    Statement: Final = _rg("Statement")
    Agent: Final = _rg("Agent")
    Person: Final = _rg("Person")
    Organisation: Final = _rg("Organisation")
    State: Final = _rg("State")
    Group: Final = _rg("Group")
    School: Final = _rg("School")
    Place: Final = _rg("Place")
    Event: Final = _rg("Event")
    Meeting: Final = _rg("Meeting")
    Communication: Final = _rg("Communication")
    Agreement: Final = _rg("Agreement")
    Order: Final = _rg("Order")
    Approval: Final = _rg("Approval")
    Rejection: Final = _rg("Rejection")
    Request: Final = _rg("Request")
    Proposal: Final = _rg("Proposal")
    MilitaryAction: Final = _rg("MilitaryAction")
    Deployment: Final = _rg("Deployment")
    Withdrawal: Final = _rg("Withdrawal")
    Occupation: Final = _rg("Occupation")
    Appointment: Final = _rg("Appointment")
    Founding: Final = _rg("Founding")
    Dissolution: Final = _rg("Dissolution")
    Visit: Final = _rg("Visit")
    Election: Final = _rg("Election")
    Aid: Final = _rg("Aid")
    Announcement: Final = _rg("Announcement")
    Publication: Final = _rg("Publication")
    PolicyAdoption: Final = _rg("PolicyAdoption")
    Conflict: Final = _rg("Conflict")
    Death: Final = _rg("Death")
    OtherEvent: Final = _rg("OtherEvent")
    Decision: Final = _rg("Decision")
    Claim: Final = _rg("Claim")
    Proposition: Final = _rg("Proposition")
    ArgumentLink: Final = _rg("ArgumentLink")
    EvidenceLink: Final = _rg("EvidenceLink")
    Source: Final = _rg("Source")
    ArchivalDocument: Final = _rg("ArchivalDocument")
    PublishedDocument: Final = _rg("PublishedDocument")
    Book: Final = _rg("Book")
    Article: Final = _rg("Article")
    Chapter: Final = _rg("Chapter")
    WorkingPaper: Final = _rg("WorkingPaper")
    NewspaperArticle: Final = _rg("NewspaperArticle")
    Interview: Final = _rg("Interview")
    WebPage: Final = _rg("WebPage")
    Report: Final = _rg("Report")
    Diary: Final = _rg("Diary")
    Thesis: Final = _rg("Thesis")
    PrimarySource: Final = _rg("PrimarySource")
    SecondarySource: Final = _rg("SecondarySource")
    Memoir: Final = _rg("Memoir")
    ArchivalUnit: Final = _rg("ArchivalUnit")
    Archive: Final = _rg("Archive")
    Document: Final = _rg("Document")
    Division: Final = _rg("Division")
    Sentence: Final = _rg("Sentence")
    Footnote: Final = _rg("Footnote")
    Citation: Final = _rg("Citation")
    Resolution: Final = _rg("Resolution")
    Identification: Final = _rg("Identification")
    Link: Final = _rg("Link")
    Mention: Final = _rg("Mention")
    Passage: Final = _rg("Passage")
    Discrepancy: Final = _rg("Discrepancy")
    Verdict: Final = _rg("Verdict")
    Policy: Final = _rg("Policy")
    ExtractionRun: Final = _rg("ExtractionRun")

    agent: Final = _rg("agent")
    recipient: Final = _rg("recipient")
    atPlace: Final = _rg("atPlace")
    eventType: Final = _rg("eventType")
    factuality: Final = _rg("factuality")
    decidedBy: Final = _rg("decidedBy")
    addressee: Final = _rg("addressee")
    decisionKind: Final = _rg("decisionKind")
    motivatedBy: Final = _rg("motivatedBy")
    sameAct: Final = _rg("sameAct")
    content: Final = _rg("content")
    trigger: Final = _rg("trigger")
    holder: Final = _rg("holder")
    voice: Final = _rg("voice")
    polarity: Final = _rg("polarity")
    certainty: Final = _rg("certainty")
    states: Final = _rg("states")
    statedBy: Final = _rg("statedBy")
    within: Final = _rg("within")
    reportedIn: Final = _rg("reportedIn")
    reports: Final = _rg("reports")
    answers: Final = _rg("answers")
    supports: Final = _rg("supports")
    attacks: Final = _rg("attacks")
    undercuts: Final = _rg("undercuts")
    concedes: Final = _rg("concedes")
    argumentFrom: Final = _rg("argumentFrom")
    argumentTo: Final = _rg("argumentTo")
    argumentType: Final = _rg("argumentType")
    evidenceFor: Final = _rg("evidenceFor")
    evidenceCitation: Final = _rg("evidenceCitation")
    evidenceRole: Final = _rg("evidenceRole")
    evidence: Final = _rg("evidence")
    citesSource: Final = _rg("citesSource")
    citesFootnote: Final = _rg("citesFootnote")
    sourceType: Final = _rg("sourceType")
    evidenceGrade: Final = _rg("evidenceGrade")
    sourceRole: Final = _rg("sourceRole")
    sender: Final = _rg("sender")
    author: Final = _rg("author")
    heldIn: Final = _rg("heldIn")
    partOf: Final = _rg("partOf")
    directPartOf: Final = _rg("directPartOf")
    archivalLevel: Final = _rg("archivalLevel")
    listedIn: Final = _rg("listedIn")
    inDocument: Final = _rg("inDocument")
    inDivision: Final = _rg("inDivision")
    inSentence: Final = _rg("inSentence")
    inFootnote: Final = _rg("inFootnote")
    hasCitation: Final = _rg("hasCitation")
    calledIn: Final = _rg("calledIn")
    callsFootnote: Final = _rg("callsFootnote")
    citedSource: Final = _rg("citedSource")
    citedBy: Final = _rg("citedBy")
    resolvedFrom: Final = _rg("resolvedFrom")
    resolves: Final = _rg("resolves")
    resolvesTo: Final = _rg("resolvesTo")
    resolutionMeaning: Final = _rg("resolutionMeaning")
    identifies: Final = _rg("identifies")
    identifiedAs: Final = _rg("identifiedAs")
    expressedIn: Final = _rg("expressedIn")
    mentions: Final = _rg("mentions")
    refersTo: Final = _rg("refersTo")
    mentionForm: Final = _rg("mentionForm")
    severity: Final = _rg("severity")
    acceptedBy: Final = _rg("acceptedBy")
    status: Final = _rg("status")
    proposedBy: Final = _rg("proposedBy")
    outcome: Final = _rg("outcome")
    reviewer: Final = _rg("reviewer")
    onRecord: Final = _rg("onRecord")
    onPart: Final = _rg("onPart")
    underPolicy: Final = _rg("underPolicy")
    withdraws: Final = _rg("withdraws")
    mergedInto: Final = _rg("mergedInto")
    splitInto: Final = _rg("splitInto")

    date: Final = _rg("date")
    earliest: Final = _rg("earliest")
    latest: Final = _rg("latest")
    dateText: Final = _rg("dateText")
    cue: Final = _rg("cue")
    text: Final = _rg("text")
    identifier: Final = _rg("identifier")
    title: Final = _rg("title")
    year: Final = _rg("year")
    authorName: Final = _rg("authorName")
    editorName: Final = _rg("editorName")
    translatorName: Final = _rg("translatorName")
    container: Final = _rg("container")
    volume: Final = _rg("volume")
    issue: Final = _rg("issue")
    publisher: Final = _rg("publisher")
    publicationPlace: Final = _rg("publicationPlace")
    edition: Final = _rg("edition")
    language: Final = _rg("language")
    locator: Final = _rg("locator")
    shelfmark: Final = _rg("shelfmark")
    documentKind: Final = _rg("documentKind")
    documentNumber: Final = _rg("documentNumber")
    url: Final = _rg("url")
    accessed: Final = _rg("accessed")
    number: Final = _rg("number")
    depth: Final = _rg("depth")
    page: Final = _rg("page")
    mediaType: Final = _rg("mediaType")
    start: Final = _rg("start")
    end: Final = _rg("end")
    quote: Final = _rg("quote")
    sha256: Final = _rg("sha256")
    rule: Final = _rg("rule")
    message: Final = _rg("message")
    confidence: Final = _rg("confidence")
    reason: Final = _rg("reason")
    at: Final = _rg("at")
    partId: Final = _rg("partId")
    relinkedTo: Final = _rg("relinkedTo")
    batch: Final = _rg("batch")
    digest: Final = _rg("digest")
    version: Final = _rg("version")


#: The notations of every scheme, in the order of its file.
CONCEPTS: Final[dict[str, tuple[str, ...]]] = {
    "event-type": (
        "Meeting",
        "Communication",
        "Agreement",
        "Order",
        "Approval",
        "Rejection",
        "Request",
        "Proposal",
        "MilitaryAction",
        "Deployment",
        "Withdrawal",
        "Occupation",
        "Appointment",
        "Founding",
        "Dissolution",
        "Visit",
        "Election",
        "Aid",
        "Announcement",
        "Publication",
        "PolicyAdoption",
        "Conflict",
        "Death",
        "Other",
    ),
    "voice": ("author", "scholar", "school", "actor", "document"),
    "certainty": ("plain", "hedged"),
    "polarity": ("positive", "negative"),
    "factuality": ("asserted", "planned", "reported", "counterfactual", "denied"),
    "outcome": ("accept", "reject", "edit", "merge", "split", "relink", "defer", "comment", "withdraw"),
    "evidence-role": ("evidence", "statement", "information", "contrary"),
    "evidence-grade": (
        "primary-archival",
        "primary-published",
        "press",
        "memoir",
        "interview",
        "secondary",
        "official-history",
        "unknown",
    ),
    "archival-level": (
        "archive",
        "fond",
        "opis",
        "delo",
        "list",
        "record_group",
        "collection",
        "class",
        "series",
        "subseries",
        "entry",
        "microfilm",
        "reel",
        "box",
        "carton",
        "volume",
        "folder",
        "dossier",
        "piece",
        "item",
        "sheet",
        "unit",
    ),
    "mention-form": ("name", "pronoun", "metonym"),
    "decision-kind": ("approve", "reject", "order", "adopt", "postpone", "withdraw", "agree"),
    "actor-kind": ("person", "state", "organisation", "group", "school"),
    "citation-type": (
        "archival_document",
        "published_document",
        "book",
        "article",
        "chapter",
        "working_paper",
        "newspaper",
        "interview",
        "web",
        "report",
        "diary",
        "thesis",
        "ibid",
        "short_title",
        "other",
    ),
    "resolution-meaning": ("source", "place", "author"),
    "severity": ("error", "warning", "note"),
    "status": ("candidate", "accepted", "rejected", "deferred"),
    "verdict-part": ("record", "claim", "proposition", "evidence", "link", "date", "actor"),
    "argument-type": ("supports", "attacks", "undercuts", "concedes"),
    "source-role": ("primary", "secondary", "memoir", "interview", "official-history"),
}


def concept(scheme: str, notation: str) -> NamedNode:
    """The IRI of a concept, for instance `concept("voice", "scholar")`.

    Errors: KeyError when the scheme has no such notation.
    """
    if notation not in CONCEPTS[scheme]:
        raise KeyError(
            f"the scheme {scheme!r} has no concept {notation!r}; it has {', '.join(CONCEPTS[scheme])}"
        )
    return NamedNode(f"{SCHEMES}{scheme}/{notation}")
