// The timeline: every dated event in its lane, drawn as certain as its date is; above it how many there are, with a brush that chooses a span.
(() => {
  const { draw, lines, width, timing, tip, tools, roving } = window.regestaPictures;
  const LANES = 12, HIGH = 52, DAY = 864e5;
  const time = (day) => Date.parse(`${day}T00:00:00Z`);
  const iso = (moment) => new Date(moment).toISOString().slice(0, 10);
  const said = d3.utcFormat("%-d %B %Y");

  draw.timeline = (figure, canvas, data) => {
    const events = data.events.map((event, n) => ({ ...event, n, a: time(event.from), b: time(event.to) + DAY })).filter((event) => !Number.isNaN(event.a));
    if (!events.length) { canvas.textContent = "Nothing that fits has a date."; return; }
    const first = d3.min(events, (event) => event.a) - DAY, last = d3.max(events, (event) => event.b) + DAY, starts = events.map((event) => event.a);
    // A few events long before or after would press the others together: begin where nearly all are.
    const window_ = [d3.quantileSorted(starts, 0.02) - 20 * DAY, d3.quantileSorted(starts, 0.98) + 60 * DAY];
    const wide = canvas.clientWidth, year = 365 * DAY;
    // On a narrow sheet only the fullest year stands side by side.
    if (wide < 600 && events.length > 150) { const full = starts.map((a) => [a, d3.bisect(starts, a + year) - d3.bisectLeft(starts, a)]).reduce((best, one) => (one[1] > best[1] ? one : best)); window_.splice(0, 2, full[0] - 10 * DAY, full[0] + year + 10 * DAY); }
    const left = wide < 600 ? 84 : 128, right = 14;
    const svg = d3.select(canvas).append("svg").attr("role", "group").attr("aria-label", `Timeline of ${events.length} events; arrow keys go from one to the next, Enter opens its page`);
    const tell = tip(canvas), status = figure.querySelector(".chosen");
    const rows = document.createElement("label"), choice = document.createElement("select");
    rows.append("Rows by ", choice);
    for (const [value, text] of [["kind", "type"], ["who", "who acts"]]) choice.append(new Option(text, value));
    figure.querySelector(".tools").before(rows);

    const fade = svg.append("defs");
    for (const [name, stops] of [["start", [0, 1]], ["end", [1, 0]]]) { const made = fade.append("linearGradient").attr("id", `fade-${name}`); stops.forEach((stop, n) => made.append("stop").attr("offset", n).attr("class", "mark-stop").attr("stop-opacity", stop)); }

    // How many begin in each part of the whole span.
    const whole = d3.scaleUtc([first, last], [left, wide - right]), bins = d3.bin().domain([first, last]).thresholds(d3.utcTicks(first, last, Math.max(20, Math.round((wide - left) / 7))))(starts);
    const tall = d3.scaleLinear([0, d3.max(bins, (bin) => bin.length)], [0, HIGH - 18]);
    const above = svg.append("g").attr("class", "overall");
    above.selectAll("rect").data(bins.filter((bin) => bin.length)).join("rect").attr("x", (bin) => whole(bin.x0)).attr("width", (bin) => Math.max(1, whole(bin.x1) - whole(bin.x0) - 1)).attr("y", (bin) => HIGH - 16 - tall(bin.length)).attr("height", (bin) => tall(bin.length));
    above.append("g").attr("class", "axis").attr("transform", `translate(0,${HIGH - 16})`).call(d3.axisBottom(whole).ticks(wide / 110).tickSize(3));
    above.append("text").attr("x", 2).attr("y", HIGH - 22).attr("font-size", 11).attr("class", "soft").text("all");
    const brush = d3.brushX().extent([[left, 0], [wide - right, HIGH - 16]]), brushed = above.append("g").attr("class", "brush").call(brush);
    const main = svg.append("g").attr("transform", `translate(0,${HIGH + 12})`);

    const lane = (event) => (choice.value === "kind" ? event.kind : (event.who ?? "").split("; ")[0]) || "not said";
    const render = ([from, to]) => {
      const x = d3.scaleUtc([from, to], [left, wide - right]), shown = events.filter((event) => event.b >= from && event.a <= to);
      const counts = d3.rollups(shown, (some) => some.length, lane).sort((a, b) => b[1] - a[1] || d3.ascending(a[0], b[0])), names = counts.slice(0, counts.length > LANES + 1 ? LANES : LANES + 1).map(([name]) => name), others = counts.length > names.length;
      const named = shown.length <= 70 && wide > 600, high = named ? 17 : shown.length > 250 ? 8.5 : 11, groups = d3.group(shown, (event) => (names.includes(lane(event)) ? lane(event) : "others"));
      main.selectAll("*").remove();
      let y = 22;
      const marks = [];
      for (const name of [...names, ...(others ? ["others"] : [])]) {
        const ends = [];
        for (const event of groups.get(name) ?? []) {
          const x0 = Math.max(left, x(event.a)), x1 = Math.min(wide - right, Math.max(x(event.b), x0 + high - 2));
          const label = named ? lines(event.label, 190, 11, 1)[0] : "", reach = x1 + (label ? width(label, 11) + 12 : 2);
          let row = ends.findIndex((end) => end < x0);
          if (row < 0) row = ends.length;
          ends[row] = reach;
          marks.push({ ...event, x0, x1, label_: label, y: y + 6 + row * high + high / 2, high, outside: reach > wide });
        }
        const deep = Math.max(1, ends.length) * high + 12;
        main.append("rect").attr("class", "row").attr("x", left).attr("y", y).attr("width", wide - left - right).attr("height", deep);
        main.append("text").attr("x", left - 8).attr("y", y + Math.min(deep / 2 + 4, 17)).attr("text-anchor", "end").attr("font-size", 11.5).text(lines(name, left - 10, 11.5, 1)[0]).append("title").text(name);
        y += deep + 3;
      }
      for (const tick of x.ticks(wide / 110)) main.append("line").attr("class", "rule").attr("x1", x(tick)).attr("x2", x(tick)).attr("y1", 22).attr("y2", y);
      main.append("g").attr("class", "axis").attr("transform", "translate(0,22)").call(d3.axisTop(x).ticks(wide / 110));
      main.append("g").attr("class", "axis").attr("transform", `translate(0,${y})`).call(d3.axisBottom(x).ticks(wide / 110));
      const all = main.append("g").selectAll("a").data(marks).join("a").attr("href", (d) => d.at).attr("class", (d) => ["mark", d.about || d.perhaps ? "about" : "", d.told && d.told !== "asserted" ? "hollow" : ""].join(" "))
        .attr("aria-label", (d) => [d.words, d.label, d.who, d.told !== "asserted" ? d.told : ""].filter(Boolean).join(", "));
      all.each(function (d) {
        const g = d3.select(this), day = d.b - d.a <= DAY && !d.open, r = Math.min(4.5, d.high / 2 - 1);
        if (day) g.append("circle").attr("cx", (d.x0 + d.x1) / 2).attr("cy", d.y).attr("r", r);
        else {
          const reach = d.open ? 46 : 0, a = d.open === "start" ? Math.max(left, d.x0 - reach) : d.x0, b = d.open === "end" ? Math.min(wide - right, d.x1 + reach) : d.x1;
          g.append("rect").attr("x", a).attr("y", d.y - r + 0.5).attr("width", b - a).attr("height", 2 * r - 1).attr("rx", r - 0.5).attr("class", d.open ? `open ${d.open}` : "span");
        }
        if (d.label_ && !d.outside) g.append("text").attr("x", d.x1 + 5).attr("y", d.y + 4).attr("font-size", 11).text(d.label_);
      });
      all.on("pointerenter focus", (event, d) => tell.show(event.currentTarget.firstChild, [d.words, d.label, [d.who, d.place].filter(Boolean).join("; "), d.told !== "asserted" ? d.told : ""])).on("pointerleave blur", tell.hide);
      roving(all, (item) => { const d = d3.select(item).datum(); return [(d.x0 + d.x1) / 2, d.y * 3]; });
      svg.attr("height", HIGH + 12 + y + 26).attr("viewBox", `0 0 ${wide} ${HIGH + 12 + y + 26}`);
      brushed.call(brush.move, [whole(from), whole(to)]);
      const link = document.createElement("a"), address = new URLSearchParams(location.search);
      for (const [name, day] of [["from", from], ["until", to]]) address.set(name, iso(day));
      address.delete("page");
      link.href = `?${address}`;
      link.textContent = "list them";
      status.replaceChildren(`${shown.length} of ${events.length} events, ${said(new Date(from))} to ${said(new Date(to))}: `, link, data.undated ? `. ${data.undated} without a date are in the list only.` : ".");
      canvas.dataset.shown = String(shown.length);
    };
    const moves = timing(first, last, window_, render);
    brush.on("end", ({ selection, sourceEvent }) => { if (!sourceEvent) return; if (selection) moves.to(selection.map((at) => +whole.invert(at))); else moves.whole(); });
    choice.addEventListener("change", () => render(moves.now()));
    tools(figure, svg, null, moves);
    render(moves.now());
  };
})();
