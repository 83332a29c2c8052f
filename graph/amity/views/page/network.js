// Network: the ties among partners, drawn by vis-network from the nodes, edges and options that pyvis made; names and
// crosses are drawn over it. Whoever is in the middle of the page touches everyone, would hide the rest, and is left out.

const MOST_NAMES = 300;
/** Of more ties than these the most telling alone can be pointed at; the others are lines below them. */
const MOST_LIVE = 3000;
let picture = null;

views.network = {
  show(size) {
    byId("canvas").hidden = byId("over").hidden = false;
    if (!picture) startNetwork();
    const ties = networkTies();
    replace(picture.nodes, data.vis.nodes.filter(isShown).map(nodeStyle));
    picture.ties = ties;
    const live = ties.length > MOST_LIVE ? ties.filter((tie) => !picture.aside.has(tie.key) || isCalled(tie)) : ties;
    replace(picture.edges, live.map(edgeStyle));
    const known = new Set(live);
    picture.rest = ties.filter((tie) => !known.has(tie));
    const key = JSON.stringify([size, state.all]);
    if (picture.size !== key) views.network.fit();
    picture.size = key;
    if (state.selected?.actor !== undefined) bringIntoView(state.selected.actor);
    picture.network.redraw();
    return { content: [], spots: networkSpots() };
  },
  hide() {
    byId("canvas").hidden = byId("over").hidden = true;
  },
  scene(size) {
    const places = networkPlaces();
    const lines = networkTies().map((tie) => drawLine(tie, places, isTieLit(tie) ? tieOpacity(tie) : 0.08));
    const nodes = [...places.values()].map((place) => drawNode(place, isLit(place.number) ? null : 0.2));
    return { content: [shape("rect", { ...size, fill: colors.paper }), ...lines, ...nodes, ...drawOver(places, size)], spots: networkSpots() };
  },
  legend: () => [kindLegend(true), lineLegend(), keyLegend("community", communityKey()), make("p", {}, networkNote(), " ", allButton())],
  key: communityKey,
  note: networkNote,
  spotlight: paintOver,
  zoom(factor, at = null) {
    const { network } = picture;
    const scale = Math.max(0.05, Math.min(8, network.getScale() * factor));
    const [x, y] = at ?? [byId("canvas").clientWidth / 2, byId("canvas").clientHeight / 2];
    const fixed = network.DOMtoCanvas({ x, y });
    const { x: vx, y: vy } = network.getViewPosition();
    const share = network.getScale() / scale;
    network.moveTo({ scale, position: { x: fixed.x - (fixed.x - vx) * share, y: fixed.y - (fixed.y - vy) * share } });
    settle();
  },
  fit() {
    const nodes = data.vis.nodes.filter(isShown).map((node) => node.id);
    if (nodes.length) picture.network.fit({ nodes, animation: false, maxZoomLevel: 1.2 });
    picture.network.moveTo({ scale: picture.network.getScale() * (stageSize().width < 500 ? 0.84 : 0.92) });
    settle();
  },
};

function startNetwork() {
  turnIfHigh();
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const network = new vis.Network(byId("canvas"), { nodes, edges }, data.vis.options);
  const aside = new Set(data.vis.edges.filter((edge) => edge.hidden).map((edge) => tieKey(edge.from, edge.to)));
  picture = { network, nodes, edges, aside, ties: [], rest: [], size: "" };
  byId("canvas").querySelectorAll("[tabindex]").forEach((element) => element.setAttribute("tabindex", "-1"));
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) select({ actor: node });
    else if (edge !== undefined) select({ tie: edge });
    else if (state.selected) change({ selected: null });
  });
  const point = (selection, event = {}) => {
    byId("canvas").style.cursor = selection ? "pointer" : "";
    showTip(selection && tipOf(selection), event.clientX, event.clientY);
    spotlight(selection);
  };
  network.on("hoverNode", ({ node, event }) => point({ actor: node }, event));
  network.on("hoverEdge", ({ edge, event }) => point({ tie: edge }, event));
  for (const left of ["blurNode", "blurEdge", "dragStart"]) network.on(left, () => point(null));
  byId("canvas").addEventListener("pointerleave", () => point(null));
  for (const moved of ["dragEnd", "zoom", "resize"]) network.on(moved, () => requestAnimationFrame(settle));
  network.on("beforeDrawing", drawRest);
  network.on("afterDrawing", () => state.view === "network" && paintOver());
}

function drawLine(tie, places, opacity) {
  const [from, to] = [places.get(tie.one), places.get(tie.other)];
  return shape("path", { d: `M${from.x},${from.y}L${to.x},${to.y}`, ...lineStyle(tie), "stroke-width": round(tieWidth(tie) * from.scale), opacity });
}

const drawNode = ({ number, x, y, r }, opacity) =>
  kindShape(data.actors[number].kind, x, y, r, { fill: communityColor(groupIn(number)), stroke: colors.paper, "stroke-width": 1.5, opacity });

