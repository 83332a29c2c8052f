// The stage: one view at a time, what is pointed at, and what the pointer and the keyboard do there.
//
// A view has `scene(size)`: what it draws (`content`, elements of SVG) and the `spots` at which something can be chosen
// (`selection`, `x`, `y`, `r`); elements say what they stand for by data-actor, data-tie, data-event or data-bin. It has
// `legend()` and `note()`, and may have `key()` (what its colors stand for), `show(size)` (to draw on the page by other
// means than its scene), `hide`, `zoom(factor)`, `fit()` and `drag(dx, dy)`.

const views = {};
let scene = { content: [], spots: [] };
/** The number of the spot that is pointed at, and what it stands for: it stays when the picture is drawn anew. */
let pointed = -1;
let pointedAt = "";

const isSelected = (number) => state.selected?.actor === number;

/** Whether an actor stays in full color: all do, unless an actor or a tie is selected; then it and what it is tied to. */
function isLit(number, selected = state.selected) {
  if (selected?.tie !== undefined) return selected.tie.split("-").map(Number).includes(number);
  if (selected?.actor === undefined || selected.actor === data.focus) return true;
  return selected.actor === number || Boolean(tieBetween(selected.actor, number));
}

function isTieLit(tie, selected = state.selected) {
  if (selected?.tie !== undefined) return selected.tie === tie.key;
  if (selected?.actor === undefined || selected.actor === data.focus) return true;
  return selected.actor === tie.one || selected.actor === tie.other;
}

const stageSize = () => ({ width: Math.max(280, byId("picture").clientWidth), height: Math.max(240, byId("picture").clientHeight) });

renderers.push(() => {
  readColors();
  const view = views[state.view];
  for (const [name, other] of Object.entries(views)) if (name !== state.view) other.hide?.();
  byId("picture").hidden = state.view === "matrix";
  byId("sheet").hidden = state.view !== "matrix";
  // Before the picture: it takes the room that is left.
  byId("legend").replaceChildren(...view.legend().filter(Boolean));
  byId("empty").hidden = chosen().events.length > 0;
  byId("zoom").hidden = !view.zoom;
  drawView();
});

function drawView() {
  const view = views[state.view];
  const size = stageSize();
  if (view.show) scene = view.show(size);
  else {
    scene = view.scene(size);
    byId("drawing").replaceChildren(svgOf(scene, { ...size, height: Math.max(size.height, scene.height ?? 0) }));
  }
  byId("drawing").hidden = Boolean(view.show);
  byId("drawing").classList.remove("spotted");
  spotted = null;
  pointed = pointedAt ? scene.spots.findIndex(({ selection }) => JSON.stringify(selection) === pointedAt) : -1;
  movePointer();
}

/** The actor or tie under the pointer, `{actor}` or `{tie}`: it and what belongs to it stand out, the rest is dimmed. */
let spotted = null;

function spotlight(selection) {
  const wanted = selection && (selection.actor ?? selection.tie) !== undefined ? selection : null;
  if (JSON.stringify(wanted) === JSON.stringify(spotted)) return;
  spotted = wanted;
  const view = views[state.view];
  if (view.spotlight) return view.spotlight();
  byId("drawing").classList.toggle("spotted", spotted !== null);
  for (const element of byId("drawing").querySelectorAll("[data-actor], [data-tie]")) {
    const { actor, tie } = element.dataset;
    const known = tie === undefined || chosen().ties.get(tie);
    const lit = spotted && (tie === undefined ? isLit(Number(actor), spotted) : known && isTieLit(known, spotted));
    element.classList.toggle("lit", Boolean(lit));
    element.classList.toggle("at", Boolean(spotted) && (tie === undefined ? Number(actor) === spotted.actor : tie === spotted.tie));
  }
}

/** Where the buttons that zoom lie over the picture: left, top, right, bottom. */
const zoomBox = (width) => [width - 52, 10, width, 130];

