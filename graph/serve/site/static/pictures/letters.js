// Letters: who wrote to whom as a network, and each letter on its day between the lives of those two, with the threads of letters that may answer each other.
(() => {
  const { draw, lines, width, timing, tip, tools, roving, button, naming } = window.regestaPictures;
  const DAY = 864e5, LIVES = 14, TALL = 430;
  const time = (day) => Date.parse(`${day}T00:00:00Z`);

  draw.letters = (figure, canvas, data) => {
    const people = data.people.map((person, n) => ({ ...person, n, all: person.sent + person.received }));
    const letters = data.letters.map((letter, n) => ({ ...letter, n, day: letter.from ? (time(letter.from) + time(letter.to)) / 2 : NaN }));
    const wide = canvas.clientWidth, narrow = wide < 600, svg = d3.select(canvas).append("svg").attr("role", "group").attr("aria-label", `${letters.length} letters between ${people.length} correspondents; arrow keys go from one to the next, Enter chooses`);
    const tell = tip(canvas), status = figure.querySelector(".chosen");
    svg.append("defs").append("marker").attr("id", "sent").attr("viewBox", "0 0 10 10").attr("refX", 9).attr("refY", 5).attr("markerWidth", 6).attr("markerHeight", 6).attr("markerUnits", "userSpaceOnUse").attr("orient", "auto").append("path").attr("d", "M0,0L10,5L0,10z").attr("class", "arrow sent");

    // The network: forces run to their end before anything is drawn, from the same beginning each time.
    const ties = new Map();
    for (const letter of letters) for (const a of letter.senders) for (const b of letter.recipients) { const key = `${a} ${b}`; ties.set(key, { source: a, target: b, letters: [...(ties.get(key)?.letters ?? []), letter] }); }
    const links = [...ties.values()], size = (d) => 3.5 + 2.1 * Math.sqrt(d.all), tall = narrow ? 360 : TALL;
    d3.forceSimulation(people).force("link", d3.forceLink(links).distance(62).strength((link) => 0.25 + 0.1 * Math.min(4, link.letters.length))).force("charge", d3.forceManyBody().strength(-120).distanceMax(320))
      .force("x", d3.forceX(wide / 2).strength(narrow ? 0.12 : 0.05)).force("y", d3.forceY(tall / 2).strength(narrow ? 0.12 : 0.16)).force("apart", d3.forceCollide((d) => size(d) + 9)).stop().tick(260);
    // Into the frame, whatever the forces did.
    const fit = (key, room) => { const [least, most] = d3.extent(people, (d) => d[key]), scale = d3.scaleLinear([least, most], room); if (most > least) for (const d of people) d[key] = scale(d[key]); };
    fit("x", [44, wide - 70]);
    fit("y", [26, tall - 26]);
    const net = svg.append("g"), curve = (d) => { const { source: a, target: b } = d, dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(dx, dy) || 1, end = (far - size(b) - 3) / far, mid = [(a.x + b.x) / 2 - dy * 0.12, (a.y + b.y) / 2 + dx * 0.12]; return `M${a.x},${a.y}Q${mid[0]},${mid[1]} ${a.x + dx * end},${a.y + dy * end}`; };
    const tie = net.selectAll("path").data(links).join("path").attr("class", "tie").attr("d", curve).attr("stroke-width", (d) => 1 + Math.sqrt(d.letters.length)).attr("marker-end", "url(#sent)");
    tie.append("title").text((d) => `${d.source.name} to ${d.target.name}: ${d.letters.length}`);
    const person = net.selectAll("g").data(people).join("g").attr("class", "person").attr("transform", (d) => `translate(${d.x},${d.y})`).attr("role", "button").attr("aria-pressed", "false").attr("aria-label", (d) => `${d.name}, ${d.sent} sent, ${d.received} received`);
    person.append("circle").attr("r", size);
    // Names where there is room, the busiest first; those of the very busiest stand over circles if need be.
    const busy = d3.sort(people, (one) => -one.all), texts = busy.map((d) => lines(d.name, narrow ? 96 : 170, 11.5, 1)[0]), name = new Map();
    // Points along the arrows, closer towards their heads.
    const along = (node) => { const far = node.getTotalLength(); return [0.2, 0.4, 0.55, 0.7, 0.8, 0.9, 1].map((part) => { const { x, y } = node.getPointAtLength(far * part); return [x, y]; }); };
    naming(busy.map((d, n) => ({ x: d.x, y: d.y, r: size(d), long: width(texts[n], 11.5) + 2 })), { size: 12, wide, tall, insist: 8, ways: tie.nodes().flatMap(along), apart: narrow ? 8 : 4 })
      .forEach((spot, n) => { if (spot) name.set(busy[n].n, { text: texts[n], dx: spot[0], dy: spot[1] }); });
    // Above all circles, so that none covers a name.
    const who = net.append("g").attr("aria-hidden", "true").selectAll("text").data(people.filter((d) => name.has(d.n))).join("text").attr("class", "correspondent").attr("x", (d) => d.x + name.get(d.n).dx).attr("y", (d) => d.y + name.get(d.n).dy).attr("font-size", 11.5).text((d) => name.get(d.n).text);

    // In time: a line for each of those who write most, an arrow for each letter.
    const dated = letters.filter((letter) => !Number.isNaN(letter.day) && letter.from), busiest = d3.sort(people.filter((d) => dated.some((l) => l.senders.includes(d.n) || l.recipients.includes(d.n))), (d) => -d.all).slice(0, LIVES);
    const inTime = svg.append("g").attr("transform", `translate(0,${tall + 34})`), left = narrow ? 92 : 150, right = 16;
    // Who write to each other stand beside each other: the places in the network from top to bottom.
    const lives = d3.sort(busiest, (d) => d.y), place = new Map(lives.map((d, n) => [d.n, n])), others = dated.some((l) => [...l.senders, ...l.recipients].some((n) => !place.has(n)));
    const gap = 24, line = (n) => (place.get(n) ?? lives.length) * gap + 14, deep = (lives.length + (others ? 1 : 0)) * gap + 8;
    let picked;
    const render = ([from, to]) => {
      const x = d3.scaleUtc([from, to], [left, wide - right]), shown = dated.filter((letter) => letter.day >= from && letter.day <= to);
      inTime.selectAll("*").remove();
      inTime.append("text").attr("x", 4).attr("y", -8).attr("font-size", 12).attr("font-weight", 650).text(narrow ? `${shown.length} of ${dated.length} dated letters` : `Letter by letter: ${shown.length} of the ${dated.length} dated ones`);
      for (const [n, d] of [...lives.entries(), ...(others ? [[lives.length, { name: "others", n: -1 }]] : [])]) {
        inTime.append("line").attr("class", "life").attr("x1", left).attr("x2", wide - right).attr("y1", n * gap + 14).attr("y2", n * gap + 14);
        inTime.append("text").attr("x", left - 8).attr("y", n * gap + 18).attr("text-anchor", "end").attr("font-size", 11.5).attr("font-weight", picked === d.n ? 650 : 400).text(lines(d.name, left - 12, 11.5, 1)[0]).append("title").text(d.name);
      }
      // A thread runs on the line of whoever got the one and wrote the other.
      const known = new Map(shown.map((letter) => [letter.n, letter]));
      inTime.append("g").selectAll("path").data(shown.filter((letter) => known.has(letter.answers))).join("path").attr("class", "thread").attr("d", (letter) => { const before = known.get(letter.answers), y = line(letter.senders[0]); return `M${x(before.day)},${y}L${x(letter.day)},${y}`; });
      const all = inTime.append("g").selectAll("a").data(shown).join("a").attr("class", (d) => `letter${picked !== undefined && !d.senders.includes(picked) && !d.recipients.includes(picked) ? " dim" : ""}${d.about || d.perhaps || d.from !== d.to ? " about" : ""}${d.answers !== undefined ? " answering" : ""}`).attr("href", (d) => d.at)
        .attr("aria-label", (d) => `${d.words}: ${d.label}${d.answers !== undefined ? ", may answer the one before" : ""}`);
      all.append("path").attr("class", "way").attr("d", (d) => { const a = line(d.senders[0]), b = line(d.recipients[0]), at = x(d.day); return a === b ? `M${at},${a}a5,5 0 1 1 3,-1` : `M${at},${a}L${at},${b + Math.sign(a - b) * 4}`; }).attr("marker-end", "url(#sent)");
      all.append("circle").attr("cx", (d) => x(d.day)).attr("cy", (d) => line(d.senders[0])).attr("r", 3.4);
      all.on("pointerenter focus", (event, d) => tell.show(event.currentTarget.lastChild, [d.words, d.label, d.kept, d.answers !== undefined ? `may answer ${letters[d.answers].label}` : ""])).on("pointerleave blur", tell.hide);
      roving(all, (item) => { const d = d3.select(item).datum(); return [x(d.day), line(d.senders[0])]; });
      inTime.append("g").attr("class", "axis").attr("transform", `translate(0,${deep})`).call(d3.axisBottom(x).ticks(wide / 110));
    };
    const choose = (d) => {
      picked = picked === d?.n ? undefined : d?.n;
      const near = picked === undefined ? null : new Set(links.filter((link) => link.source.n === picked || link.target.n === picked).flatMap((link) => [link.source.n, link.target.n]));
      person.classed("dim", (one) => near && !near.has(one.n)).classed("picked", (one) => one.n === picked).attr("aria-pressed", (one) => String(one.n === picked));
      who.classed("dim", (one) => near && !near.has(one.n));
      tie.classed("dim", (one) => near && one.source.n !== picked && one.target.n !== picked);
      if (dated.length) render(moves.now());
      if (picked === undefined) { status.textContent = "Choose a correspondent to see with whom."; return; }
      const to = (side, text) => { const link = document.createElement("a"); link.href = `/letters?${new URLSearchParams([[side, d.name]])}`; link.textContent = text; return link; };
      status.replaceChildren(`${d.name}: `, ...(d.sent ? [to("sender", `${d.sent} sent`), " "] : []), ...(d.received ? [to("recipient", `${d.received} received`)] : []));
    };
    person.on("click", (event, d) => choose(d)).on("pointerenter focus", (event, d) => tell.show(event.currentTarget.firstChild, [d.name, `${d.sent} sent, ${d.received} received`])).on("pointerleave blur", tell.hide);
    roving(person, (item) => { const d = d3.select(item).datum(); return [d.x, d.y]; });
    let moves;
    if (dated.length) {
      const days = d3.sort(dated.map((letter) => letter.day)), first = days[0] - 20 * DAY, last = days.at(-1) + 20 * DAY;
      moves = timing(first, last, [d3.quantileSorted(days, 0.06) - 20 * DAY, last], render);
    }
    svg.attr("height", tall + (dated.length ? 34 + deep + 26 : 0));
    tools(figure, svg, null, moves);
    choose();
  };
})();
