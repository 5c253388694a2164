// The map: places by how much is told of them, over the outline of the world that is shipped (Natural Earth); nothing is fetched from elsewhere.
(() => {
  const { draw, lines, width, zooming, tip, tools, roving, naming } = window.regestaPictures;
  // The map opens on the places where this share of the events is told, "Whole" shows all.
  const SHARE = 0.6;
  // Pixels to a radian of the globe: a country of the size of Korea fills the sheet.
  const NEAREST = 2400;

  draw.places = async (figure, canvas, data) => {
    const wide = canvas.clientWidth, tall = Math.round(Math.max(350, Math.min(560, wide * 0.58))), places = data.places;
    const status = figure.querySelector(".chosen");
    if (data.elsewhere.length) status.textContent = `Not on the map, since their coordinates are not known: ${data.elsewhere.slice(0, 12).join(", ")}${data.elsewhere.length > 12 ? ` and ${data.elsewhere.length - 12} more` : ""}.`;
    if (!places.length) { canvas.textContent = "No place that fits has coordinates."; return; }
    const svg = d3.select(canvas).append("svg").attr("height", tall).attr("data-seen", "").attr("role", "group").attr("aria-label", `Map of ${places.length} places; arrow keys go from one to the next, Enter opens its page`);
    const points = { type: "MultiPoint", coordinates: places.map((place) => [place.longitude, place.latitude]) };
    const projection = d3.geoNaturalEarth1().rotate([-d3.mean(places, (place) => place.longitude), 0]).fitExtent([[50, 40], [wide - 50, tall - 40]], points);
    // One place, or a few close together, would blow a street up to a sheet: never closer than a country.
    if (projection.scale() > NEAREST) {
      projection.scale(NEAREST).translate([wide / 2, tall / 2]);
      const at = projection([d3.mean(places, (place) => place.longitude), d3.mean(places, (place) => place.latitude)]);
      projection.translate([wide - at[0], tall - at[1]]);
    }
    const layer = svg.append("g"), ground = layer.append("g"), marks = layer.append("g"), path = d3.geoPath(projection);
    ground.append("path").attr("class", "sea").attr("d", path({ type: "Sphere" }));
    // Outlines this fine need no points between theirs, and no hundredth of a pixel.
    const outline = d3.geoPath(d3.geoNaturalEarth1().rotate(projection.rotate()).scale(projection.scale()).translate(projection.translate()).precision(0)).digits(1);
    const outlined = fetch(figure.dataset.outline).then((got) => got.json()).then((world) => {
      ground.append("path").attr("class", "land").attr("d", outline(topojson.feature(world, world.objects.land)));
      ground.append("path").attr("class", "border").attr("d", outline(topojson.mesh(world, world.objects.countries, (a, b) => a !== b)));
      canvas.dataset.outlined = "yes";
    });
    for (const place of places) [place.x, place.y] = projection([place.longitude, place.latitude]);
    const most = d3.max(places, (place) => place.events) || 1, size = (place) => 3.5 + 14 * Math.sqrt(place.events / Math.max(most, 12));
    const tell = tip(canvas);
    const place = marks.selectAll("a").data(places).join("a").attr("href", (d) => d.at).attr("class", "place").attr("aria-label", (d) => `${d.label}, ${d.events} events`);
    place.append("circle");
    place.append("text").attr("font-size", 12);
    const turned = ({ k, x: across, y: down }) => {
      // Circles and names keep their size; names stand where there is room, the most told first.
      place.select("circle").attr("cx", (d) => d.x).attr("cy", (d) => d.y).attr("r", (d) => size(d) / k);
      const seen = places.map((d) => ({ d, text: lines(d.label, 150, 12, 1)[0], x: d.x * k + across, y: d.y * k + down, r: size(d) })).filter(({ x, y }) => x > 0 && x < wide && y > 0 && y < tall);
      const spots = naming(seen.map((one) => ({ ...one, long: width(one.text, 12) })), { size: 13, wide, tall, insist: 12, apart: wide < 600 ? 6 : 3 });
      const named = new Map(seen.map(({ d, text }, n) => [d, { text, spot: spots[n] }]));
      place.select("text").attr("display", (d) => (named.get(d)?.spot ? null : "none")).filter((d) => named.get(d)?.spot)
        .attr("transform", (d) => { const [dx, dy] = named.get(d).spot; return `translate(${d.x + dx / k},${d.y + dy / k}) scale(${1 / k})`; }).text((d) => named.get(d).text);
    };
    const moves = zooming(svg, layer, { least: 0.6, most: 40, turned });
    moves.whole = () => svg.call(moves.zoom.transform, d3.zoomIdentity);
    place.on("pointerenter focus", (event, d) => tell.show(event.currentTarget.firstChild, [d.label, `${d.events} events${d.years ? `, ${d.years.split("; ").sort().join(", ")}` : ""}`, d.kinds])).on("pointerleave blur", tell.hide);
    roving(place, (item) => { const d = d3.select(item).datum(); return [d.x, d.y]; });
    tools(figure, svg, null, moves);
    // It opens where most is told: the places nearest to the middle of the events that together have that share of them.
    const all = d3.sum(places, (d) => d.events) || 1, middle = ["x", "y"].map((key) => { let sum = 0; return d3.sort(places, (d) => d[key]).find((d) => (sum += d.events) >= all / 2)?.[key] ?? wide / 2; });
    let told = 0;
    const main = d3.sort(places, (d) => Math.hypot(d.x - middle[0], d.y - middle[1])).filter((one) => { const before = told; told += one.events; return before < SHARE * all; }), [x0, x1] = d3.extent(main, (d) => d.x), [y0, y1] = d3.extent(main, (d) => d.y);
    const k = Math.min(16, 0.72 * Math.min(wide / Math.max(30, x1 - x0), tall / Math.max(30, y1 - y0)));
    moves.at((x0 + x1) / 2, (y0 + y1) / 2, Math.max(1, k));
    await outlined;
    turned(d3.zoomTransform(svg.node()));
    canvas.dataset.places = String(places.length);
  };
})();
