// The state of the page in the fragment of its address, so that a link leads to what one sees. Whatever comes from
// there is checked against the data, and what is none of it is ignored.

const listed = (text) => (text ?? "").split(",").filter(Boolean);

function fragmentOf() {
  const parts = new URLSearchParams();
  parts.set("view", state.view);
  if (state.language !== data.language) parts.set("lang", state.language);
  for (const kind of FILTERS) if (state[kind].size) parts.set(kind, [...state[kind]].sort().join());
  if (state.from !== null) parts.set("years", `${state.from}-${state.to}`);
  if (state.view === "matrix" && state.matrix !== "domains") parts.set("matrix", state.matrix);
  if (state.center !== initialCenter()) parts.set("center", data.actors[state.center].id);
  if (state.all) parts.set("all", "1");
  const { selected } = state;
  if (selected?.actor !== undefined) parts.set("actor", data.actors[selected.actor].id);
  if (selected?.tie !== undefined) parts.set("tie", selected.tie.split("-").map((number) => data.actors[number].id).join());
  if (selected?.event !== undefined) parts.set("event", selected.event);
  if (selected?.domain) parts.set("of", selected.domain);
  return parts.toString();
}

/** What a fragment says, as changes of the state; null where it says nothing. */
function readFragment(text) {
  if (!text.includes("=")) return null;
  const parts = new URLSearchParams(text);
  const known = (name, values, otherwise) => (values.includes(parts.get(name)) ? parts.get(name) : otherwise);
  const changes = {
    ...noFilters(),
    view: known("view", VIEWS, initialView()),
    language: known("lang", Object.keys(data.texts), data.language),
    matrix: known("matrix", MODES, "domains"),
    all: parts.get("all") === "1",
    center: initialCenter(),
    selected: readSelection(parts),
  };
  for (const kind of FILTERS) {
    const values = valuesOf(kind).map(([value]) => value);
    changes[kind] = new Set(listed(parts.get(kind)).filter((value) => values.includes(value)));
  }
  const years = /^(\d{1,4})-(\d{1,4})$/.exec(parts.get("years") ?? "");
  const { first, last } = yearsOf(data.events);
  if (years && Number(years[1]) <= Number(years[2]) && Number(years[1]) <= last && Number(years[2]) >= first) {
    [changes.from, changes.to] = [Math.max(first, Number(years[1])), Math.min(last, Number(years[2]))];
  }
  const center = actorWith(parts.get("center"));
  if (center >= 0 && data.rings[center]) changes.center = center;
  return changes;
}

const actorWith = (id) => (id ? data.actors.slice(0, data.drawn).findIndex((actor) => actor.id === id) : -1);

function readSelection(parts) {
  const domain = data.terms.domain[parts.get("of")] && Object.hasOwn(data.terms.domain, parts.get("of")) ? { domain: parts.get("of") } : {};
  const actor = actorWith(parts.get("actor"));
  if (actor >= 0) return { actor, ...domain };
  const ends = listed(parts.get("tie")).map(actorWith);
  if (ends.length === 2 && ends.every((end) => end >= 0) && ends[0] !== ends[1]) return { tie: tieKey(...ends), ...domain };
  const event = parts.get("event");
  return event && data.events.some(({ id }) => id === event) ? { event } : null;
}

let written = "";
let writing = null;

// A moment later, for browsers refuse to be told of every step of a slider.
renderers.push(() => {
  clearTimeout(writing);
  writing = setTimeout(() => {
    written = fragmentOf();
    history.replaceState(null, "", `#${written}`);
  }, 250);
});

function startFragment() {
  addEventListener("hashchange", () => {
    const fragment = location.hash.slice(1);
    const changes = fragment === written ? null : readFragment(fragment);
    if (changes) change(changes);
  });
}
