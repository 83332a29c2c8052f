// Starts the page: unpacks its data, and ties the controls to the state.

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
  for (const view of VIEWS) {
    const tab = byId(`tab-${view}`);
    tab.setAttribute("aria-selected", String(state.view === view));
    tab.tabIndex = state.view === view ? 0 : -1;
  }
  byId("stage").setAttribute("aria-labelledby", `tab-${state.view}`);
  const { events, ties } = chosen();
  byId("count").textContent = `${sayNumber("ties", ties.size)} · ${sayNumber("events", events.length)}`;
});

/** What the page holds, and what it was narrowed to when it was written. */
function summary() {
  const { earliest: first, last } = yearsOf(data.events);
  const parts = [sayNumber("actors", data.drawn), sayNumber("events", data.events.length), sayNumber("sources", data.documents.length)];
  if (first) parts.push(first === last ? String(first) : `${first}–${last}`);
  const narrowed = Object.entries(data.filters).map(([name, value]) => {
    if (name === "since" || name === "until") return say(name, { date: sayDate(value) });
    return name === "minWeight" ? say("minWeight", { n: value }) : term(name, value);
  });
  if (narrowed.length) parts.push(say("narrowed", { filters: narrowed.join(", ") }));
  return parts.join(" · ");
}

function bindControls() {
  for (const language of ["en", "fr"]) byId(`in-${language}`).addEventListener("click", () => change({ language }));
  for (const view of VIEWS) byId(`tab-${view}`).addEventListener("click", () => change({ view }));
  byId("tabs").addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    change({ view: VIEWS[(VIEWS.indexOf(state.view) + step + VIEWS.length) % VIEWS.length] });
    byId(`tab-${state.view}`).focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selected && event.target.id !== "search") change({ selected: null });
  });
}

/** The view a page opens with: the rings of its actor, else the network. */
const initialView = () => (data.focus >= 0 ? "rings" : "network");

/** Whose rings are drawn at first: those of the page's actor, else of the one with the most events. */
function initialCenter() {
  if (data.focus >= 0) return data.focus;
  const strength = (number) => data.actors[number].strength ?? 0;
  return Object.keys(data.rings).map(Number).reduce((best, number) => (best < 0 || strength(number) > strength(best) ? number : best), -1);
}

async function start() {
  if (typeof DecompressionStream === "undefined") {
    byId("notice").hidden = false;
    return;
  }
  data = await unpack(byId("data"));
  weak = new Set(data.weak.map(([one, other]) => tieKey(one, other)));
  Object.assign(state, { language: data.language, view: initialView(), center: initialCenter() }, readFragment(location.hash.slice(1)));
  startFilters();
  bindControls();
  startSearch();
  startYears();
  startExport();
  startFragment();
  bindStage();
  change({});
  // For scripts that drive the page: where an actor is drawn, in pixels of the window.
  window.amity = { placeOf };
  document.documentElement.dataset.ready = "true";
}

function placeOf(id) {
  const spot = scene.spots.find(({ selection: { actor } }) => actor !== undefined && data.actors[actor].id === id);
  if (!spot) return null;
  const { left, top } = byId("picture").getBoundingClientRect();
  return { x: left + spot.x, y: top + spot.y };
}

start();
