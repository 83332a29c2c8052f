// Timeline: events by date and class; those that are promised, and those denied or called off, apart.

const GROUPS = ["happened", "promised", "off"];
const DAY = 864e5;
const RADIUS = 5;
const STEP = 2 * RADIUS + 1.5;
const MOST_STACKED = 5;

views.timeline = {
  scene({ width, height }) {
    const rows = timelineRows();
    if (!rows.length) return { content: [], spots: [] };
    const narrow = width < 560;
    const frame = { left: narrow ? 12 : 214, right: width - (narrow ? 14 : 84), top: 34, narrow };
    const heads = new Set(rows.map((row) => row.group)).size;
    frame.scale = timeScale(rows, frame);
    for (const row of rows) stack(row, frame);
    const high = rows.reduce((sum, row) => sum + row.height, 0);
    const spare = Math.max(0, Math.min(1.6, (height - frame.top - 12 - heads * 26) / high) - 1);
    for (const row of rows) row.height *= 1 + spare;
    frame.height = frame.top + heads * 26 + high * (1 + spare) + 12;
    const parts = [...drawAxis(frame, frame.height)];
    const spots = [];
    let [y, group] = [frame.top, null];
    for (const row of rows) {
      if (row.group !== group) {
        group = row.group;
        parts.push(label(say(`group_${group}`), 12, y + 15, { size: 12, weight: 600, anchor: "start", color: group === "promised" ? colors.planned : group === "off" ? colors.broken : colors.quiet, halo: false }));
        y += 26;
      }
      drawRow(parts, spots, row, y, frame);
      y += row.height;
    }
    return { content: parts, spots, height: frame.height };
  },
  legend: () => [markLegend(), keyLegend("domain", domainKey()), make("p", { text: timelineNote() })],
  key: domainKey,
  note: timelineNote,
};

/** Whose events are drawn: those of the actor or tie that is selected, else all. */
function timelineNote() {
  const { actor, tie } = state.selected ?? {};
  const name = actor !== undefined ? actorName(actor) : chosen().ties.has(tie) ? pairName(chosen().ties.get(tie)) : null;
  return [say("timelineNote"), name ? say("timelineOf", { name }) : ""].join(" ").trim();
}

/** The rows: in each group the classes that have events, in the order of the whole. */
function timelineRows() {
  const events = state.selected?.actor !== undefined ? (chosen().byActor.get(state.selected.actor) ?? []) : state.selected?.tie ? selectedEvents() : chosen().events;
  const rows = new Map();
  for (const event of events) {
    const key = `${groupOf(event)} ${event.class}`;
    if (!rows.has(key)) rows.set(key, { group: groupOf(event), class: event.class, events: [] });
    rows.get(key).events.push(event);
  }
  const order = counted(data.events, (event) => [event.class]).map(([name]) => name);
  return [...rows.values()].sort(
    (one, other) => GROUPS.indexOf(one.group) - GROUPS.indexOf(other.group) || order.indexOf(one.class) - order.indexOf(other.class),
  );
}

/** From days since 1970 to pixels, over whole years or, where there are few months, over months. */
function timeScale(rows, { left, right }) {
  const days = rows.flatMap(({ events }) => events.map(middleDay)).filter((day) => day !== null);
  const known = days.length ? days : [0];
  let [from, to] = [Math.max(newYear(yearsOf(data.events).first), known.reduce((a, b) => Math.min(a, b))), known.reduce((a, b) => Math.max(a, b))];
  if (state.from !== null) [from, to] = [Math.max(from, newYear(state.from)), Math.min(to, newYear(state.to + 1) - 1)];
  const months = to - from < 500;
  const edge = (day, step) => {
    const date = new Date(day * DAY);
    return months ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + step) / DAY : newYear(date.getUTCFullYear() + step);
  };
  const [start, end] = [edge(from, 0), edge(to, 1)];
  const at = (day) => left + ((Math.max(start, Math.min(end, day)) - start) / (end - start)) * (right - left);
  return { at, start, end, months };
}

const newYear = (year) => Date.UTC(year, 0, 1) / DAY;

function drawAxis({ left, right, scale, narrow }, height) {
  const parts = [];
  const ticks = [];
  const first = new Date(scale.start * DAY);
  for (let step = 0; ; step += 1) {
    const date = scale.months ? Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + step) : Date.UTC(first.getUTCFullYear() + step, 0);
    if (date / DAY > scale.end) break;
    ticks.push(date / DAY);
  }
  const room = (right - left) / Math.max(1, ticks.length - 1);
  const wanted = scale.months ? 64 : narrow ? 38 : 46;
  const every = [1, 2, 3, 5, 10, 20, 50, 100, 200].find((step) => step * room >= wanted) ?? 500;
  const format = new Intl.DateTimeFormat(LOCALES[state.language], scale.months ? { month: "short", year: "2-digit", timeZone: "UTC" } : { year: "numeric", timeZone: "UTC" });
  ticks.forEach((day, place) => {
    const x = round(scale.at(day));
    if (room >= 5 || place % every === 0) parts.push(shape("path", { d: `M${x},26V${round(height - 6)}`, stroke: colors.rule, "stroke-width": place % every ? 0.5 : 1 }));
    if (place % every === 0 && place < ticks.length - 1) parts.push(label(format.format(day * DAY), x + 3, 14, { size: 11, anchor: "start", color: colors.quiet, halo: false }));
  });
  return parts;
}

