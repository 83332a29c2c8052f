// Rings: the partners of one actor around it, sector by sector; the nearer the stronger, each a donut of its domains.

const LEAST_MOST = 8;
const OTHERS = "";

/** What a partner is grouped by, seen from the actor in the middle (graph/amity/views/rings.py alike). */
function sectorOf(number, center) {
  const [continent, region] = data.actors[number].region ?? [OTHERS, OTHERS];
  return continent && continent === data.actors[center].region?.[0] ? region : continent;
}

const sectorName = (sector) => (sector === OTHERS ? say("others") : term("region", sector));

views.rings = {
  scene({ width, height }) {
    const center = state.center;
    if (center < 0) return { content: [], spots: [] };
    const partners = ringPartners(center, width < 500 ? 11 : 20);
    const geometry = ringGeometry(partners, width, height);
    const most = Math.max(LEAST_MOST, ...partners.map((partner) => partner.fullWeight));
    const parts = { under: [], ties: [], over: [], names: [] };
    drawRings(parts.under, geometry, most);
    drawSectors(parts.under, partners, geometry, center);
    const spots = partners.map((partner) => drawPartner(parts, partner, geometry, most, center)).filter(Boolean);
    drawAmong(parts.ties, spots, geometry);
    spots.unshift(drawCenter(parts.over, center, geometry));
    return { content: [...parts.under, ...parts.ties, ...parts.names, ...parts.over], spots };
  },
  legend: () => [kindLegend(), lineLegend(), keyLegend("domain", domainKey()), make("p", { text: ringNote() })],
  key: domainKey,
  note: ringNote,
};

function ringPartners(center, most) {
  const crowded = isCrowded(center) && most > 11;
  return (data.rings[center] ?? []).map(([number, x, y]) => {
    const tie = tieBetween(center, number);
    const lines = crowded ? [shortName(number)] : inLines(shortName(number), most);
    return { number, x, y, tie, fullWeight: fullWeights(center).get(number) ?? 0, lines, sector: sectorOf(number, center) };
  });
}

const isCrowded = (center) => (data.rings[center] ?? []).length > 32;

const fullOf = new Map();
/** What the ties of an actor weigh without any filter: sizes are compared to these, and stay so while one filters. */
function fullWeights(center) {
  if (!fullOf.has(center)) {
    const found = new Map();
    for (const event of data.events) {
      const parties = event.parties.map(([number]) => number);
      if (!event.ties || !parties.includes(center)) continue;
      for (const number of parties) if (number !== center) found.set(number, (found.get(number) ?? 0) + event.weight);
    }
    fullOf.set(center, found);
  }
  return fullOf.get(center);
}

/** Places of the picture: `at(x, y)`, the scale of things, the half-axes of the outermost ring, and where names begin. */
function ringGeometry(partners, width, height) {
  const tall = height > width;
  const [across, down] = tall ? [...data.outermost].reverse() : data.outermost;
  const [size, band] = [width < 500 ? 11 : 12, 25];
  let [sx, sy] = [(width / 2 - band) / across, (height / 2 - band) / down];
  for (const partner of partners) {
    const [x, y] = tall ? [partner.y, partner.x] : [partner.x, partner.y];
    partner.angle = Math.atan2(y / down, x / across);
  }
  chooseNames(partners, [width / 2 - 100, height / 2 - 80], size);
  for (const partner of partners) {
    const [cos, sin] = [Math.cos(partner.angle), Math.sin(partner.angle)];
    // Turned from the ray to where the picture has room: names above and below lie flatter, in a high picture all steeper.
    partner.slope = tall ? Math.atan2(sin, 0.5 * cos) : Math.atan2(0.42 * sin, cos);
    if (!partner.named) continue;
    const length = Math.max(...partner.lines.map((line) => widthOf(line, size, 600))) + 6;
    const room = [
      width / 2 - 6 - band * Math.abs(cos) - length * Math.abs(Math.cos(partner.slope)),
      height / 2 - 6 - band * Math.abs(sin) - length * Math.abs(Math.sin(partner.slope)),
    ];
    sx = Math.min(sx, room[0] / Math.max(1, across * Math.abs(cos)));
    sy = Math.min(sy, room[1] / Math.max(1, down * Math.abs(sin)));
  }
  [sx, sy] = [Math.max(0.2, Math.min(sx, sy * 1.15)), Math.max(0.2, Math.min(sy, sx * 1.6))];
  const middle = [width / 2, height / 2];
  const at = (x, y) => [middle[0] + sx * (tall ? y : x), middle[1] + sy * (tall ? x : y)];
  return { at, scale: Math.min(sx, sy), middle, tall, across: across * sx, down: down * sy, band, size };
}

