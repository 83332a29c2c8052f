// The picture: vis-network with the nodes, edges and options that pyvis made, styled by what is chosen.

const HUES = ["--hue-1", "--hue-2", "--hue-3", "--hue-4", "--hue-5", "--hue-6", "--hue-7"];
const ALWAYS_NAMED = 5;
let picture = null;
let colors = {};
let names = { view: "", placed: [] };

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  colors = {
    paper: of("--paper"),
    ink: of("--ink"),
    rule: of("--rule"),
    line: of("--tie"),
    broken: of("--broken"),
    rest: of("--rest"),
    hues: HUES.map(of),
  };
}

const communityColor = (number) => (data.communities[number]?.length > 1 && colors.hues[number]) || colors.rest;

function drawNetwork() {
  readColors();
  turnIfHigh();
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const network = new vis.Network(byId("canvas"), { nodes, edges }, data.vis.options);
  const aside = new Set(data.vis.edges.filter((edge) => edge.hidden).map((edge) => tieKey(edge.from, edge.to)));
  picture = { network, nodes, edges, aside, bright: null };
  byId("canvas").querySelectorAll("[tabindex]").forEach((element) => element.setAttribute("tabindex", "-1"));
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) change({ selected: { actor: node } });
    else if (edge !== undefined) change({ selected: { tie: edge } });
    else if (state.selected) change({ selected: null });
  });
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", () => (byId("canvas").style.cursor = "pointer"));
  network.on("blurEdge", () => (byId("canvas").style.cursor = ""));
  network.on("dragEnd", () => (names.view = ""));
  network.on("dragging", () => (names.view = ""));
  network.on("beforeDrawing", (context) => drawRings(context, data.rings, 1 / network.getScale(), colors));
  network.on("afterDrawing", drawOver);
  network.on("resize", () => requestAnimationFrame(fit));
  byId("zoom-in").addEventListener("click", () => zoom(1.35));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
  byId("fit").addEventListener("click", fit);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => change({}));
}

function hover(node) {
  picture.hovered = node;
  byId("canvas").style.cursor = node === null ? "" : "pointer";
  names.view = "";
  picture.network.redraw();
}

function fit() {
  if (state.view !== "network") return;
  const outer = data.rings.at(-1);
  const nodes = data.vis.nodes.filter(isShown).map((node) => node.id);
  if (!outer) return picture.network.fit({ nodes, animation: false, maxZoomLevel: 1.6 });
  const { clientWidth, clientHeight } = byId("canvas");
  const room = 45;
  const scale = Math.min(clientWidth / (outer[0] + room) / 2, clientHeight / (outer[1] + room) / 2, 1.6);
  picture.network.moveTo({ position: { x: 0, y: 0 }, scale, animation: false });
}

/** Where the picture is higher than wide, as on a telephone, what was beside stands below. */
function turnIfHigh() {
  const { clientWidth, clientHeight } = byId("canvas");
  if (clientHeight <= clientWidth) return;
  for (const node of data.vis.nodes) [node.x, node.y] = [node.y, node.x];
  for (const ring of data.rings) ring.reverse();
}

function zoom(factor) {
  picture.network.moveTo({ scale: picture.network.getScale() * factor });
}

/** Who stays in full color: the selected actor and its partners, or the two ends of the selected tie. */
function inFocus() {
  const { selected } = state;
  if (selected?.tie) return { actors: new Set(selected.tie.split("-").map(Number)), ties: new Set([selected.tie]) };
  if (selected === null || selected.actor === data.focus) return null;
  const ties = tiesOf(selected.actor);
  return {
    actors: new Set([selected.actor, ...ties.flatMap((tie) => [tie.one, tie.other])]),
    ties: new Set(ties.map((tie) => tie.key)),
  };
}

renderers.push((changes) => {
  if (!picture) return;
  readColors();
  const { ties } = chosen();
  picture.bright = inFocus();
  const shown = [...ties.values()].filter(isVisible);
  replace(picture.nodes, data.vis.nodes.filter(isShown).map(nodeStyle));
  replace(picture.edges, shown.map(edgeStyle));
  picture.broken = shown.filter((tie) => tie.broken);
  names.view = "";
  byId("empty").hidden = ties.size > 0;
  if ("all" in changes) fit();
  if (changes.selected?.actor !== undefined) bringIntoView(changes.selected.actor);
  picture.network.redraw();
});

/** Makes a set of vis hold these items alone, those that it has already where they are. */
function replace(set, items) {
  const kept = new Set(items.map((item) => item.id));
  set.remove(set.getIds().filter((id) => !kept.has(id)));
  const known = new Set(set.getIds());
  set.update(items.map((item) => (known.has(item.id) ? { ...item, x: undefined, y: undefined } : item)).map(defined));
}

const defined = (item) => Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined));

