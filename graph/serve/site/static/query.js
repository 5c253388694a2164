// The SPARQL page with YASGUI: prefixes, examples and completion come from this server (/queries/editor.json), nothing from elsewhere.
// Without this script, or without the npm build of YASGUI, the plain form of the page does the same work.
(async () => {
  const place = document.getElementById("yasgui");
  const plain = document.getElementById("query-form");
  if (!place || !plain || typeof Yasgui === "undefined") return;
  const answer = document.getElementById("answer");
  const { prefixes, classes, properties, examples } = await (await fetch("/queries/editor.json")).json();
  const { Yasqe, Yasr } = Yasgui;

  const complete = (from, name, terms) => Yasqe.forkAutocompleter(from, { name, bulk: true, persistenceId: null, get: () => terms }, false);
  complete("class", "regesta-classes", classes);
  complete("property", "regesta-properties", properties);
  complete("prefixes", "regesta-prefixes", Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`));
  Yasqe.defaults.autocompleters = ["variables", "regesta-prefixes", "regesta-classes", "regesta-properties"];
  Yasqe.defaults.prefixCcApi = null;
  // A line or paragraph separator stops YASQE's tokeniser; SPARQL reads the escape as the same character.
  const typed = (text) => text.replace(/\u2028/g, "\\u2028").replace(/\u2029/g, "\\u2029");
  Yasqe.defaults.value = typed(plain.elements.query.defaultValue);
  for (const view of window.regestaViews ?? []) Yasr.registerPlugin(view.name, view.plugin);
  Yasr.defaults.prefixes = prefixes;
  // YASR parses each value as HTML to sort and filter by it (in a document apart, but the page's policy is asked): ours sorts by the text.
  const asText = (render) => (value, use, ...rest) => (value && (!use || use === "filter" || use === "sort") ? (value.value ?? value) : render(value, use, ...rest));
  Yasr.registerPlugin("table", class extends Yasr.plugins.table {
    getColumns() { return super.getColumns().map((column) => ({ ...column, render: asText(column.render) })); }
  });

  const endpoint = new URL("/sparql", location.href).href;
  place.hidden = false; // before the editor is drawn: it measures itself
  plain.hidden = true;
  const tool = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
    copyEndpointOnNewTab: true,
    persistenceId: `regesta ${endpoint}`,
    populateFromUrl: (tab) => ({ ...tab, yasqe: { ...tab.yasqe, value: typed(tab.yasqe.value) } }),
    yasr: { pluginOrder: ["table", ...(window.regestaViews ?? []).map((view) => view.name), "boolean", "response", "error"] },
  });

  const open = (text, name) => {
    const known = Object.values(tool._tabs).find((tab) => tab.getPersistedJson?.().yasqe.value?.trim() === text.trim());
    if (known) tool.selectTabId(known.getId());
    else tool.addTab(true, { name, yasqe: { value: text }, requestConfig: { ...tool.config.requestConfig, endpoint } });
  };
  for (const happened of ["query", "queryResponse"]) tool.on(happened, () => answer?.remove()); // the first is over when the address asked
  if (new URLSearchParams(location.search).has("query")) open(typed(plain.elements.query.defaultValue), "From the address");

  // The list of questions opens each in a tab of its own instead of leaving the page.
  const texts = new Map(examples.map((e) => [e.name, e]));
  document.getElementById("examples")?.addEventListener("click", (event) => {
    const example = texts.get(event.target.closest("a[data-example]")?.dataset.example);
    if (!example || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(example.text, example.summary);
    place.scrollIntoView({ block: "start" });
    tool.getTab()?.getYasqe().focus();
  });
  // What assistive programs need and YASGUI leaves out.
  const name = () => {
    for (const input of place.querySelectorAll(".CodeMirror textarea")) input.setAttribute("aria-label", "SPARQL query");
    for (const input of place.querySelectorAll(".autocomplete")) input.setAttribute("aria-label", "Endpoint");
  };
  name();
  tool.on("tabAdd", () => setTimeout(name));
  tool.on("tabSelect", () => setTimeout(name));
})();