/** The ground of a line that is drawn again, so that its dashes and those below it do not mix. */
function paperUnder(line) {
  line.setAttribute("stroke", colors.paper);
  line.removeAttribute("stroke-dasharray");
  return line;
}

/** What lies over the picture of vis: names and crosses and, where something is spotted, a veil over all the rest. */
function paintOver() {
  const [places, size] = [networkPlaces(), stageSize()];
  const svg = shape("svg", size, ...drawOver(places, size));
  if (spotted) {
    const ties = picture.ties.filter((tie) => isTieLit(tie, spotted));
    const lines = ties.map((tie) => shape("g", {}, paperUnder(drawLine(tie, places, null)), drawLine(tie, places, 0.9)));
    const nodes = [...places.values()].filter(({ number }) => isLit(number, spotted)).map((place) => drawNode(place, null));
    const known = new Set(ties.map((tie) => tie.key));
    const named = [...svg.children].filter(({ dataset: { actor, tie } }) => (tie ? known.has(tie) : isLit(Number(actor), spotted)));
    svg.append(shape("rect", { ...size, fill: colors.paper, opacity: 0.6, class: "veil" }), ...lines, ...nodes, ...named);
  }
  byId("over").replaceChildren(svg);
}

/** After the picture has moved: where things can be chosen, and the pointer on one of them. */
function settle() {
  if (state.view !== "network") return;
  scene = { content: [], spots: networkSpots() };
  movePointer();
}

/** Where the picture is higher than wide, as on a telephone, what was beside stands below. */
function turnIfHigh() {
  const { clientWidth, clientHeight } = byId("picture");
  if (clientHeight > clientWidth) for (const node of data.vis.nodes) [node.x, node.y] = [node.y, node.x];
}

/** How each node (a number) and edge (a text) is drawn now: those that stay so cost nothing. */
const drawnStyles = new Map();

/** Makes a set of vis hold these items alone, those that it has already where they are. */
function replace(set, items) {
  const kept = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  const known = new Set(set.getIds());
  const changed = items.filter((item) => {
    const style = JSON.stringify(item);
    const same = known.has(item.id) && drawnStyles.get(item.id) === style;
    drawnStyles.set(item.id, style);
    return !same;
  });
  set.update(changed.map(({ x, y, ...item }) => (known.has(item.id) || x === undefined ? item : { ...item, x, y })));
}

/** Whether an actor is drawn: one of the strongest, or called for. */
function isShown(node) {
  if (!chosen().byActor.has(node.id) || !isKindShown(node.id)) return false;
  return !node.aside || state.all || (state.selected && state.selected.actor !== data.focus && isLit(node.id));
}

/** The ties that are drawn: the most telling, or called for. */
function networkTies() {
  const shown = new Set(data.vis.nodes.filter(isShown).map((node) => node.id));
  return [...chosen().ties.values()].filter(
    (tie) => shown.has(tie.one) && shown.has(tie.other) && (state.all || !picture.aside.has(tie.key) || isCalled(tie)),
  );
}

/** Whether a tie is that, or of the actor, that is selected. */
function isCalled(tie) {
  const { selected } = state;
  return Boolean(selected && (selected.tie || (selected.actor ?? data.focus) !== data.focus) && isTieLit(tie));
}

/** The ties that cannot be pointed at, in as few strokes as there are kinds and widths of lines. */
function drawRest(context) {
  if (!picture.rest.length) return;
  const places = picture.network.getPositions();
  const strokes = new Map();
  for (const tie of picture.rest) {
    const key = JSON.stringify([tie.only, tie.promised, Math.round(tieWidth(tie) * 2) / 2, isTieLit(tie)]);
    if (!strokes.has(key)) strokes.set(key, []);
    strokes.get(key).push(tie);
  }
  context.save();
  for (const [key, ties] of strokes) {
    const [only, promised, width, lit] = JSON.parse(key);
    Object.assign(context, { lineWidth: width, strokeStyle: only ? colors.broken : colors.tie, globalAlpha: lit ? tieOpacity(ties[0]) : 0.06 });
    context.setLineDash(only ? [2, 5] : promised ? [7, 5] : []);
    context.beginPath();
    for (const { one, other } of ties) {
      context.moveTo(places[one].x, places[one].y);
      context.lineTo(places[other].x, places[other].y);
    }
    context.stroke();
  }
  context.restore();
}

let groups = null;
function groupIn(number) {
  groups ??= new Map(data.communities.flatMap((members, group) => members.map((member) => [member, group])));
  return groups.get(number) ?? -1;
}

function nodeStyle({ id, x, y, shape: form, size }) {
  const background = communityColor(groupIn(id));
  const marked = { background, border: colors.ink };
  const border = isSelected(id) ? colors.ink : colors.paper;
  return { id, x, y, shape: form, size, color: { background, border, highlight: marked, hover: marked }, opacity: isLit(id) ? 1 : 0.2 };
}

