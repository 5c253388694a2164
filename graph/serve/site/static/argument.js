// Draws the argument around a claim with Cytoscape.js, two steps out, from the answers of the saved query trace-claim.
// The lists of the page say the same without it.
(async () => {
  const place = document.getElementById("argument");
  if (!place || typeof cytoscape === "undefined") return;
  const RELATIONS = { "supported by": ["supports", true], "attacked by": ["attacks", true], "undercut by": ["undercuts", true], "conceded by": ["concedes", true], supports: ["supports", false], attacks: ["attacks", false], undercuts: ["undercuts", false], concedes: ["concedes", false] };
  const SAID = { attacks: "rejects", concedes: "grants" };
  const MOST = 40;
  const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
  const trace = async (claim) => {
    const got = await fetch(`/queries/trace-claim.srj?claim=${encodeURIComponent(claim)}`);
    return got.ok ? (await got.json()).results.bindings : [];
  };
  const nodes = new Map(), edges = new Map();
  const add = (claim, rows) => {
    for (const row of rows) {
      const name = row.relation.value.slice(2), item = row.item.value, known = RELATIONS[name];
      const who = row.holder?.value || "nobody named";
      if (name === "the claim") nodes.set(item, { id: item, label: `${who}\n${short(row.text.value, 90)}`, kind: item === place.dataset.claim ? "centre" : "claim" });
      if (!known) continue;
      if (!nodes.has(item)) nodes.set(item, { id: item, label: `${who}\n${short(row.text.value, 90)}`, kind: "claim" });
      const [how, inward] = known, [source, target] = inward ? [item, claim] : [claim, item];
      edges.set(`${source} ${how} ${target}`, { source, target, how });
    }
  };
  add(place.dataset.claim, await trace(place.dataset.claim));
  for (const near of [...nodes.keys()].filter((id) => id !== place.dataset.claim).slice(0, 12)) if (nodes.size < MOST) add(near, await trace(near));
  if (edges.size === 0) return;
  place.parentElement.hidden = false;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const line = { attacks: colour("--bad"), undercuts: colour("--bad"), supports: colour("--good"), concedes: colour("--quiet") };
  const drawn = cytoscape({
    container: place,
    elements: [...[...nodes.values()].map((data) => ({ data })), ...[...edges.values()].filter((e) => nodes.has(e.source) && nodes.has(e.target)).map((data) => ({ data }))],
    style: [
      { selector: "node", style: { label: "data(label)", shape: "round-rectangle", width: 200, height: 74, "text-wrap": "wrap", "text-max-width": 186, "text-valign": "center", "font-size": 11, "font-family": "system-ui, sans-serif", color: colour("--ink"), "background-color": colour("--sheet"), "border-width": 1, "border-color": colour("--line") } },
      { selector: "node[kind = 'centre']", style: { "border-width": 2.5, "border-color": colour("--accent") } },
      { selector: "edge", style: { label: (e) => SAID[e.data("how")] ?? e.data("how"), "font-size": 10, color: colour("--quiet"), "text-background-color": colour("--paper"), "text-background-opacity": 1, "text-background-padding": 2, width: 2, "line-color": (e) => line[e.data("how")], "target-arrow-color": (e) => line[e.data("how")], "target-arrow-shape": "triangle", "line-style": (e) => (e.data("how") === "undercuts" ? "dashed" : "solid"), "curve-style": "bezier" } },
    ],
    layout: { name: "breadthfirst", roots: [place.dataset.claim], directed: false, spacingFactor: 1.15, avoidOverlap: true, padding: 16 },
    userZoomingEnabled: false,
    autoungrabify: true,
  });
  drawn.on("tap", "node", (event) => { location.href = `/${event.target.id().slice(place.dataset.base.length)}`; });
  place.dataset.drawn = String(edges.size);
})();
