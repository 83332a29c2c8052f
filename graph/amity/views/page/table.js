// The ties as a table: what the picture shows, for the keyboard, for screen readers and for print.

const FIRST_ROWS = 200;
const COLUMNS = {
  pair: (one, other) => pairName(one).localeCompare(pairName(other), state.language),
  number: strongestFirst,
  first: (one, other) => (one.firstDay || "9999").localeCompare(other.firstDay || "9999"),
  last: (one, other) => other.lastDay.localeCompare(one.lastDay),
  domains: null,
  state: null,
};
const sorting = { column: "number", all: false };

renderers.push(() => {
  if (state.view !== "table") return;
  const ties = [...chosen().ties.values()].sort(
    (one, other) => COLUMNS[sorting.column](one, other) || strongestFirst(one, other),
  );
  const head = make("tr", {}, ...Object.entries(COLUMNS).map(([column, order]) => columnHead(column, order)));
  const rows = ties.slice(0, sorting.all ? Infinity : FIRST_ROWS).map(tieRow);
  const table = make(
    "table",
    {},
    make("caption", { text: say("tableCaption") }),
    make("thead", {}, head),
    make("tbody", {}, ...rows),
  );
  const parts = ties.length ? [table] : [make("p", { class: "hint", text: say("nothing") })];
  if (rows.length < ties.length) {
    const showAll = () => ((sorting.all = true), change({}));
    parts.push(make("button", { type: "button", text: say("more", { n: ties.length - rows.length }), onclick: showAll }));
  }
  const focused = document.activeElement?.dataset?.key;
  byId("view-table").replaceChildren(...parts);
  if (focused) [...byId("view-table").querySelectorAll("[data-key]")].find((element) => element.dataset.key === focused)?.focus();
});

function columnHead(column, order) {
  const wide = column === "first" || column === "domains" ? "wide" : null;
  if (!order) return make("th", { scope: "col", class: wide, text: say(column) });
  const sort = () => ((sorting.column = column), change({}));
  const button = make("button", { type: "button", "data-key": `sort ${column}`, text: say(column), onclick: sort });
  const ascending = column === "pair" || column === "first";
  return make("th", { scope: "col", class: wide, "aria-sort": sorting.column === column ? (ascending ? "ascending" : "descending") : null }, button);
}

function tieRow(tie) {
  const select = () => change({ selected: { tie: tie.key } });
  const open = make("button", { type: "button", class: "link", "data-key": tie.key, onclick: select }, make("bdi", { text: pairName(tie) }));
  const domains = counted(tie.events, (event) => event.domains ?? []).map(([name]) => term("domain", name));
  return make(
    "tr",
    { "aria-current": state.selected?.tie === tie.key ? "true" : null },
    make("th", { scope: "row" }, open),
    make("td", { class: "figure", text: String(tie.events.length) }),
    make("td", { class: "date wide", text: tie.first ? sayDate(tie.first) : "–" }),
    make("td", { class: "date", text: tie.last ? sayDate(tie.last) : "–" }),
    make("td", { class: "wide", text: capitalized(domains.slice(0, 4).join(", ") + (domains.length > 4 ? ", …" : "")) }),
    make("td", { class: "state" }, ...tieState(tie)),
  );
}
