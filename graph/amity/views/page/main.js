// Starts the page: unpacks its data, and ties the controls to the state.

const FILTERS = ["domain", "class", "status"];

renderers.unshift(() => {
  document.documentElement.lang = state.language;
  const focus = data.focus >= 0 ? actorName(data.focus) : null;
  document.title = focus ? say("titleOf", { actor: focus }) : say("title");
  byId("title").textContent = document.title;
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", say(element.dataset.label));
  byId("search").placeholder = say("search");
  for (const language of ["en", "fr"]) byId(`in-${language}`).setAttribute("aria-pressed", String(state.language === language));
  byId("summary").textContent = summary();
  for (const view of ["network", "table"]) {
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(state.view === view));
    tab.tabIndex = state.view === view ? 0 : -1;
    byId(`view-${view}`).hidden = state.view !== view;
  }
  fillFilters();
  const { events, ties } = chosen();
  byId("count").textContent = `${sayNumber("ties", ties.size)} · ${sayNumber("events", events.length)}`;
});

/** What the page holds, and what it was narrowed to when it was written. */
function summary() {
  const { first, last } = span(data.events);
  const years = [first, last].map((date) => date.slice(0, 4));
  const parts = [
    sayNumber("actors", data.vis.nodes.length),
    sayNumber("events", data.events.length),
    sayNumber("sources", data.documents.length),
  ];
  if (first) parts.push(years[0] === years[1] ? years[0] : `${years[0]}–${years[1]}`);
  const narrowed = Object.entries(data.filters).map(([name, value]) => {
    if (name === "since" || name === "until") return say(name, { date: sayDate(value) });
    return term(name, value);
  });
  if (narrowed.length) parts.push(say("narrowed", { filters: narrowed.join(", ") }));
  return parts.join(" · ");
}

function fillFilters() {
  for (const kind of FILTERS) {
    const select = byId(`filter-${kind}`);
    const values = counted(data.events, (event) => (kind === "domain" ? (event.domains ?? []) : [event[kind]])).map(([name]) => name);
    values.sort((one, other) => term(kind, one).localeCompare(term(kind, other), state.language));
    const option = (value, text) => make("option", { value, text, selected: state[kind] === value });
    select.replaceChildren(option("", say("all")), ...values.map((value) => option(value, capitalized(term(kind, value)))));
  }
  byId("clear").hidden = FILTERS.every((kind) => !state[kind]);
}

function bindControls() {
  for (const language of ["en", "fr"]) byId(`in-${language}`).addEventListener("click", () => change({ language }));
  for (const kind of FILTERS) byId(`filter-${kind}`).addEventListener("change", (event) => change({ [kind]: event.target.value }));
  byId("clear").addEventListener("click", () => change({ domain: "", class: "", status: "" }));
  for (const view of ["network", "table"]) byId(`tab-${view}`).addEventListener("click", () => change({ view }));
  byId("tabs").addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    change({ view: state.view === "network" ? "table" : "network" });
    byId(`tab-${state.view}`).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selected && event.target.id !== "search") change({ selected: null });
  });
}

async function start() {
  if (typeof DecompressionStream === "undefined") {
    byId("notice").hidden = false;
    return;
  }
  data = await unpack(byId("data"));
  state.language = data.language;
  bindControls();
  startSearch();
  drawNetwork();
  change({});
  fit();
  // For scripts that drive the page: where an actor is drawn, in pixels of the window.
  window.amity = { placeOf: (id) => placeOf(data.actors.findIndex((actor) => actor.id === id)) };
  document.documentElement.dataset.ready = "true";
}

start();