/** Whether an actor is drawn: one of the strongest, or called for. */
function isShown(node) {
  if (!chosen().byActor.has(node.id)) return false;
  return !node.aside || state.all || Boolean(picture.bright?.actors.has(node.id));
}

/** Whether a tie is drawn: one of the most telling, or called for. */
function isVisible(tie) {
  if (state.selected && picture.bright?.ties.has(tie.key)) return true;
  const ends = [tie.one, tie.other].every((number) => isShown(data.vis.nodes[number]));
  return ends && (state.all || !picture.aside.has(tie.key));
}

function nodeStyle({ id, x, y, shape, size, group }) {
  const background = id === data.focus ? colors.ink : communityColor(group);
  const marked = { background, border: colors.ink };
  const border = state.selected?.actor === id ? colors.ink : colors.paper;
  return {
    id, x, y, shape, size,
    color: { background, border, highlight: marked, hover: marked },
    opacity: picture.bright && !picture.bright.actors.has(id) ? 0.2 : 1,
    title: `${actorName(id)} · ${sayNumber("events", chosen().byActor.get(id).length)}`,
  };
}

function edgeStyle(tie) {
  const color = tie.only ? colors.broken : colors.line;
  const faded = picture.bright && !picture.bright.ties.has(tie.key);
  const aside = data.focus >= 0 && tie.one !== data.focus && tie.other !== data.focus;
  return {
    id: tie.key,
    from: tie.one,
    to: tie.other,
    width: Math.min(9, 1.2 + 1.5 * Math.log2(1 + tie.weight)),
    dashes: tie.only ? [2, 5] : tie.promised ? [7, 5] : false,
    color: { color, highlight: colors.ink, hover: colors.ink, opacity: faded ? 0.08 : tie.only ? 0.9 : aside ? 0.4 : 0.65 },
    title: `${pairName(tie)} · ${sayNumber("events", tie.events.length)}`,
  };
}

/** Where an actor is drawn, in pixels of the window. */
function placeOf(number) {
  const { x, y } = picture.network.canvasToDOM(picture.network.getPosition(number));
  const { left, top } = byId("canvas").getBoundingClientRect();
  return { x: left + x, y: top + y };
}

/** Moves the picture so that an actor that is chosen elsewhere is seen. */
function bringIntoView(number) {
  if (!picture.nodes.get(number)) return;
  const { x, y } = picture.network.canvasToDOM(picture.network.getPosition(number));
  const { clientWidth, clientHeight } = byId("canvas");
  if (x < 20 || y < 20 || x > clientWidth - 20 || y > clientHeight - 20) {
    picture.network.moveTo({ position: picture.network.getPosition(number) });
  }
}

function drawOver(context) {
  const scale = picture.network.getScale();
  const positions = picture.network.getPositions();
  const faded = (key) => Boolean(picture.bright && !picture.bright.ties.has(key));
  drawCrosses(
    context,
    // While nodes come and go vis may draw before all of them are there.
    (picture.broken ?? []).filter((tie) => positions[tie.one] && positions[tie.other]).map((tie) => ({ from: positions[tie.one], to: positions[tie.other], faded: faded(tie.key) })),
    4.2 / scale,
    colors,
  );
  const { clientWidth, clientHeight } = byId("canvas");
  const [start, end] = [{ x: 0, y: 0 }, { x: clientWidth, y: clientHeight }].map((at) => picture.network.DOMtoCanvas(at));
  const view = [start.x, start.y, end.x, end.y];
  if (names.view !== view.join()) {
    names = { view: view.join(), placed: placeNames(context, nodesToName(scale, positions, view), view) };
  }
  drawNames(context, names.placed, colors);
}

function nodesToName(scale, positions, view) {
  const bright = picture.bright?.actors;
  const rank = (node) =>
    (node.id === picture.hovered || node.id === state.selected?.actor ? 2e6 : 0) + (bright?.has(node.id) ? 1e6 : 0) + node.size;
  return data.vis.nodes
    .filter(({ id }) => positions[id] && overlap([positions[id].x, positions[id].y, positions[id].x, positions[id].y], view))
    .sort((one, other) => rank(other) - rank(one) || one.id - other.id)
    .map((node, place) => {
      const text = shortName(node.id);
      const strong = node.id === data.focus || node.size > 16;
      const size = (strong ? 13.5 : 12.5) / scale;
      const weight = strong ? 600 : 400;
      return {
        ...positions[node.id],
        radius: node.size,
        text,
        weight,
        size,
        inside: node.id === data.focus && text.length * size * 0.6 < node.size * 1.9,
        pointed: node.id === picture.hovered || node.id === state.selected?.actor,
        must: place < ALWAYS_NAMED,
        faded: Boolean(bright && !bright.has(node.id)),
      };
    });
}
