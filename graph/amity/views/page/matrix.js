// Matrix: tables that say what the pictures show, for reading off numbers, for the keyboard and for screen readers:
// partner by domain, actor by actor in the order of their communities, and the list of ties.

const MODES = ["domains", "actors", "ties"];
const MOST_LINES = { domains: 60, actors: 40, ties: 200 };
let allLines = false;

views.matrix = {
  show() {
    const { mode, table, left } = { mode: state.matrix, ...matrixTable() };
    const modes = make("div", { class: "modes", role: "group", "aria-label": say("matrix") }, ...MODES.map((name) =>
      make("button", { type: "button", id: `mode-${name}`, "aria-pressed": String(mode === name), text: say(`matrix_${name}`), onclick: () => ((allLines = false), change({ matrix: name })) }),
    ));
    const more = left > 0 ? make("button", { type: "button", class: "more", text: say("more", { n: left }), onclick: () => ((allLines = true), change({})) }) : null;
    const focused = document.activeElement?.closest?.("#sheet") ? document.activeElement.dataset.key || document.activeElement.id : null;
    const scroll = [byId("sheet").scrollLeft, byId("sheet").scrollTop];
    byId("sheet").replaceChildren(modes, table ?? make("p", { class: "hint", text: say("nothing") }), ...(more ? [more] : []));
    byId("sheet").scrollTo(...scroll);
    if (focused) [...byId("sheet").querySelectorAll("button")].find((button) => (button.dataset.key || button.id) === focused)?.focus();
    return { content: [], spots: [] };
  },
  scene: ({ width }) => matrixPicture(width),
  legend: () => [lineLegend(), state.matrix === "ties" ? null : make("p", { text: say("matrixNote") })],
  note: () => say("matrixNote"),
};

function matrixTable() {
  if (state.matrix === "ties") return tiesTable();
  const { rows, columns, cells, caption, all } = matrixCells();
  if (!rows.length) return { table: null, left: 0 };
  const most = Math.max(1, ...cells.flat().map((cell) => cell?.count ?? 0));
  const head = make("tr", {}, make("td"), rows[0].total === undefined ? null : make("th", { scope: "col", class: "total" }, make("span", { class: "unseen", text: say("events") })), ...columns.map((column) => make("th", { scope: "col" }, make("span", { class: "slanted", text: column.name }))));
  const body = rows.map((row, place) =>
    make("tr", { "aria-current": row.number !== undefined && isSelected(row.number) ? "true" : null }, make("th", { scope: "row" }, actorButton(row.number, `row ${row.number}`)), row.total === undefined ? null : make("td", { class: "total", text: sayCount(row.total) }), ...cells[place].map((cell) => matrixCell(cell, most))),
  );
  const names = columns.map(({ name }) => widthOf(name, HEAD_SIZE));
  head.style.height = `${Math.max(40, ...names.map((name) => name * SLANT)) + 12}px`;
  const table = make("table", { class: `matrix ${state.matrix}` }, make("caption", {}, make("span", { text: caption })), make("thead", {}, head), make("tbody", {}, ...body));
  table.addEventListener("keydown", onTableKey);
  table.querySelectorAll("td button").forEach((button, place) => (button.tabIndex = place ? -1 : 0));
  const room = make("div", { class: "room" }, table);
  // The caption, which stays in view, may go as far as the names.
  const beyond = roomOnTheRight(names, state.matrix === "actors" ? 26 : 36);
  table.caption.style.marginInlineEnd = `${-beyond}px`;
  room.style.paddingInlineEnd = `${beyond}px`;
  return { table: room, left: all - rows.length };
}

const HEAD_SIZE = 12.5;
const SLANT = Math.SQRT1_2;

/** How far the slanted names of columns, so many pixels long, reach beyond the last column. */
const roomOnTheRight = (names, side) => Math.ceil(Math.max(0, ...names.map((name, place) => name * SLANT - (names.length - place - 0.5) * side))) + 14;

/** How strong the color of a cell is, from 1 to 5, and how much of it that is (network.css alike). */
const depthOf = (cell, most) => Math.max(1, Math.min(5, Math.ceil((5 * Math.log1p(cell.count)) / Math.log1p(most))));
const DEPTHS = [0.14, 0.26, 0.36, 0.48, 0.88];

/** Whether all that a cell holds is promised, or broken. */
const standOf = (cell) => (cell.off === cell.count ? "broken" : cell.promised === cell.count ? "promised" : "");

function matrixCell(cell, most) {
  if (cell === null) return make("td", { class: "self" });
  if (!cell.count) return make("td");
  const same = JSON.stringify(state.selected) === JSON.stringify(cell.selection);
  const button = make(
    "button",
    { type: "button", class: `cell depth-${depthOf(cell, most)} ${standOf(cell)}`, "data-key": JSON.stringify(cell.selection), "aria-pressed": String(same), "aria-label": cell.name, title: cell.name, onclick: () => select(cell.selection) },
    sayCount(cell.count),
  );
  return make("td", {}, button);
}

/** The rows, columns and cells of a matrix: counts of events, those promised and those off among them. */
function matrixCells() {
  return state.matrix === "actors" ? actorCells() : domainCells();
}

function tally(events) {
  return { count: events.length, promised: events.filter((event) => event.ties && isPromise(event)).length, off: events.filter((event) => !event.ties).length };
}

