// What every picture has: its data by fetch, a drawing that zooms by buttons, keys, fingers and the wheel, words that are wrapped, and the picture as SVG or PNG for print.
(() => {
  const measure = document.createElement("canvas").getContext("2d");
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
  // What a saved picture takes along of how it looks here.
  const LOOKS = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity", "opacity", "font-size", "font-weight", "font-family", "font-style", "text-anchor", "direction", "display", "visibility", "marker-end", "marker-start", "stop-color", "stop-opacity", "paint-order", "vector-effect"];

  const width = (text, size, weight = 400) => { measure.font = `${weight} ${size}px ${FONT}`; return measure.measureText(text).width; };

  // A text in lines of at most so many pixels; what does not fit in `most` lines ends with an ellipsis.
  const lines = (text, room, size, most, weight) => {
    const out = [];
    let line = "";
    const fits = (said) => width(said, size, weight) <= room;
    const cut = (said) => { let kept = said; while (kept && !fits(`${kept}…`)) kept = kept.slice(0, -1); return `${kept.trimEnd()}…`; };
    for (const word of text.split(/\s+/)) {
      const longer = line ? `${line} ${word}` : word;
      if (fits(longer)) { line = longer; continue; }
      if (out.length === most - 1) { out.push(cut(longer)); return out; }
      if (line) out.push(line);
      line = fits(word) ? word : cut(word);
    }
    if (line) out.push(line);
    return out;
  };

  // Right to left where the first letter is of a script written so.
  const rtl = (text) => /^[^A-Za-z\u00c0-\u058f]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text);

  // Lines of words at a place: a `text` whose lines begin where reading does.
  const write = (parent, said, { x, y, room, size, most = 1, weight = 400, lead = size * 1.25, name = "" }) => {
    const text = parent.append("text").attr("class", name).attr("font-size", size).attr("font-weight", weight);
    const back = rtl(said);
    if (back) text.attr("direction", "rtl");
    lines(said, room, size, most, weight).forEach((line, n) => text.append("tspan").attr("x", back ? x + room : x).attr("y", y + n * lead).text(line));
    return text;
  };

  // Where names stand beside circles: none on another name (`apart` pixels from it); on a circle only those of the first `insist`, where
  // they cover least and no more than this share of the name; elsewhere where the fewest points of arrows (`ways`) lie under it. The first
  // items are served first. `items` have x, y, r and long (of the name); gives for each [dx, dy], or nothing where there is no room.
  const COVERED = 0.3;
  const naming = (items, { size, wide, tall, insist = 0, ways = [], apart = 3 }) => {
    const meet = (a, b) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
    const circles = items.map(({ x, y, r }) => [x - r, y - r, x + r, y + r]), taken = [];
    return items.map(({ x, y, r, long }, rank) => {
      const slant = 0.7 * r + 2;
      const best = [[r + 3, 4], [-r - 3 - long, 4], [-long / 2, -r - 4], [-long / 2, r + size], [slant, -slant], [slant, slant + 8], [-slant - long, -slant], [-slant - long, slant + 8]]
        .map((spot) => ({ spot, box: [x + spot[0], y + spot[1] - size + 2, x + spot[0] + long, y + spot[1] + 3] }))
        .filter(({ box }) => box[0] > 0 && box[2] < wide && box[1] > 0 && box[3] < tall && taken.every((other) => !meet(box, other)))
        .map((one) => ({ ...one, covers: circles.reduce((sum, circle) => sum + meet(one.box, circle), 0), crosses: ways.reduce((sum, [px, py]) => sum + (px > one.box[0] && px < one.box[2] && py > one.box[1] && py < one.box[3]), 0) }))
        .reduce((a, b) => (a && (a.covers < b.covers || (a.covers === b.covers && a.crosses <= b.crosses)) ? a : b), undefined);
      if (!best || best.covers > (rank < insist ? COVERED * long * size : 0)) return undefined;
      const [left, top, right, bottom] = best.box;
      taken.push([left - apart, top - apart / 3, right + apart, bottom + apart / 3]);
      return best.spot;
    });
  };

  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // The whole drawing, not only what is seen of it (but of a map: `data-seen`), in the colours of paper, with its looks written into it.
  const standalone = (figure, svg, layer) => {
    const far = svg.classList.contains("far"); // on paper the words are there, however small they are on the screen
    figure.classList.add("on-paper");
    svg.classList.remove("far");
    const seen = svg.hasAttribute("data-seen"), box = seen ? { x: 0, y: 0, width: svg.clientWidth, height: svg.clientHeight } : (layer ?? svg).getBBox(), pad = seen ? 0 : 16;
    const copy = svg.cloneNode(true), from = [svg, ...svg.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
    from.forEach((one, n) => {
      const look = getComputedStyle(one);
      if (look.display === "none") { to[n].setAttribute("display", "none"); return; }
      to[n].setAttribute("style", LOOKS.map((name) => [name, look.getPropertyValue(name)]).filter(([, value]) => value).map(([name, value]) => `${name}:${value}`).join(";"));
      for (const given of ["tabindex", "role", "aria-label", "aria-pressed", "aria-expanded"]) to[n].removeAttribute(given);
    });
    const paper = getComputedStyle(figure).getPropertyValue("--paper");
    figure.classList.remove("on-paper");
    svg.classList.toggle("far", far);
    if (layer) { const own = to[from.indexOf(layer)]; own.removeAttribute("transform"); }
    const [x, y, w, h] = [box.x - pad, box.y - pad, box.width + 2 * pad, box.height + 2 * pad].map(Math.round);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("viewBox", `${x} ${y} ${w} ${h}`);
    copy.setAttribute("width", w);
    copy.setAttribute("height", h);
    const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of Object.entries({ x, y, width: w, height: h, fill: paper })) ground.setAttribute(name, value);
    copy.insertBefore(ground, copy.firstChild);
    return { text: new XMLSerializer().serializeToString(copy), w, h };
  };

  const asSvg = (figure, svg, layer, name) => save(new Blob([standalone(figure, svg, layer).text], { type: "image/svg+xml" }), `${name}.svg`);
  const asPng = (figure, svg, layer, name) => {
    const { text, w, h } = standalone(figure, svg, layer), scale = Math.min(2, 8000 / Math.max(w, h)), image = new Image();
    image.onload = () => {
      const sheet = document.createElement("canvas");
      sheet.width = w * scale;
      sheet.height = h * scale;
      sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
      sheet.toBlob((blob) => save(blob, `${name}.png`), "image/png");
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  };

  const button = (text, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (label !== text) made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", act);
    return made;
  };

  // Zooming of a layer inside an svg: the wheel zooms with Ctrl (or in full screen), so that the page still scrolls.
  const zooming = (svg, layer, { least = 0.1, most = 4, turned = () => {} } = {}) => {
    const zoom = d3.zoom().scaleExtent([least, most])
      .filter((event) => (event.type === "wheel" ? event.ctrlKey || event.metaKey || document.fullscreenElement : !event.button && !(event.touches?.length === 1 && event.type === "touchstart" && event.target.closest("[tabindex]"))))
      .on("zoom", ({ transform }) => { layer.attr("transform", transform); turned(transform); });
    svg.call(zoom).on("dblclick.zoom", null);
    const sized = () => { const box = svg.node().getBoundingClientRect(); return [box.width, box.height]; };
    const whole = (upTo = 1) => {
      const box = layer.node().getBBox(), [w, h] = sized();
      const k = Math.max(least, Math.min(upTo, (w - 24) / box.width, (h - 24) / box.height));
      svg.call(zoom.transform, d3.zoomIdentity.translate(w / 2 - k * (box.x + box.width / 2), h / 2 - k * (box.y + box.height / 2)).scale(k));
    };
    const at = (x, y, k) => { const [w, h] = sized(); svg.call(zoom.transform, d3.zoomIdentity.translate(w / 2 - k * x, h / 2 - k * y).scale(k)); };
    return { zoom, whole, at, by: (factor) => svg.call(zoom.scaleBy, factor), sized };
  };

  // A window of time over a span of it: the buttons widen, narrow and move it; `drawn` draws what lies in it.
  const timing = (first, last, start, drawn) => {
    const clamp = ([a, b]) => { const wide = Math.min(Math.max(b - a, 6 * 864e5), last - first), from = Math.min(Math.max(a, first), last - wide); return [from, from + wide]; };
    let now = clamp(start);
    const to = (span) => { now = clamp(span); drawn(now); };
    return { to, now: () => now, by: (factor) => { const middle = (now[0] + now[1]) / 2, half = (now[1] - now[0]) / 2 / factor; to([middle - half, middle + half]); }, whole: () => to([first, last]), shift: (part) => { const step = (now[1] - now[0]) * part; to([now[0] + step, now[1] + step]); }, full: [first, last] };
  };

  // A note beside what is pointed at or has the focus.
  const tip = (canvas) => {
    const note = document.createElement("div");
    note.className = "tip";
    note.hidden = true;
    note.setAttribute("aria-hidden", "true");
    canvas.append(note);
    return {
      show: (at, parts) => {
        note.replaceChildren(...parts.filter(Boolean).map((text, n) => { const made = document.createElement(n ? "span" : "strong"); made.textContent = text; made.dir = "auto"; return made; }));
        note.hidden = false;
        const box = at.getBoundingClientRect(), home = canvas.getBoundingClientRect(), { offsetWidth: w, offsetHeight: h } = note;
        note.style.left = `${Math.max(4, Math.min(box.left - home.left + box.width / 2 - w / 2, home.width - w - 4))}px`;
        const above = box.top - home.top - h - 6;
        note.style.top = `${above > 0 ? above : box.bottom - home.top + 6}px`;
      },
      hide: () => { note.hidden = true; },
    };
  };

  // The buttons of a picture: zoom where it has it, then the files.
  const tools = (figure, svg, layer, moves) => {
    const place = figure.querySelector(".tools"), name = figure.dataset.picture;
    const more = moves ? [...(moves.shift ? [button("←", "Earlier", () => moves.shift(-0.5)), button("→", "Later", () => moves.shift(0.5))] : []), button("+", "Zoom in", () => moves.by(1.35)), button("−", "Zoom out", () => moves.by(1 / 1.35)), button("Whole", "Show the whole picture", () => moves.whole())] : [];
    const node = svg.node(), inner = layer?.node();
    place.append(...more, button("SVG", "Save as SVG", () => asSvg(figure, node, inner, name)), button("PNG", "Save as PNG", () => asPng(figure, node, inner, name)));
    if (moves) figure.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
      const act = { "+": () => moves.by(1.35), "=": () => moves.by(1.35), "-": () => moves.by(1 / 1.35), 0: () => moves.whole() }[event.key];
      if (act) { act(); event.preventDefault(); }
    });
  };

  // One tab stop for many things of a picture; arrows go to the nearest in that direction.
  const roving = (all, placed, choose) => {
    const items = all.nodes();
    if (!items.length) return;
    for (const item of items) item.setAttribute("tabindex", "-1");
    items[0].setAttribute("tabindex", "0");
    const go = (item) => { for (const one of items) one.setAttribute("tabindex", one === item ? "0" : "-1"); item.focus({ preventScroll: true }); };
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    all.on("keydown.roving", (event) => {
      const [dx, dy] = way[event.key] ?? [];
      if (dx !== undefined) {
        event.preventDefault();
        const [x, y] = placed(event.currentTarget);
        let best, least = Infinity;
        for (const item of items) {
          if (item === event.currentTarget || item.getAttribute("display") === "none") continue;
          const [a, b] = placed(item), along = (a - x) * dx + (b - y) * dy, aside = Math.abs((a - x) * dy) + Math.abs((b - y) * dx);
          if (along > 1 && along + 2.5 * aside < least) { least = along + 2.5 * aside; best = item; }
        }
        if (best) { go(best); choose?.(best); }
      } else if (event.key === "Enter" || event.key === " ") { event.preventDefault(); event.currentTarget.dispatchEvent(new MouseEvent("click", { bubbles: true })); }
    });
    return go;
  };

  const draw = {};
  window.regestaPictures = { draw, write, lines, width, rtl, zooming, timing, tip, tools, roving, button, naming };

  addEventListener("DOMContentLoaded", async () => {
    for (const figure of document.querySelectorAll("figure.picture")) {
      const canvas = figure.querySelector(".canvas");
      try {
        const got = await fetch(figure.dataset.source);
        if (!got.ok) throw new Error(`${got.status} ${got.statusText}`);
        const data = await got.json(), start = performance.now();
        await draw[figure.dataset.picture](figure, canvas, data);
        figure.dataset.drawn = String(Math.round(performance.now() - start));
      } catch (error) {
        canvas.textContent = "The picture could not be drawn; the list says the same.";
        console.error(error);
      }
    }
  });
})();
