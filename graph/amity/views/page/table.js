// The list of ties as a table.

const COLUMNS = {
  pair: (one, other) => pairName(one).localeCompare(pairName(other), state.language),
  number: strongestFirst,
  first: (one, other) => (one.firstDay || "9999").localeCompare(other.firstDay || "9999"),
  last: (one, other) => other.lastDay.localeCompare(one.lastDay),
  domains: null,
  state: null,
};
let sortedBy = "number";

function tiesTable() {
  const ties = [...chosen().ties.values()].sort((one, other) => COLUMNS[sortedBy](one, other) || strongestFirst(one, other));
  const rows = ties.slice(0, allLines ? Infinity : MOST_LINES.ties).map(tieRow);
  const head = make("tr", {}, ...Object.entries(COLUMNS).map(([column, order]) => columnHead(column, order)));
  const parts = [make("caption", { text: say("tableCaption") }), make("thead", {}, head), make("tbody", {}, ...rows)];
  return { table: ties.length ? make("table", { class: "ties" }, ...parts) : null, left: ties.length - rows.length };
}

function columnHead(column, order) {
  const wide = column === "first" || column === "domains" ? "wide" : null;
  if (!order) return make("th", { scope: "col", class: wide, text: say(column) });
  const sort = () => ((sortedBy = column), change({}));
  const button = make("button", { type: "button", "data-key": `sort ${column}`, text: say(column), onclick: sort });
  const ascending = column === "pair" || column === "first";
  return make("th", { scope: "col", class: wide, "aria-sort": sortedBy === column ? (ascending ? "ascending" : "descending") : null }, button);
}

function tieRow(tie) {
  const open = make("button", { type: "button", class: "link", "data-key": tie.key, onclick: () => select({ tie: tie.key }) }, make("bdi", { text: pairName(tie) }));
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