function drawRow(parts, spots, row, y, frame) {
  const { left, right, narrow, scale } = frame;
  const foot = y + row.height;
  parts.push(shape("path", { d: `M${narrow ? left : 12},${round(foot)}H${right}`, stroke: colors.rule, "stroke-width": 0.7 }));
  if (narrow) parts.push(label(`${row.name} (${row.events.length})`, left, y + 9, { size: 11, anchor: "start", color: colors.quiet, halo: false }));
  else {
    parts.push(label(row.lines, 24, y + row.height / 2, { size: 12.5, anchor: "start", halo: false }));
    parts.push(label(String(row.events.length), left - 12, y + row.height / 2, { size: 11, anchor: "end", color: colors.quiet, halo: false }));
  }
  const undated = row.events.length - row.dated.length;
  const notes = [row.most > MOST_STACKED ? say("barMost", { n: sayCount(binsOf(row, frame).most) }) : null, undated ? say("undated", { n: undated }) : null].filter(Boolean);
  if (notes.length && !narrow) parts.push(label(notes, right + 10, y + row.height / 2, { size: 11, anchor: "start", color: colors.quiet, halo: false }));
  if (row.most > MOST_STACKED) return drawBins(parts, spots, row, foot, frame);
  const up = (row.height - (narrow ? 16 : 0) - row.most * STEP) / 2;
  for (const [column, members] of row.stacks) {
    members.forEach((event, place) => {
      const x = Math.max(left + RADIUS, Math.min(right - RADIUS, column * STEP));
      drawEvent(parts, spots, event, [x, foot - up - STEP / 2 - place * STEP].map(round), frame);
    });
  }
}

/** The dots of a row, those of nearly the same day on top of each other, and the height that they need. */
function stack(row, { left, scale, narrow }) {
  row.dated = row.events.filter((event) => middleDay(event) !== null);
  row.dated.sort((one, other) => middleDay(one) - middleDay(other) || (one.id < other.id ? -1 : 1));
  row.stacks = new Map();
  for (const event of row.dated) {
    const column = Math.round(scale.at(middleDay(event)) / STEP);
    if (!row.stacks.has(column)) row.stacks.set(column, []);
    row.stacks.get(column).push(event);
  }
  row.most = [...row.stacks.values()].reduce((most, members) => Math.max(most, members.length), 0);
  row.name = capitalized(term("class", row.class));
  row.lines = inLines(row.name, widthOf(row.name, 12.5) > left - 60 ? 12 : Infinity);
  const least = narrow ? 24 : 9 + 15 * row.lines.length;
  row.height = (row.most > MOST_STACKED ? 44 : Math.max(least, row.most * STEP + 6)) + (narrow ? 16 : 0);
}

function drawEvent(parts, spots, event, [x, y], { scale }) {
  const r = RADIUS;
  const group = shape("g", { "data-event": event.id });
  const [first, last] = [event.earliest ?? event.latest, event.latest ?? event.earliest].map((day) => scale.at(Date.parse(day) / DAY));
  if (last - first > 4 * r) group.append(shape("path", { d: `M${round(first)},${y}H${round(last)}`, stroke: colors.tie, "stroke-width": 1.4, opacity: 0.35 }));
  const parted = shares([event]);
  if (isPromise(event)) {
    group.append(shape("circle", { cx: x, cy: y, r: r - 0.6, fill: colors.paper, stroke: parted[0].domain ? parted[0].color : colors.rest, "stroke-width": 2, "stroke-dasharray": "2.6 1.6" }));
  } else group.append(donut(x, y, r, parted, 0));
  if (!event.ties) group.append(cross(x, y, 3));
  if (state.selected?.event === event.id) group.append(shape("circle", { cx: x, cy: y, r: r + 3, fill: "none", stroke: colors.ink, "stroke-width": 2 }));
  parts.push(group);
  spots.push({ selection: { event: event.id }, x, y, r });
}

/** The events of a row by equal lengths of time, a few pixels wide each. */
function binsOf(row, { scale, left, right }) {
  const wide = ((scale.end - scale.start) * 7) / (right - left);
  const length = [1, 7, 30.44, 91.31, 365.25].find((days) => days >= wide) ?? 365.25 * Math.ceil(wide / 365.25);
  const bins = new Map();
  for (const event of row.dated) {
    const bin = Math.floor((middleDay(event) - scale.start) / length);
    if (!bins.has(bin)) bins.set(bin, []);
    bins.get(bin).push(event);
  }
  const most = [...bins.values()].reduce((largest, members) => Math.max(largest, members.length), 0);
  return { bins: [...bins].sort(([one], [other]) => one - other), length, most };
}

/** Where there are more events than have room one by one: bars as high as they are many. */
function drawBins(parts, spots, row, foot, frame) {
  const { scale, narrow } = frame;
  const { bins, length, most } = binsOf(row, frame);
  const room = row.height - (narrow ? 20 : 6);
  for (const [bin, members] of bins) {
    const [from, to] = [scale.start + bin * length, scale.start + (bin + 1) * length];
    const [x0, x1] = [scale.at(from), scale.at(to)];
    const high = Math.max(2, (room * members.length) / most);
    const selection = { bin: { class: row.class, group: row.group, from, to } };
    const same = JSON.stringify(state.selected) === JSON.stringify(selection);
    const fill = { happened: colors.accent, promised: colors.planned, off: colors.broken }[row.group];
    parts.push(shape("rect", { x: round(x0 + 0.5), y: round(foot - high), width: round(Math.max(2, x1 - x0 - 1)), height: round(high), fill: same ? colors.ink : fill, opacity: 0.8, "data-bin": JSON.stringify(selection.bin) }));
    spots.push({ selection, x: (x0 + x1) / 2, y: foot - high / 2, r: Math.max(4, high / 2) });
  }
}