function domainCells() {
  const { byActor, events } = chosen();
  const partners = [...byActor.keys()].filter((number) => isDrawn(number) && number !== data.focus && tiesOf(number).length);
  const eventsOf = (number) => (data.focus >= 0 ? (tieBetween(number, data.focus)?.events ?? []) : byActor.get(number));
  const counts = new Map(partners.map((number) => [number, eventsOf(number)]));
  const ranked = partners.filter((number) => counts.get(number).length).sort((one, other) => counts.get(other).length - counts.get(one).length || one - other);
  const domains = counted(events, (event) => [...new Set((event.domains ?? []).map(topOf))]).map(([name]) => name);
  if (events.some((event) => !event.domains?.length)) domains.push("");
  const rows = ranked.slice(0, allLines ? Infinity : MOST_LINES.domains).map((number) => ({ number, name: actorName(number), total: counts.get(number).length }));
  const columns = domains.map((domain) => ({ domain, name: domain ? capitalized(term("domain", domain)) : say("noDomain") }));
  const cells = rows.map(({ number, name }) => {
    const split = new Map(columns.map(({ domain }) => [domain, []]));
    for (const event of counts.get(number)) for (const domain of new Set(event.domains?.length ? event.domains.map(topOf) : [""])) split.get(domain).push(event);
    return columns.map((column) => {
      const found = split.get(column.domain);
      const whole = data.focus >= 0 ? { tie: tieKey(number, data.focus) } : { actor: number };
      const selection = column.domain ? { ...whole, domain: column.domain } : whole;
      return { ...tally(found), selection, name: `${name}, ${column.name}: ${sayNumber("events", found.length)}` };
    });
  });
  return { rows, columns, cells, caption: say("captionDomains"), all: ranked.length };
}

function actorCells() {
  const { byActor } = chosen();
  const order = [...data.communities.flat(), ...(data.focus >= 0 ? [data.focus] : [])].filter((number) => byActor.has(number) && tiesOf(number).length);
  const kept = new Set([...order].sort((one, other) => strengthOf(other) - strengthOf(one) || one - other).slice(0, allLines ? Infinity : MOST_LINES.actors));
  const rows = order.filter((number) => kept.has(number)).map((number) => ({ number, name: shortName(number) }));
  const cells = rows.map(({ number }) =>
    rows.map((column) => {
      if (column.number === number) return null;
      const tie = tieBetween(number, column.number);
      return { ...tally(tie?.events ?? []), selection: { tie: tie?.key }, name: tie ? tipOf({ tie: tie.key }) : "" };
    }),
  );
  return { rows, columns: rows, cells, caption: say("captionActors"), all: order.length };
}

/** In a table arrows go from cell to cell, over those that are empty. */
function onTableKey(event) {
  const step = ARROWS[event.key];
  const cell = event.target.closest("td, th");
  if (!step || !cell) return;
  event.preventDefault();
  const rows = [...cell.closest("tbody").rows];
  let [row, column] = [cell.parentElement.sectionRowIndex, cell.cellIndex];
  for (;;) {
    [column, row] = [column + step[0], row + step[1]];
    const next = rows[row]?.cells[column];
    if (!next) return;
    const button = next.querySelector("button");
    if (button) return button.focus();
  }
}

/** A cell as it is on the page. */
function drawCell(cell, most, x, y, width, height) {
  const [stand, depth] = [standOf(cell), depthOf(cell, most)];
  const box = { x, y, width, height, rx: 3 };
  const border = { fill: "none", stroke: stand === "broken" ? colors.broken : colors.planned, "stroke-width": 1.2, "stroke-dasharray": stand === "promised" ? "4 2.5" : null };
  const color = stand === "promised" ? colors.planned : !stand && depth === 5 ? colors.paper : colors.ink;
  return shape(
    "g",
    {},
    shape("rect", stand ? { ...box, ...border } : { ...box, fill: colors.accent, "fill-opacity": DEPTHS[depth - 1] }),
    stand === "broken" ? shape("path", { d: `M${x},${y}l${width},${height}`, stroke: colors.broken, opacity: 0.55 }) : null,
    label(sayCount(cell.count), round(x + width / 2), y + height / 2, { size: 11, color, halo: false }),
  );
}

/** A matrix as a picture. */
function matrixPicture(width) {
  const { rows, columns, cells, caption } = state.matrix === "ties" ? domainCells() : matrixCells();
  const names = columns.map(({ name }) => widthOf(name, 11));
  const [left, top] = [Math.max(90, ...rows.map((row) => widthOf(row.name, 12))) + 20, Math.max(40, ...names.map((name) => name * SLANT)) + 44];
  const side = Math.max(16, Math.min(46, (width - left - 60) / Math.max(1, columns.length)));
  const most = Math.max(1, ...cells.flat().map((cell) => cell?.count ?? 0));
  const parts = [label(caption, 12, 16, { size: 12, anchor: "start", color: colors.quiet, halo: false })];
  columns.forEach((column, place) => {
    const [x, y] = [round(left + (place + 0.5) * side), top - 8];
    parts.push(label(column.name, x, y, { size: 11, anchor: "start", halo: false, transform: `rotate(-45 ${x} ${y})` }));
  });
  rows.forEach((row, line) => {
    const y = top + (line + 0.5) * 22;
    parts.push(label(row.name, left - 10, y, { size: 12, anchor: "end", halo: false }));
    cells[line].forEach((cell, place) => {
      if (!cell?.count) return;
      parts.push(drawCell(cell, most, round(left + place * side + 1), y - 10, round(side - 2), 20));
    });
  });
  return { content: parts, spots: [], width: left + columns.length * side + roomOnTheRight(names, side), height: top + rows.length * 22 + 16 };
}
