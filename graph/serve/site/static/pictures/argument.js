// The argument map: claims in layers by chain or by school, the positions they express, the sources they rest on, the files those are kept in. Layers by dagre, drawing by d3.
(() => {
  const { draw, write, lines, zooming, tools, roving, button } = window.regestaPictures;
  const SIZE = { claim: [250, 84], position: [210, 46], source: [220, 44], file: [200, 44] };
  const ANSWERS = new Set(["attacks", "undercuts", "concedes", "supports"]);
  const DOES = { attacks: "rejects", concedes: "grants" };
  const DONE = { attacks: "is rejected by", undercuts: "is undercut by", concedes: "is granted by", supports: "is supported by", expresses: "is expressed by", "rests on": "is cited by", "kept in": "holds" };
  const LANE = 190;
  // Below this scale the words are too small to read: the boxes say who holds them, large.
  const FAR = 0.62;

  // Things that hang together, as lists of nodes; a file of an archive joins nothing, it stands under each of them.
  const parts = (nodes, links) => {
    const root = new Map(nodes.map((node) => [node.n, node.n])), find = (n) => { while (root.get(n) !== n) n = root.get(n); return n; };
    for (const link of links) root.set(find(link.from), find(link.to));
    return [...d3.group(nodes, (node) => find(node.n)).values()];
  };

  // A file is drawn once for each part of the argument that leads there, so that one archive does not knot everything together.
  const apart = (data) => {
    const nodes = data.nodes.map((node, n) => ({ ...node, n })), links = data.links.filter((link) => link.how !== "kept in");
    const part = new Map(parts(nodes.filter((node) => node.kind !== "file"), links).flatMap((some, n) => some.map((node) => [node.n, n])));
    const kept = nodes.filter((node) => node.kind !== "file"), files = new Map(), place = new Map(kept.map((node, n) => [node.n, n])), joined = links.map((link) => ({ ...link, from: place.get(link.from), to: place.get(link.to) }));
    for (const link of data.links.filter((one) => one.how === "kept in")) {
      const key = `${part.get(link.from)} ${link.to}`;
      if (!files.has(key)) { files.set(key, kept.length); kept.push({ ...nodes[link.to] }); }
      joined.push({ from: place.get(link.from), how: link.how, to: files.get(key) });
    }
    kept.forEach((node, n) => { node.n = n; });
    return [kept, joined];
  };

  // Where everything stands: dagre gives the layers of each part from left (what is answered) to right (the file in the archive); the parts stand in columns.
  const layered = (nodes, links) => {
    const set = parts(nodes, links).map((some) => {
      const graph = new dagre.graphlib.Graph({ multigraph: true }), inside = new Set(some.map((node) => node.n));
      graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 70, edgesep: 6 });
      graph.setDefaultEdgeLabel(() => ({}));
      for (const node of some) { const [width, height] = SIZE[node.kind]; graph.setNode(String(node.n), { width, height }); }
      // An answer stands right of what it answers, a claim right of its position.
      links.forEach((link, n) => { if (!inside.has(link.from)) return; const turned = ANSWERS.has(link.how) || link.how === "expresses"; graph.setEdge(String(turned ? link.to : link.from), String(turned ? link.from : link.to), {}, String(n)); });
      dagre.layout(graph);
      for (const node of some) { const { x, y } = graph.node(String(node.n)); node.x = x; node.y = y; }
      const { width, height } = graph.graph();
      return { some, width, height };
    });
    if (set.length === 1) return;
    // Columns as wide as their widest part, each filled to the height that makes the whole a sheet, not a strip.
    const most = Math.max(d3.max(set, (part) => part.height), Math.sqrt(d3.sum(set, (part) => (part.width + 90) * (part.height + 40)) / 1.7));
    let x = 0, y = 0, wide = 0;
    for (const part of set) {
      if (y && y + part.height > most) { x += wide + 90; y = 0; wide = 0; }
      for (const node of part.some) { node.x += x; node.y += y; }
      y += part.height + 40;
      wide = Math.max(wide, part.width);
    }
  };

  // Layers over all parts: one further right than what is answered, cited by, or expressed.
  const columned = (nodes, links) => {
    const before = d3.group(links, (link) => (ANSWERS.has(link.how) || link.how === "expresses" ? link.from : link.to)), depth = new Map();
    const deep = (n, walked) => {
      if (depth.has(n)) return depth.get(n);
      if (walked.has(n)) return 0;
      walked.add(n);
      const found = Math.max(-1, ...(before.get(n) ?? []).map((link) => deep(link.from === n ? link.to : link.from, walked))) + 1;
      walked.delete(n);
      depth.set(n, found);
      return found;
    };
    for (const node of nodes) deep(node.n, new Set());
    return depth;
  };

  // The same layers, each school in a band of its own: what rests under a claim stays in the band of the first that cites it.
  const banded = (nodes, links, schools) => {
    const lane = new Map(nodes.filter((node) => node.school).map((node) => [node.n, node.school]));
    for (const how of ["rests on", "kept in"]) for (const link of links) if (link.how === how && !lane.has(link.to) && lane.has(link.from)) lane.set(link.to, lane.get(link.from));
    const depth = columned(nodes, links), order = [...schools, ...new Set([...lane.values()].filter((name) => !schools.includes(name)))], high = SIZE.claim[1] + 14, wide = SIZE.claim[0] + 26;
    const groups = order.map((name) => [name, d3.group(d3.sort(nodes.filter((node) => lane.get(node.n) === name), (node) => node.y), (node) => depth.get(node.n))]).filter(([, layers]) => layers.size);
    const deepest = d3.max(depth.values()) ?? 0, layers = d3.range(deepest + 1);
    // A layer of many things stands in several columns: as many rows as make the whole a sheet, not a strip.
    const columns = (rows) => layers.map((layer) => d3.max(groups, ([, some]) => Math.ceil((some.get(layer)?.length ?? 0) / rows)));
    const tall = (some, rows) => Math.max(...[...some.values()].map((inside) => Math.min(rows, inside.length))) * high + 14;
    const sheet = (rows) => Math.abs(Math.log((d3.sum(columns(rows)) * wide + layers.length * 50) / (d3.sum(groups, ([, some]) => tall(some, rows) + 16) * 1.7)));
    const rows = d3.least(d3.range(1, 41), sheet), starts = [0];
    for (const many of columns(rows)) starts.push(starts.at(-1) + many * wide + 50);
    const bands = [];
    let top = 0;
    for (const [name, some] of groups) {
      const height = tall(some, rows);
      for (const [layer, inside] of some) inside.forEach((node, n) => {
        const column = Math.floor(n / rows), here = Math.min(rows, inside.length - column * rows);
        node.x = starts[layer] + column * wide + SIZE.claim[0] / 2;
        node.y = top + height / 2 + ((n % rows) - (here - 1) / 2) * high;
      });
      bands.push({ name, y: top, height });
      top += height + 16;
    }
    return bands;
  };

  const path = (from, to) => {
    const [a, b] = from.x <= to.x ? [from, to] : [to, from], apart = b.x - a.x;
    if (apart < 20) { const x = a.x + SIZE[a.kind][0] / 2, z = b.x + SIZE[b.kind][0] / 2; return from === a ? `M${x},${a.y}C${x + 46},${a.y} ${z + 46},${b.y} ${z},${b.y}` : `M${z},${b.y}C${z + 46},${b.y} ${x + 46},${a.y} ${x},${a.y}`; }
    const x = a.x + SIZE[a.kind][0] / 2, z = b.x - SIZE[b.kind][0] / 2, half = Math.max(30, (z - x) / 2);
    return from === a ? `M${x},${a.y}C${x + half},${a.y} ${z - half},${b.y} ${z},${b.y}` : `M${z},${b.y}C${z - half},${b.y} ${x + half},${a.y} ${x},${a.y}`;
  };

  draw.argument = (figure, canvas, data) => {
    const [nodes, links] = apart(data);
    const schools = data.schools, hue = (name) => `school${Math.max(0, schools.indexOf(name)) % 8}`;
    const near = nodes.map(() => []);
    links.forEach((link, n) => { near[link.from].push({ n, other: link.to, how: link.how, out: true }); near[link.to].push({ n, other: link.from, how: link.how, out: false }); });
    // What hangs under a node: answers of a claim, claims of a position, sources, files.
    const under = (n) => near[n].filter((e) => (e.out ? !ANSWERS.has(e.how) && e.how !== "expresses" : ANSWERS.has(e.how) || e.how === "expresses")).map((e) => e.other);
    const folded = new Set();
    let bands = [], chosen;

    const svg = d3.select(canvas).append("svg").attr("role", "group").attr("aria-label", `Argument map of ${nodes.length} things; arrow keys go from one to the next, Enter chooses, F folds`);
    const defs = svg.append("defs");
    for (const how of ["attacks", "undercuts", "concedes", "supports", "other"]) defs.append("marker").attr("id", `arrow-${how}`).attr("viewBox", "0 0 10 10").attr("refX", 9).attr("refY", 5).attr("markerWidth", 7).attr("markerHeight", 7).attr("orient", "auto").append("path").attr("d", "M0,0L10,5L0,10z").attr("class", `arrow ${how}`);
    const layer = svg.append("g"), lanes = layer.append("g"), threads = layer.append("g"), boxes = layer.append("g");
    const moves = zooming(svg, layer, { least: 0.08, most: 2.5, turned: ({ k }) => svg.classed("far", k < FAR) });

    const edge = threads.selectAll("path").data(links).join("path").attr("class", (d) => `link ${d.how.replace(" ", "-")}`).attr("marker-end", (d) => (ANSWERS.has(d.how) ? `url(#arrow-${d.how})` : null));
    edge.append("title").text((d) => DOES[d.how] ?? d.how);
    const box = boxes.selectAll("g").data(nodes).join("g").attr("class", (d) => `node ${d.kind} ${d.kind === "claim" || d.kind === "position" ? hue(d.school) : ""}`)
      .attr("role", "button").attr("aria-pressed", "false").attr("aria-label", (d) => [d.kind, d.who, d.text, d.kind === "claim" ? `evidence: ${d.strength}` : ""].filter(Boolean).join(", "));
    box.each(function (d) {
      const [w, h] = SIZE[d.kind], g = d3.select(this), left = -w / 2, top = -h / 2;
      g.append("rect").attr("class", "box").attr("x", left).attr("y", top).attr("width", w).attr("height", h).attr("rx", d.kind === "position" ? h / 2 : d.kind === "file" ? 2 : 6);
      if (d.kind === "claim") {
        g.append("rect").attr("class", "stripe").attr("x", left).attr("y", top).attr("width", 5).attr("height", h).attr("rx", 2);
        write(g, d.who, { x: left + 14, y: top + 17, room: w - 100, size: 12, weight: 650, name: "near who" });
        write(g, d.text, { x: left + 14, y: top + 35, room: w - 26, size: 12.5, most: 3, name: "near" });
        // How near its sources stand: three steps, and the word.
        const mark = g.append("g").attr("class", `near strength ${d.strength}`).attr("transform", `translate(${w / 2 - 78},${top + 8})`), filled = { archival: 3, printed: 2, secondary: 1, none: 0 }[d.strength];
        for (let i = 0; i < 3; i++) mark.append("rect").attr("class", i < filled ? "on" : "off").attr("x", i * 6).attr("y", 7 - i * 3).attr("width", 4).attr("height", 3 + i * 3);
        mark.append("text").attr("x", 21).attr("y", 10).attr("font-size", 9.5).text(d.strength === "none" ? "no source" : d.strength);
        write(g, d.who, { x: left + 14, y: top + 34, room: w - 20, size: 30, most: 2, weight: 650, lead: 33, name: "away" });
      } else {
        const size = d.kind === "position" ? 14 : 11.5, most = 2, fitting = lines(d.text, w - 24, size, most, d.kind === "position" ? 650 : 400).length;
        write(g, d.text, { x: left + 12, y: size * 0.36 - ((fitting - 1) * size * 1.2) / 2, room: w - 24, size, most, weight: d.kind === "position" ? 650 : 400, lead: size * 1.2, name: "near" });
        write(g, d.text, { x: left + 12, y: 8, room: w - 20, size: 22, weight: d.kind === "position" ? 650 : 400, name: "away" });
      }
      if (under(d.n).length) {
        const knob = g.append("g").attr("class", "knob").attr("transform", `translate(${w / 2 - 16},${h / 2})`).on("click", (event) => { event.stopPropagation(); fold(d.n); });
        knob.append("circle").attr("r", 8);
        knob.append("text").attr("text-anchor", "middle").attr("y", 3.6).attr("font-size", 10.5);
        knob.append("title").text("Fold or unfold what hangs on it");
      }
      g.append("title").text([d.who, d.text].filter(Boolean).join(": "));
    });

    // Folded: what is reached only through folded nodes is hidden.
    const hidden = () => {
      if (!folded.size) return new Set();
      const below = new Set(nodes.flatMap((node) => under(node.n))), seen = new Set(), walk = nodes.filter((node) => !below.has(node.n)).map((node) => node.n);
      if (!walk.length && nodes.length) walk.push(0);
      while (walk.length) { const n = walk.pop(); if (seen.has(n)) continue; seen.add(n); if (!folded.has(n)) walk.push(...under(n)); }
      return new Set(nodes.filter((node) => !seen.has(node.n)).map((node) => node.n));
    };
    const place = () => {
      const gone = hidden(), shown = nodes.filter((node) => !gone.has(node.n)), kept = links.filter((link) => !gone.has(link.from) && !gone.has(link.to));
      layered(shown, kept);
      bands = figure.querySelector("[name=layers]:checked")?.value === "school" ? banded(shown, kept, schools) : [];
      const right = d3.max(shown, (node) => node.x + SIZE[node.kind][0] / 2) ?? 0;
      lanes.selectAll("g").data(bands).join("g").each(function (band) {
        const g = d3.select(this);
        g.selectAll("*").remove();
        g.append("rect").attr("class", `lane ${hue(band.name)}`).attr("x", -LANE).attr("y", band.y).attr("width", right + LANE + 20).attr("height", band.height).attr("rx", 8);
        write(g, band.name, { x: -LANE + 12, y: band.y + 24, room: LANE - 24, size: 14, most: 4, weight: 650, name: "near lane-name" });
        write(g, band.name, { x: -LANE + 10, y: band.y + 32, room: LANE - 20, size: 27, most: 3, weight: 650, lead: 29, name: "away" });
      });
      box.attr("display", (d) => (gone.has(d.n) ? "none" : null)).attr("transform", (d) => `translate(${d.x ?? 0},${d.y ?? 0})`);
      box.select(".knob text").text((d) => (folded.has(d.n) ? `+` : "−"));
      edge.attr("display", (d) => (gone.has(d.from) || gone.has(d.to) ? "none" : null)).attr("d", (d) => (nodes[d.from].x === undefined || nodes[d.to].x === undefined ? null : path(nodes[d.from], nodes[d.to])));
    };
    const fold = (n) => { if (!under(n).length) return; if (folded.has(n)) folded.delete(n); else folded.add(n); const { x, y } = nodes[n], t = d3.zoomTransform(svg.node()); place(); outlined(); svg.call(moves.zoom.transform, t.translate(x - nodes[n].x, y - nodes[n].y)); if (chosen === n) tell(n); };

    // Everything a node hangs together with: what it answers, down to the root, and what hangs on it.
    const kin = (n) => {
      const found = new Set([n]);
      const run = (next) => { const walk = [n]; while (walk.length) for (const m of next(walk.pop())) if (!found.has(m)) { found.add(m); walk.push(m); } };
      run(under);
      run((m) => near[m].filter((e) => !under(m).includes(e.other)).map((e) => e.other));
      return found;
    };
    const panel = figure.querySelector(".chosen");
    const tell = (n) => {
      const d = nodes[n], made = (name, text, kind) => { const one = document.createElement(name); if (text) { one.textContent = text; one.dir = "auto"; } if (kind) one.className = kind; return one; };
      const list = made("ul");
      for (const e of near[n].slice(0, 14)) {
        const other = nodes[e.other], item = made("li", `${e.out ? (DOES[e.how] ?? e.how) : DONE[e.how]} `), go = button(`${other.who ? `${other.who}: ` : ""}${other.text}`, `${other.who ? `${other.who}: ` : ""}${other.text}`, () => choose(e.other, true));
        go.className = "as-link";
        item.append(go);
        list.append(item);
      }
      const head = made("p", d.who ?? { position: "Position", source: "Source", file: "Kept in an archive" }[d.kind], "kind"), words = made("p", d.text, "words"), acts = made("p", "", "acts"), open = made("a", "Open its page");
      open.href = d.at;
      acts.append(open);
      if (d.kind === "claim") { const from = made("a", "Map from here"); from.href = `/debate/map?of=${encodeURIComponent(d.at.slice(1))}`; acts.append(from); }
      if (under(n).length) acts.append(button(folded.has(n) ? "Unfold" : "Fold", folded.has(n) ? "Unfold what hangs on it" : "Fold what hangs on it", () => fold(n)));
      panel.replaceChildren(head, words, ...(d.kind === "claim" ? [made("p", `${d.school} · ${d.strength === "none" ? "cites no source" : `evidence: ${d.strength}`}`, "quiet")] : []), acts, list);
    };
    const choose = (n, move) => {
      chosen = n;
      const some = n === undefined ? null : kin(n);
      box.classed("dim", (d) => some && !some.has(d.n)).classed("picked", (d) => d.n === n).attr("aria-pressed", (d) => String(d.n === n));
      edge.classed("dim", (d) => some && !(some.has(d.from) && some.has(d.to)));
      if (n === undefined) { panel.replaceChildren(hint()); return; }
      tell(n);
      if (move) moves.at(nodes[n].x, nodes[n].y, Math.max(0.75, d3.zoomTransform(svg.node()).k));
    };
    const hint = () => { const said = document.createElement("p"); said.className = "quiet"; said.textContent = "Choose a box to read it whole, with what it answers and rests on. Drag to move; Ctrl and the wheel, or + and −, to zoom; F folds."; return said; };
    box.on("click", (event, d) => choose(d.n)).on("dblclick", (event, d) => { location.href = d.at; });
    const go = roving(box, (item) => { const d = d3.select(item).datum(); return [d.x, d.y]; }, (item) => choose(d3.select(item).datum().n, true));
    box.on("keydown.fold", (event, d) => { if (event.key === "f" || event.key === "F") fold(d.n); if (event.key === "Escape") choose(); if (event.key === "o") location.href = d.at; });
    svg.on("click", (event) => { if (event.target === svg.node()) choose(); });
    tools(figure, svg, layer, moves);
    // Where one is: the whole map small, with the part that is seen; a click goes there.
    const small = d3.select(canvas).append("svg").attr("class", "overview").attr("aria-hidden", "true"), spots = small.append("g"), seen = small.append("rect").attr("class", "seen");
    let shrink = 1, corner = [0, 0];
    const outlined = () => {
      const bounds = layer.node().getBBox();
      shrink = Math.min(150 / bounds.width, 110 / bounds.height);
      corner = [bounds.x, bounds.y];
      small.attr("width", bounds.width * shrink + 8).attr("height", bounds.height * shrink + 8);
      spots.selectAll("rect").data(nodes.filter((node) => box.filter((d) => d === node).attr("display") !== "none")).join("rect").attr("class", (d) => `${d.kind} ${hue(d.school)}`)
        .attr("x", (d) => 4 + (d.x - SIZE[d.kind][0] / 2 - corner[0]) * shrink).attr("y", (d) => 4 + (d.y - SIZE[d.kind][1] / 2 - corner[1]) * shrink).attr("width", (d) => Math.max(2, SIZE[d.kind][0] * shrink)).attr("height", (d) => Math.max(1.5, SIZE[d.kind][1] * shrink));
      looked(d3.zoomTransform(svg.node()));
    };
    const looked = (t) => {
      const [w, h] = moves.sized(), whole = (layer.node().getBBox().width * t.k <= w) && (layer.node().getBBox().height * t.k <= h);
      small.classed("needless", whole);
      seen.attr("x", 4 + (-t.x / t.k - corner[0]) * shrink).attr("y", 4 + (-t.y / t.k - corner[1]) * shrink).attr("width", (w / t.k) * shrink).attr("height", (h / t.k) * shrink);
    };
    moves.zoom.on("zoom.overview", ({ transform }) => looked(transform));
    small.on("click", (event) => { const [x, y] = d3.pointer(event, small.node()); moves.at((x - 4) / shrink + corner[0], (y - 4) / shrink + corner[1], d3.zoomTransform(svg.node()).k); });
    const start = () => {
      outlined();
      // Whole where that can be read, else its beginning.
      const bounds = layer.node().getBBox(), [w, h] = moves.sized(), fits = Math.min((w - 24) / bounds.width, (h - 24) / bounds.height);
      if (fits > FAR) { moves.whole(); return; }
      const k = w < 600 ? 0.7 : 0.8, first = nodes.find((node) => node.kind === "position") ?? nodes[0], one = !bands.length && parts(nodes, links).length === 1;
      svg.call(moves.zoom.transform, d3.zoomIdentity.translate(12 - k * bounds.x, one ? h / 2 - k * first.y : 12 - k * bounds.y).scale(k));
    };
    for (const choice of figure.querySelectorAll("[name=layers]")) choice.addEventListener("change", () => { place(); start(); });
    place();
    start();
    choose();
    canvas.dataset.nodes = String(nodes.length);
    canvas.dataset.links = String(links.length);
    return go;
  };
})();
