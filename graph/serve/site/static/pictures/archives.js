// The tree of archives: archive, files, documents, claims; what is inside opens and shuts.
(() => {
  const { draw, lines, tools, button } = window.regestaPictures;
  const ROW = 23, STEP = 26;

  draw.archives = (figure, canvas, data) => {
    const root = d3.hierarchy({ name: "", inside: data.inside }, (node) => node.inside), wide = canvas.clientWidth;
    root.each((node) => { node.documents = node.data.documents; node.claims = node.data.claims; });
    // Archives with the most documents first; below them the order of their shelfmarks.
    root.children?.sort((a, b) => b.documents - a.documents || d3.ascending(a.data.name, b.data.name));
    root.each((node) => { if (node.depth > 1) return; node.children?.forEach((one) => sorted(one)); });
    function sorted(node) { node.children?.sort((a, b) => a.data.name.localeCompare(b.data.name, "en", { numeric: true })); node.children?.forEach(sorted); }
    let n = 0;
    root.eachBefore((node) => { node.id = n++; node.inner = node.children; });
    const shut = (node, deep) => { if (node.depth >= deep) node.children = null; (node.inner ?? []).forEach((one) => shut(one, deep)); };
    // Open as far as a sheet holds: few archives show their files at once.
    const deep = [3, 2, 1].find((level) => { let rows = 0; root.each((node) => { if (node.depth && node.depth <= level) rows += 1; }); return rows <= 44; }) ?? 1;
    shut(root, deep);
    // Where only the archives fit, the first that do show what is in them.
    let room = 44 - (root.children?.length ?? 0);
    if (deep === 1) for (const node of root.children ?? []) if (node.inner && node.inner.length <= room) { node.children = node.inner; room -= node.inner.length; }
    const svg = d3.select(canvas).append("svg").attr("role", "tree").attr("aria-label", "Archives, their files, documents and claims; up and down go from one to the next, right opens, left shuts, Enter leads to the page");
    const stems = svg.append("g").attr("aria-hidden", "true").attr("class", "stems"), rows = svg.append("g").attr("role", "none");
    let here = 1;
    const render = (focus) => {
      const seen = [];
      root.eachBefore((node) => { if (node.depth) { node.row = seen.length; seen.push(node); } });
      const x = (node) => (node.depth - 1) * (wide < 600 ? 16 : STEP) + 14, y = (node) => node.row * ROW + 16;
      svg.attr("height", seen.length * ROW + 16).attr("viewBox", `0 0 ${wide} ${seen.length * ROW + 16}`);
      stems.selectAll("path").data(seen.filter((node) => node.depth > 1), (node) => node.id).join("path").attr("d", (node) => `M${x(node.parent)},${y(node.parent) + 6}V${y(node)}H${x(node) - (node.inner ? 7 : 2)}`);
      const row = rows.selectAll("g.leaf").data(seen, (node) => node.id).join((enter) => {
        const g = enter.append("g").attr("class", (node) => `leaf ${node.data.kind}`).attr("role", "treeitem").attr("aria-level", (node) => node.depth);
        g.append("rect").attr("class", "hit").attr("x", -10).attr("y", -11).attr("height", ROW - 2).attr("rx", 3);
        g.filter((node) => node.inner).append("path").attr("class", "twist");
        g.filter((node) => !node.inner).append("circle").attr("r", 2.5);
        g.append("text").attr("class", "name").attr("y", 4).attr("x", 12).attr("font-size", 13).attr("font-weight", (node) => (node.data.kind === "archive" ? 650 : 400));
        g.append("title").text((node) => node.data.name);
        return g;
      });
      row.order().attr("transform", (node) => `translate(${x(node)},${y(node)})`).attr("aria-expanded", (node) => (node.inner ? String(!!node.children) : null)).attr("tabindex", (node) => (node.id === here ? 0 : -1)).attr("aria-label", (node) => `${node.data.name}${counted(node)}`);
      row.select(".hit").attr("width", (node) => wide - x(node) - 2);
      row.select(".twist").attr("d", (node) => (node.children ? "M-5,-3L5,-3L0,5Z" : "M-3,-5L5,0L-3,5Z"));
      row.select(".name").each(function (node) {
        const text = d3.select(this), counts = counted(node);
        text.selectAll("*").remove();
        text.append("tspan").text(lines(node.data.name, wide - x(node) - 26 - (counts ? counts.length * 6.4 : 0), 13, 1)[0]);
        text.append("tspan").attr("class", "soft").attr("font-size", 11.5).attr("font-weight", 400).text(counts);
      });
      if (focus) rows.selectAll("g.leaf").filter((node) => node.id === here).node()?.focus({ preventScroll: false });
      canvas.dataset.rows = String(seen.length);
    };
    const counted = (node) => {
      if (node.data.kind === "claim") return "";
      const parts = [...(node.data.kind !== "document" && node.documents ? [`${node.documents} document${node.documents > 1 ? "s" : ""}`] : []), ...(node.claims ? [`${node.claims} claim${node.claims > 1 ? "s" : ""}`] : [])];
      return parts.length ? `  ${parts.join(", ")}` : "";
    };
    const turn = (node, open) => { if (node.inner) node.children = (open ?? !node.children) ? node.inner : null; };
    rows.on("click", (event) => {
      const node = d3.select(event.target.closest(".leaf")).datum();
      if (!node) return;
      here = node.id;
      if (event.target.closest(".name") || !node.inner) { location.href = node.data.at; return; }
      turn(node);
      render(true);
    });
    rows.on("keydown", (event) => {
      const seen = [];
      root.eachBefore((node) => { if (node.depth) seen.push(node); });
      const node = seen.find((one) => one.id === here), at = seen.indexOf(node);
      const act = { ArrowDown: () => { here = (seen[at + 1] ?? node).id; }, ArrowUp: () => { here = (seen[at - 1] ?? node).id; }, Home: () => { here = seen[0].id; }, End: () => { here = seen.at(-1).id; }, ArrowRight: () => { if (node.inner && !node.children) turn(node, true); else if (node.children) here = node.children[0].id; }, ArrowLeft: () => { if (node.children) turn(node, false); else if (node.depth > 1) here = node.parent.id; }, Enter: () => { location.href = node.data.at; }, " ": () => turn(node) }[event.key];
      if (!act) return;
      event.preventDefault();
      act();
      render(true);
    });
    const open = (wanted) => { root.each((node) => node); const walk = (node) => { node.children = !node.depth || wanted(node) ? node.inner : null; (node.inner ?? []).forEach(walk); }; walk(root); render(); };
    figure.querySelector(".tools").append(
      button("Archives", "Show the archives only", () => open(() => false)),
      button("Files", "Show archives and files", () => open((node) => node.inner?.some((one) => one.data.kind === "unit"))),
      button("Documents", "Open down to the documents", () => open((node) => node.data.kind !== "document")),
    );
    tools(figure, svg, null);
    render();
  };
})();