const isCrowdedNetwork = () => picture.ties.length > 150;
const tieWidth = (tie) => Math.min(9, 1.2 + 1.5 * Math.log2(1 + tie.weight)) * (isCrowdedNetwork() && !state.selected ? 0.5 : 1);
const tieOpacity = (tie) => (tie.only ? 0.9 : isCrowdedNetwork() ? 0.42 : 0.6);

function edgeStyle(tie) {
  return {
    id: tie.key,
    from: tie.one,
    to: tie.other,
    width: tieWidth(tie),
    dashes: tie.only ? [2, 5] : tie.promised ? [7, 5] : false,
    color: { color: tie.only ? colors.broken : colors.tie, highlight: colors.ink, hover: colors.ink, opacity: isTieLit(tie) ? tieOpacity(tie) : 0.06 },
  };
}

/** Where each actor that is drawn stands, in pixels of the picture. */
function networkPlaces() {
  const scale = picture.network.getScale();
  const sizes = new Map(data.vis.nodes.map((node) => [node.id, node.size]));
  return new Map(
    Object.entries(picture.network.getPositions()).map(([id, position]) => {
      const { x, y } = picture.network.canvasToDOM(position);
      return [Number(id), { number: Number(id), x: round(x), y: round(y), r: sizes.get(Number(id)) * scale, scale }];
    }),
  );
}

const networkSpots = () => [...networkPlaces().values()].map((place) => ({ ...place, selection: { actor: place.number } }));

/** Moves the picture so that an actor that is chosen elsewhere is seen. */
function bringIntoView(number) {
  if (!picture.nodes.get(number)) return;
  const position = picture.network.getPosition(number);
  const { x, y } = picture.network.canvasToDOM(position);
  const { clientWidth, clientHeight } = byId("canvas");
  if (x < 20 || y < 20 || x > clientWidth - 20 || y > clientHeight - 20) picture.network.moveTo({ position });
}

/** Crosses on what is broken, and names that cover nothing, the strongest first. */
function drawOver(places, { width, height }) {
  const broken = picture.ties.filter((tie) => tie.broken && places.has(tie.one) && places.has(tie.other)).sort(strongestFirst);
  const crosses = broken.slice(0, MOST_NAMES).map((tie) => ({ tie, at: clearPoint(tie, places) }));
  const called = ({ number }) => (isSelected(number) ? 2 : state.selected && isLit(number) ? 1 : 0);
  const named = [...places.values()]
    .filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height)
    .sort((one, other) => called(other) - called(one) || other.r - one.r || one.number - other.number)
    .slice(0, MOST_NAMES)
    .map(({ number, x, y, r }, place) => ({
      number, x, y, radius: r, text: shortName(number), size: r > 16 ? 13 : 12, weight: r > 16 || isSelected(number) ? 600 : 400, must: place < 12, pointed: isSelected(number),
    }));
  const names = placeNames(named, [4, 4, width - 4, height - 4], { marks: crosses.map(({ at }) => [...at, 5]), covered: [zoomBox(width)] }).map(({ number, lines, at, anchor, size, weight }) =>
    label(lines, round(at[0]), round(at[1]), { size, weight, anchor, opacity: isLit(number) ? null : 0.25, "data-actor": number }),
  );
  return [...crosses.map(({ tie, at }) => shape("g", { "data-tie": tie.key }, cross(...at, 4, isTieLit(tie) ? null : 0.15))), ...names];
}

/** A point of a tie, near its middle, that no other actor covers. */
function clearPoint(tie, places) {
  const [from, to] = [places.get(tie.one), places.get(tie.other)];
  if (picture.ties.length > MOST_NAMES) return [(from.x + to.x) / 2, (from.y + to.y) / 2];
  const points = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78].map((share) => [from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share]);
  const isClear = ([x, y]) => [...places.values()].every((place) => Math.hypot(place.x - x, place.y - y) > place.r + 4);
  return points.find(isClear) ?? points[0];
}

function networkNote() {
  const all = data.vis.edges.length;
  const hidden = state.all ? 0 : data.vis.edges.filter((edge) => edge.hidden).length;
  const most = data.vis.nodes.length;
  const actors = most - (state.all ? 0 : data.vis.nodes.filter((node) => node.aside).length);
  const parts = [say("communityNote")];
  if (data.focus >= 0) parts.push(say("focusLeftOut", { actor: actorName(data.focus) }));
  if (hidden) parts.push(say("backbone", { shown: sayCount(all - hidden), all: sayCount(all), actors, most }));
  if (state.all && chosen().ties.size > MOST_LIVE) parts.push(say("restNote"));
  return parts.join(" ");
}

function allButton() {
  if (!data.vis.edges.some((edge) => edge.hidden)) return null;
  const text = say(state.all ? "showFewer" : "showAll");
  return make("button", { type: "button", id: "draw-all", class: "link", text, onclick: () => change({ all: !state.all }) });
}
