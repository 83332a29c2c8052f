// The filters: for each of domain, class, status and kind of actor a list of boxes, which opens below its name.

function startFilters() {
  for (const kind of FILTERS) {
    const filter = byId(`filter-${kind}`);
    filter.addEventListener("toggle", () => filter.open && byId("filters").querySelectorAll("details").forEach((other) => other !== filter && (other.open = false)));
  }
  // A list closes by Escape, and when the reader goes on elsewhere.
  document.addEventListener("pointerdown", ({ target }) => {
    for (const open of document.querySelectorAll("details.menu[open]")) if (!open.contains(target)) open.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const open = document.querySelector("details.menu[open]");
    if (event.key !== "Escape" || !open) return;
    open.open = false;
    open.querySelector("summary").focus();
    event.stopImmediatePropagation();
  });
  byId("clear").addEventListener("click", () => change(noFilters()));
}

/** The values of a filter that occur on the page, with the numbers of their events: [value, number, depth]. */
const filterValues = new Map();
function valuesOf(kind) {
  if (!filterValues.has(kind)) {
    if (kind === "kind") filterValues.set(kind, counted(data.actors.slice(0, data.drawn), (actor) => [actor.kind]).map(([name, number]) => [name, number, 0]));
    else if (kind === "domain") filterValues.set(kind, domainValues());
    else filterValues.set(kind, counted(data.events, (event) => [event[kind]]).map(([name, number]) => [name, number, 0]));
  }
  return filterValues.get(kind);
}

/** The top domains, those with most events first, each with the narrower ones below it. */
function domainValues() {
  const tops = counted(data.events, (event) => [...new Set((event.domains ?? []).map(topOf))]);
  const below = counted(data.events, (event) => event.domains ?? []);
  return tops.flatMap(([top, number]) => [
    [top, number, 0],
    ...below.filter(([name]) => name !== top && topOf(name) === top).map(([name, count]) => [name, count, 1]),
  ]);
}

renderers.push((changes) => {
  for (const kind of FILTERS) {
    const filter = byId(`filter-${kind}`);
    const number = state[kind].size;
    const badge = number ? make("b", { text: String(number) }) : null;
    filter.querySelector("summary").replaceChildren(say(kind), ...(badge ? [" ", badge] : []));
    filter.classList.toggle("active", number > 0);
    filter.hidden = valuesOf(kind).length < 2;
    // While the reader ticks boxes they stay where they are.
    if (filter.contains(document.activeElement) && !("language" in changes)) syncBoxes(filter, kind);
    else filter.querySelector("ul").replaceChildren(...valuesOf(kind).map((value) => filterBox(kind, value)));
  }
  byId("clear").hidden = !isFiltered();
});

function syncBoxes(filter, kind) {
  for (const box of filter.querySelectorAll("input")) box.checked = state[kind].has(box.value);
}

function filterBox(kind, [value, number, depth]) {
  const toggle = ({ target }) => {
    const values = new Set(state[kind]);
    if (target.checked) values.add(value);
    else values.delete(value);
    change({ [kind]: values });
  };
  const box = make("input", { type: "checkbox", value, checked: state[kind].has(value), onchange: toggle });
  const text = value ? capitalized(term(kind, value)) : say("notStated");
  return make("li", { class: depth ? "narrower" : null }, make("label", {}, box, make("span", { text }), make("span", { class: "count", text: sayCount(number) })));
}
