// Three views of a result for YASR: a bar chart, a timeline, a graph. Each says by canHandleResults whether the result has the columns it needs.
(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = (name, attributes = {}, text) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const icon = (...paths) => {
    const made = svg("svg", { viewBox: "0 0 16 16", width: 15, height: 15, "aria-hidden": "true" });
    for (const d of paths) made.append(svg("path", { d, fill: "none", stroke: "currentColor", "stroke-width": 1.6 }));
    return made;
  };
  const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const shown = (term) => (!term ? "" : term.type === "uri" ? decodeURIComponent(term.value.split(/[/#]/).filter(Boolean).slice(-2).join("/")) : term.value);
  const isNumber = (term) => /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(term?.datatype ?? "");
  const isDate = (term) => term?.type !== "uri" && /^-?\d{4}(-\d{2}(-\d{2})?)?/.test(term?.value ?? "") && (/#(date|dateTime|gYear|gYearMonth)$|EDTF$/.test(term.datatype ?? "") || /^\d{4}-\d{2}/.test(term.value));
  const columns = (yasr) => yasr.results?.getVariables() ?? [];
  const rows = (yasr) => yasr.results?.getBindings() ?? [];
  const column = (yasr, fits) => columns(yasr).find((name) => { const filled = rows(yasr).map((row) => row[name]).filter(Boolean); return filled.length > 0 && filled.every(fits); });
  // The column that names a row: the first whose values are words, else the first there is.
  const naming = (yasr, but) => columns(yasr).filter((name) => !but.includes(name)).sort((a, b) => (rows(yasr)[0]?.[a]?.type === "uri") - (rows(yasr)[0]?.[b]?.type === "uri"))[0];
  const list = (parts) => { const place = document.createElement("div"); place.className = "rg-view"; place.append(...parts); return place; };
  const note = (text) => { const made = document.createElement("p"); made.textContent = text; return made; };

  class Chart {
    priority = 5; label = "Chart";
    constructor(yasr) { this.yasr = yasr; }
    canHandleResults() { return !!column(this.yasr, isNumber) && rows(this.yasr).length > 0; }
    getIcon() { return icon("M2 14V7h3v7M7 14V2h3v12M12 14v-4h3v4"); }
    draw() {
      const number = column(this.yasr, isNumber), name = naming(this.yasr, [number]), most = 60, all = rows(this.yasr), listed = all.slice(0, most);
      const largest = Math.max(1, ...listed.map((row) => Number(row[number]?.value ?? 0))), step = 24, left = 260, width = 900;
      const picture = svg("svg", { viewBox: `0 0 ${width} ${listed.length * step + 8}`, role: "img", "aria-label": `${number} by ${name ?? "row"}` });
      listed.forEach((row, i) => {
        const value = Number(row[number]?.value ?? 0), y = i * step + 4, long = ((width - left - 70) * Math.max(value, 0)) / largest;
        picture.append(svg("text", { x: left - 8, y: y + 14, "text-anchor": "end" }, short(shown(row[name]), 38)), svg("rect", { x: left, y, width: Math.max(long, 1), height: step - 7, rx: 2 }), svg("text", { x: left + long + 6, y: y + 14 }, value.toLocaleString("en")));
      });
      this.yasr.resultsEl.append(list([picture, ...(all.length > most ? [note(`The first ${most} of ${all.length} rows.`)] : [])]));
    }
  }

  class Timeline {
    priority = 4; label = "Timeline";
    constructor(yasr) { this.yasr = yasr; }
    canHandleResults() { return !!column(this.yasr, isDate); }
    getIcon() { return icon("M1 8h14M4 5v6M9 5v6M13 5v6"); }
    draw() {
      const date = column(this.yasr, isDate), name = naming(this.yasr, [date]), rest = columns(this.yasr).filter((c) => c !== date && c !== name && rows(this.yasr).some((row) => row[c] && row[c].type !== "uri")).slice(0, 2);
      const dated = rows(this.yasr).filter((row) => row[date]).sort((a, b) => a[date].value.localeCompare(b[date].value));
      const years = document.createElement("ol");
      years.className = "timeline";
      for (const row of dated) {
        const item = document.createElement("li"), time = document.createElement("time"), what = document.createElement("span");
        time.textContent = row[date].value;
        what.textContent = [shown(row[name]), ...rest.map((c) => shown(row[c]))].filter(Boolean).join(" · ");
        item.append(time, what);
        years.append(item);
      }
      this.yasr.resultsEl.append(list([years]));
    }
  }

  class Graph {
    priority = 3; label = "Graph";
    constructor(yasr) { this.yasr = yasr; }
    edges() {
      const triples = this.yasr.results?.getStatements?.();
      if (triples?.length) return triples.map((t) => [shownTerm(t.subject), shownTerm(t.object), t.predicate.value.split(/[/#]/).pop()]);
      const linked = columns(this.yasr).filter((name) => rows(this.yasr).some((row) => row[name]?.type === "uri"));
      // Two columns of things, else the first two of words.
      if (linked.length < 2) linked.splice(0, 2, ...columns(this.yasr).filter((name) => rows(this.yasr).every((row) => row[name]?.type !== "uri" && !isNumber(row[name]) && !isDate(row[name]))).slice(0, 2));
      if (linked.length < 2) return [];
      return rows(this.yasr).filter((row) => row[linked[0]] && row[linked[1]]).map((row) => [shown(row[linked[0]]), shown(row[linked[1]]), ""]);
    }
    canHandleResults() { return typeof cytoscape !== "undefined" && this.edges().length > 0; }
    getIcon() { return icon("M4 4l8 3M4 4l2 9M12 7l-6 6", "M3 3h2v2h-2zM11 6h2v2h-2zM5 12h2v2h-2z"); }
    draw() {
      const most = 300, edges = this.edges().slice(0, most), nodes = [...new Set(edges.flatMap(([from, to]) => [from, to]))];
      const place = document.createElement("div");
      place.className = "rg-graph";
      this.yasr.resultsEl.append(list([place, ...(this.edges().length > most ? [note(`The first ${most} links are drawn.`)] : [])]));
      cytoscape({
        container: place,
        elements: [...nodes.map((id) => ({ data: { id, label: short(id, 34) } })), ...edges.map(([source, target, label]) => ({ data: { source, target, label } }))],
        style: [
          { selector: "node", style: { label: "data(label)", "font-size": 11, "background-color": "#7a2e1d", width: 14, height: 14, "text-wrap": "wrap", "text-max-width": 140, "text-valign": "bottom" } },
          { selector: "edge", style: { label: "data(label)", "font-size": 9, width: 1.2, "line-color": "#b7ad9b", "target-arrow-color": "#b7ad9b", "target-arrow-shape": "triangle", "curve-style": "bezier" } },
        ],
        layout: { name: "cose", animate: false, nodeDimensionsIncludeLabels: true },
      });
    }
  }
  const shownTerm = (term) => (term.termType === "Literal" ? short(term.value, 60) : shown({ type: "uri", value: term.value }));

  window.regestaViews = [{ name: "chart", plugin: Chart }, { name: "timeline", plugin: Timeline }, { name: "graph", plugin: Graph }];
})();
