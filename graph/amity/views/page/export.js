// Files made from what one sees, in the page itself: the picture as SVG or PNG, the network as GEXF, the events as CSV.

const FORMULA = /^[=+\-@\t\r]/;
const CSV_COLUMNS = ["event", "class", "parties", "participants", "date", "earliest", "latest", "place", "status", "domains", "amount", "currency", "sources", "addresses", "quote"];

/** The picture of the view as it stands, complete in itself: with its title, what it was narrowed to, and its notes. */
function pictureOf() {
  const view = views[state.view];
  const size = state.view === "matrix" ? { width: 1100, height: 700 } : stageSize();
  const drawn = view.scene(size);
  const [width, height] = [drawn.width ?? size.width, drawn.height ?? size.height];
  const notes = [narrowedBy(), view.note(), say("madeBy")].filter(Boolean).flatMap((note) => wrapped(note, width - 32, 11));
  const key = keyOf(view, width);
  const [top, foot] = [52, 16 + key.height + notes.length * 15];
  const total = height + top + foot;
  const svg = shape("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${total}`, width, height: total, "font-family": FONT });
  svg.append(
    shape("rect", { width, height: total, fill: colors.paper }),
    label(document.title, 16, 22, { size: 18, weight: 600, anchor: "start", halo: false }),
    label(`${say(state.view)} · ${byId("count").textContent}`, 16, 42, { size: 12, anchor: "start", color: colors.quiet, halo: false }),
    shape("svg", { y: top, width, height, viewBox: `0 0 ${width} ${height}` }, ...drawn.content.map((part) => part.cloneNode(true))),
    shape("g", { transform: `translate(0 ${top + height + 12})` }, ...key.parts),
    ...notes.map((note, place) => label(note, 16, top + height + key.height + 14 + place * 15, { size: 11, anchor: "start", color: colors.quiet, halo: false })),
  );
  return { svg, width, height: total };
}

/** What colors and lines stand for, line after line. */
function keyOf(view, width) {
  const lines = [[{}, "doneShort"], [{ "stroke-dasharray": "6 4" }, "promisedShort"], [{ "stroke-dasharray": "2 4", stroke: colors.broken }, "brokenShort"]];
  const marks = [
    ...(view.key?.() ?? []).map(({ color, text }) => [14, text, (x, y) => shape("circle", { cx: x + 5, cy: y, r: 5.5, fill: color })]),
    ...lines.map(([style, name]) => [30, say(name), (x, y) => shape("path", { d: `M${x},${y}h24`, stroke: colors.tie, "stroke-width": 2.4, ...style })]),
  ];
  const parts = [];
  let [x, y] = [16, 0];
  for (const [wide, text, draw] of marks) {
    const length = wide + widthOf(text, 11.5) + 20;
    if (x > 16 && x + length > width - 16) [x, y] = [16, y + 18];
    parts.push(draw(x, y), label(text, x + wide + 2, y, { size: 11.5, anchor: "start", halo: false }));
    x += length;
  }
  return { parts, height: y + 20 };
}

/** A text cut into lines of at most so many pixels. */
function wrapped(text, most, size) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
    if (widthOf(longer, size) <= most || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The filters that are set, in words. */
function narrowedBy() {
  const parts = FILTERS.flatMap((kind) => [...state[kind]].map((value) => term(kind, value)));
  if (state.from !== null) parts.push(`${state.from}–${state.to}`);
  return parts.length ? say("narrowed", { filters: parts.join(", ") }) : "";
}

// Characters that no XML document may hold: an article's text may.
const forXml = (text) => text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
const serialized = (node) => forXml(new XMLSerializer().serializeToString(node));

function svgFile() {
  return new Blob([serialized(pictureOf().svg)], { type: "image/svg+xml" });
}

/** The same in pixels, two for each. */
async function pngFile() {
  const { svg, width, height } = pictureOf();
  const image = new Image();
  const bytes = new TextEncoder().encode(serialized(svg));
  image.src = `data:image/svg+xml;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
  await image.decode();
  const canvas = make("canvas", { width: width * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, width * 2, height * 2);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** The actors and ties that pass the filters, for Gephi (GEXF 1.3). */
function gexfFile() {
  const namespace = "http://gexf.net/1.3";
  const file = document.implementation.createDocument(namespace, "gexf");
  const element = (tag, attributes, ...children) => {
    const made = file.createElementNS(namespace, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, forXml(String(value)));
    made.append(...children);
    return made;
  };
  const columns = (kind, names) => element("attributes", { class: kind }, ...names.map(([title, type], id) => element("attribute", { id, title, type })));
  const values = (list) => element("attvalues", {}, ...list.map((value, id) => element("attvalue", { for: id, value })));
  const { ties, byActor } = chosen();
  const numbers = [...byActor.keys()].filter((number) => isDrawn(number) && isKindShown(number)).sort((one, other) => one - other);
  const nodes = numbers.map((number) => element("node", { id: data.actors[number].id, label: actorName(number) }, values([data.actors[number].kind, round(strengthOf(number)), groupIn(number)])));
  const edges = [...ties.values()].map((tie) => {
    const [source, target] = [data.actors[tie.one].id, data.actors[tie.other].id];
    const more = values([tie.events.length, tie.firstDay, tie.lastDay, tie.only ? "broken" : tie.promised ? "promised" : "done"]);
    return element("edge", { id: `${source} ${target}`, source, target, weight: Math.max(0, Math.round(tie.weight * 1e6) / 1e6) }, more);
  });
  const graph = element("graph", { defaultedgetype: "undirected" },
    columns("node", [["kind", "string"], ["strength", "float"], ["community", "integer"]]),
    columns("edge", [["events", "integer"], ["first", "string"], ["last", "string"], ["state", "string"]]),
    element("nodes", {}, ...nodes), element("edges", {}, ...edges));
  file.documentElement.setAttribute("version", "1.3");
  file.documentElement.append(graph);
  return new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n', serialized(file)], { type: "application/xml" });
}

/** The selected events, else all that pass the filters, one a line (RFC 4180); no field is taken for a formula. */
function csvFile() {
  const field = (text) => `"${(FORMULA.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`;
  const rows = newestFirst(selectedEvents()).map((event) => {
    const sources = event.claims.map((claim) => data.documents[claim.document]).filter(Boolean);
    const values = {
      event: event.id, class: event.class, status: event.status, ...Object.fromEntries(["date", "earliest", "latest", "amount", "currency"].map((name) => [name, event[name] ?? ""])),
      parties: event.parties.map(([number]) => actorName(number)), participants: (event.people ?? []).map((label) => label[state.language]),
      place: event.place?.[state.language] ?? "", domains: event.domains ?? [], sources: sources.map((source) => source.title),
      addresses: sources.map((source) => source.url ?? ""), quote: event.claims.flatMap((claim) => claim.quotes),
    };
    return CSV_COLUMNS.map((column) => field([values[column]].flat().join(" | "))).join();
  });
  // The mark of byte order tells spreadsheets that this is UTF-8.
  return new Blob(["\uFEFF", [CSV_COLUMNS.join(), ...rows].join("\r\n"), "\r\n"], { type: "text/csv" });
}

const FILES = { png: pngFile, svg: svgFile, gexf: gexfFile, csv: csvFile };

function startExport() {
  for (const [ending, file] of Object.entries(FILES)) {
    byId(`export-${ending}`).addEventListener("click", async () => {
      const address = URL.createObjectURL(await file());
      const name = folded(data.focus >= 0 ? actorName(data.focus) : "amity").replace(/[^a-z0-9]+/g, "-");
      const anchor = make("a", { href: address, download: `${name}-${state.view}.${ending}` });
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
      byId("export").open = false;
    });
  }
}