/** On a small screen not all of many names have room: the strongest are written, and all are told when pointed at. */
function chooseNames(partners, [across, down], size) {
  const named = [];
  for (const partner of [...partners].sort((one, other) => other.fullWeight - one.fullWeight || one.number - other.number)) {
    const [x, y] = [across * Math.cos(partner.angle), down * Math.sin(partner.angle)];
    const near = (other) => Math.hypot(other.x - x, other.y - y) < ((partner.lines.length + other.lines.length) / 2) * size * 0.95;
    partner.named = isSelected(partner.number) || !named.some(near);
    if (partner.named) named.push({ x, y, lines: partner.lines });
  }
}

const rhoOf = (weight, most) => 0.95 - 0.59 * (Math.log1p(weight) / Math.log1p(most));

function drawRings(parts, { middle, across, down, tall }, most) {
  const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter((step) => step <= most);
  const shown = steps.filter((step, place) => steps.length < 5 || place % 2 === (steps.length - 1) % 2);
  const ellipse = (rho, more) => shape("ellipse", { cx: middle[0], cy: middle[1], rx: round(across * rho), ry: round(down * rho), fill: "none", stroke: colors.rule, ...more });
  parts.push(shape("ellipse", { cx: middle[0], cy: middle[1], rx: round(across), ry: round(down), fill: colors.card, stroke: "none" }));
  for (const step of shown) {
    const rho = rhoOf(step, most);
    // Where no partner is: at the beginning of the first sector.
    const at = tall ? [middle[0] - across * rho, middle[1]] : [middle[0], middle[1] - down * rho];
    parts.push(ellipse(rho), label(sayCount(step), ...at.map(round), { size: 10, color: colors.quiet }));
  }
}

/** An arc for each sector outside the outermost ring, and its name along it where that has room. */
function drawSectors(parts, partners, geometry, center) {
  const { middle, across, down, tall } = geometry;
  const slot = (2 * Math.PI) / (partners.length + 0.8 * new Set(partners.map((partner) => partner.sector)).size);
  // Where the picture is high x and y have changed places, and the order is that against the clock.
  const ordered = tall ? [...partners].reverse() : partners;
  const groups = [];
  for (const partner of ordered) {
    if (groups.at(-1)?.sector !== partner.sector) groups.push({ sector: partner.sector, members: [] });
    groups.at(-1).members.push(partner);
  }
  for (const group of groups) {
    const [first, last] = [group.members[0].angle, group.members.at(-1).angle];
    const length = (last - first + 4 * Math.PI) % (2 * Math.PI);
    Object.assign(group, { from: first - slot * 0.42, to: first + length + slot * 0.42, name: sectorName(group.sector) });
  }
  sizeSectorNames(groups, geometry, slot);
  for (const [place, { from, to, name, size }] of groups.entries()) {
    const arc = (rho, a, b, sweep) => {
      const on = (angle) => `${round(middle[0] + (across + rho) * Math.cos(angle))},${round(middle[1] + (down + rho) * Math.sin(angle))}`;
      return `M${on(a)}A${round(across + rho)},${round(down + rho)} 0 ${Math.abs(b - a) > Math.PI ? 1 : 0} ${sweep} ${on(b)}`;
    };
    const whole = shape("title");
    whole.textContent = name;
    parts.push(shape("path", { d: arc(4, from, to, 1), fill: "none", stroke: colors.quiet, "stroke-width": 2.5, "stroke-linecap": "round" }, whole));
    if (!size) continue;
    const below = Math.sin((from + to) / 2) > 0;
    const id = `sector-${center}-${place}`;
    const text = shape("textPath", { href: `#${id}`, startOffset: "50%", "text-anchor": "middle" });
    text.textContent = name;
    parts.push(
      shape("path", { id, d: below ? arc(18, to + slot, from - slot, 0) : arc(10.5, from - slot, to + slot, 1), fill: "none", stroke: "none" }),
      shape("text", { "font-size": size, "font-weight": 600, fill: colors.quiet }, text),
    );
  }
}

/** The size of each sector's name: smaller where it goes beyond its arc, none where it would come near another. */
function sizeSectorNames(groups, { across, down }, slot) {
  const written = [];
  for (const [size, beyond] of [[11, 0.6], [10, 1.1]]) {
    for (const group of groups.filter((one) => !one.size)) {
      const [half, width] = [(group.from + group.to) / 2, widthOf(group.name, size, 600)];
      const [a, b] = [across + 11, down + 11];
      const [x, y] = [a * Math.cos(half), b * Math.sin(half)];
      const way = (group.to - group.from + slot * beyond) * Math.hypot(a * Math.sin(half), b * Math.cos(half));
      const isNear = (other) => Math.hypot(other.x - x, other.y - y) < (other.width + width) / 2 + 10;
      if (width > way || written.some(isNear)) continue;
      group.size = size;
      written.push({ x, y, width });
    }
  }
}