/** A scene as a picture of its own. */
function svgOf({ content }, { width, height }) {
  const more = { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": FONT, role: "img", "aria-label": viewTitle() };
  return shape("svg", more, ...content);
}

const viewTitle = () => `${document.title}: ${say(state.view)}`;

/** What a thing in the picture says of itself in a line. */
function tipOf(selection) {
  if (selection.actor !== undefined) {
    const events = chosen().byActor.get(selection.actor) ?? [];
    return `${actorName(selection.actor)} · ${sayNumber("events", events.length)}`;
  }
  if (selection.tie !== undefined) {
    const tie = chosen().ties.get(selection.tie);
    return tie ? `${pairName(tie)} · ${sayNumber("events", tie.events.length)}` : "";
  }
  if (selection.bin) {
    const events = chosen().events.filter((event) => isInBin(event, selection.bin));
    return `${capitalized(term("class", selection.bin.class))} · ${sayNumber("events", events.length)} · ${binDates(selection.bin)}`;
  }
  const event = data.events.find(({ id }) => id === selection.event);
  return `${capitalized(term("class", event.class))}, ${sayDate(event.date)} · ${event.parties.map(([number]) => actorName(number)).join(", ")}`;
}

function binDates({ from, to }) {
  const day = (number) => new Date(number * 864e5).toISOString().slice(0, 10);
  return sayPeriod(day(from), day(to - 1));
}

/** What the element under the pointer stands for. */
function selectionAt(target) {
  const element = target.closest?.("[data-actor], [data-tie], [data-event], [data-bin]");
  if (!element) return null;
  const { actor, tie, event, bin } = element.dataset;
  if (actor !== undefined) return { actor: Number(actor) };
  if (tie !== undefined) return { tie };
  return event !== undefined ? { event } : { bin: JSON.parse(bin) };
}

function select(selection) {
  const same = JSON.stringify(selection) === JSON.stringify(state.selected);
  change({ selected: same ? null : selection });
}

function bindStage() {
  const picture = byId("picture");
  const drawing = byId("drawing");
  drawing.addEventListener("click", ({ target }) => {
    if (dragged) return;
    const selection = selectionAt(target);
    if (selection) select(selection);
    else if (state.selected) change({ selected: null });
  });
  drawing.addEventListener("pointermove", ({ target, clientX, clientY }) => {
    const selection = selectionAt(target);
    drawing.classList.toggle("on", selection !== null);
    showTip(selection && tipOf(selection), clientX, clientY);
    spotlight(selection);
  });
  drawing.addEventListener("pointerleave", () => (showTip(null), spotlight(null)));
  picture.addEventListener("keydown", onPictureKey);
  picture.addEventListener("blur", () => ((pointed = -1), movePointer()));
  byId("zoom-in").addEventListener("click", () => views[state.view].zoom(1.5));
  byId("zoom-out").addEventListener("click", () => views[state.view].zoom(1 / 1.5));
  byId("fit").addEventListener("click", () => views[state.view].fit());
  bindDragging(drawing);
  let size = null;
  new ResizeObserver(() => {
    const now = JSON.stringify(stageSize());
    if (size !== null && now !== size && state.view !== "matrix") requestAnimationFrame(() => (views[state.view].fit?.(), drawView()));
    size = now;
  }).observe(picture);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => change({}));
}

let dragged = false;

function bindDragging(drawing) {
  let last = null;
  drawing.addEventListener("pointerdown", (event) => {
    dragged = false;
    if (views[state.view].drag && event.button === 0) last = [event.clientX, event.clientY];
  });
  addEventListener("pointermove", (event) => {
    if (!last) return;
    const [dx, dy] = [event.clientX - last[0], event.clientY - last[1]];
    if (!dragged && Math.hypot(dx, dy) < 4) return;
    dragged = true;
    last = [event.clientX, event.clientY];
    views[state.view].drag(dx, dy);
  });
  addEventListener("pointerup", () => (last = null));
  addEventListener("pointercancel", () => (last = null));
  drawing.addEventListener(
    "wheel",
    (event) => {
      if (!views[state.view].zoom) return;
      event.preventDefault();
      const { left, top } = drawing.getBoundingClientRect();
      views[state.view].zoom(Math.exp(-event.deltaY / 400), [event.clientX - left, event.clientY - top]);
    },
    { passive: false },
  );
}

function showTip(text, x = 0, y = 0) {
  const tip = byId("tip");
  tip.hidden = !text;
  if (!text) return;
  tip.textContent = text;
  tip.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - tip.offsetWidth - 8))}px`;
  tip.style.top = `${y + 20 + tip.offsetHeight > innerHeight ? y - tip.offsetHeight - 10 : y + 18}px`;
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** Arrows go from spot to spot, Enter chooses, + and − zoom, 0 shows everything. */
function onPictureKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const view = views[state.view];
  if (ARROWS[event.key]) pointed = nextSpot(ARROWS[event.key]);
  else if ((event.key === "Enter" || event.key === " ") && scene.spots[pointed]) select(scene.spots[pointed].selection);
  else if ("+=".includes(event.key) && view.zoom) view.zoom(1.5);
  else if ("-−".includes(event.key) && view.zoom) view.zoom(1 / 1.5);
  else if (event.key === "0" && view.fit) view.fit();
  else return;
  event.preventDefault();
  movePointer();
}

/** The nearest spot in a direction, from the one that is pointed at; the first where none is. */
function nextSpot([dx, dy]) {
  const here = scene.spots[pointed];
  if (!here) return scene.spots.length ? 0 : -1;
  let [best, least] = [pointed, Infinity];
  scene.spots.forEach((spot, number) => {
    const [x, y] = [spot.x - here.x, spot.y - here.y];
    const along = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (number === pointed || along <= 0.5 || aside > along * 2.5) return;
    if (along + 2 * aside < least) [best, least] = [number, along + 2 * aside];
  });
  return best;
}

function movePointer() {
  const spot = scene.spots[pointed];
  const ring = byId("pointer");
  pointedAt = spot ? JSON.stringify(spot.selection) : "";
  ring.hidden = !spot;
  spotlight(spot?.selection ?? null);
  if (!spot) return;
  const r = spot.r + 6;
  Object.assign(ring.style, { left: `${spot.x - r}px`, top: `${spot.y - r}px`, width: `${2 * r}px`, height: `${2 * r}px` });
  byId("said").textContent = tipOf(spot.selection);
}