function drawPartner(parts, partner, geometry, most, center) {
  const { at, scale, middle, across, down, band, size } = geometry;
  const { number, tie, angle, slope } = partner;
  const [x, y] = at(partner.x, partner.y).map(round);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const rim = [middle[0] + (across + 2) * cos, middle[1] + (down + 2) * sin].map(round);
  const lit = isLit(number);
  const strong = partner.fullWeight >= most / 3 && partner.fullWeight > 1;
  const turned = Math.abs(slope) > Math.PI / 2;
  const start = [rim[0] + cos * band, rim[1] + sin * band].map(round);
  const degrees = round((slope * 180) / Math.PI + (turned ? 180 : 0));
  const name = label(partner.lines, ...start, {
    size, weight: strong || isSelected(number) ? 600 : 400, anchor: turned ? "end" : "start", halo: false,
    opacity: !tie ? 0.4 : lit ? null : 0.3, transform: `rotate(${degrees} ${start[0]} ${start[1]})`, "data-actor": tie ? number : null,
  });
  if (partner.named) parts.names.push(name);
  if (!tie) {
    parts.over.push(shape("circle", { cx: x, cy: y, r: 2.5, fill: colors.rule }));
    return null;
  }
  const r = round(Math.max(4.5, (8 + 15 * Math.sqrt(tie.weight / most)) * scale));
  const line = lineStyle(tie, isCrowded(center) ? 0.45 : 1);
  const group = shape("g", { opacity: lit ? null : 0.15, "data-tie": tie.key });
  group.append(shape("path", { d: `M${middle}L${x},${y}`, stroke: "transparent", "stroke-width": 12 }), shape("path", { d: `M${middle}L${x},${y}`, ...line, opacity: 0.75 }));
  parts.under.push(shape("path", { d: `M${x},${y}L${rim}`, stroke: colors.rule, fill: "none" }));
  if (tie.broken) group.append(cross((middle[0] + 2 * x) / 3, (middle[1] + 2 * y) / 3));
  parts.ties.push(group);
  const kind = data.actors[number].kind;
  const node = shape("g", { opacity: lit ? null : 0.2, "data-actor": number }, donut(x, y, r, shares(tie.events)));
  if (kind !== "State") node.append(kindShape(kind, x, y, r * 0.3, { fill: colors.ink }));
  if (isSelected(number)) node.append(shape("circle", { cx: x, cy: y, r: r + 3, fill: "none", stroke: colors.ink, "stroke-width": 2 }));
  parts.over.push(node);
  return { selection: { actor: number }, number, x, y, r };
}

/** Of a partner that is selected, its ties to the other partners. */
function drawAmong(parts, spots, { middle }) {
  const { actor } = state.selected ?? {};
  if (actor === undefined || actor === state.center) return;
  const places = new Map(spots.map((spot) => [spot.number, spot]));
  const from = places.get(actor);
  if (!from) return;
  for (const tie of tiesOf(actor)) {
    const to = places.get(otherEnd(tie, actor));
    if (!to) continue;
    const d = `M${from.x},${from.y}Q${middle[0]},${middle[1]} ${to.x},${to.y}`;
    parts.push(shape("path", { d, ...lineStyle(tie, 0.8), stroke: tie.only ? colors.broken : colors.accent, opacity: 0.8, "data-tie": tie.key }));
  }
}

function drawCenter(parts, center, { middle: [x, y], scale }) {
  const r = round(Math.max(26, 40 * scale));
  const lines = inLines(shortName(center), 8);
  const widest = Math.max(...lines.map((line) => widthOf(line, 14, 600)));
  const size = Math.min(14, (14 * (2 * r - 10)) / widest);
  const inside = size >= 10;
  const group = shape("g", { "data-actor": center }, shape("circle", { cx: x, cy: y, r, fill: colors.ink }));
  group.append(
    inside
      ? label(lines, x, y, { size, weight: 600, color: colors.paper, halo: false })
      : label(lines, x, y + r + 14, { size: 13, weight: 600 }),
  );
  parts.push(group);
  return { selection: { actor: center }, number: center, x, y, r };
}

function ringNote() {
  const all = fullWeights(state.center).size;
  const shown = (data.rings[state.center] ?? []).length;
  return [say("ringNote"), shown < all ? say("ringMost", { shown, all }) : ""].join(" ").trim();
}
