// Map: states at their capitals, on borders that carry a disclaimer; whoever has no place is listed beside.

const MOST_ARCS = 150;
const camera = { scale: 0, x: 0, y: 0, size: "" };

views.map = {
  scene(size) {
    if (!camera.scale || camera.size !== Object.values(size).join()) fitMap(size);
    const { events } = chosen();
    const shown = mapActors();
    const most = shown.reduce((largest, number) => Math.max(largest, strengthOf(number)), 12);
    const placed = spread(shown.filter((number) => data.actors[number].at).map((number) => spotOf(number, most, dotSize(shown.length))));
    const crosses = [];
    const parts = events.length ? [...drawTies(placed, crosses), ...drawSpots(placed), ...drawMapNames(placed, crosses, size)] : [];
    const aside = drawAside(size);
    return { content: [drawLand(size), ...parts, ...aside.parts], spots: [...placed.filter((spot) => isInside(spot, size)), ...aside.spots] };
  },
  legend: () => [lineLegend(), keyLegend("domain", domainKey()), make("p", { text: mapNote() })],
  key: domainKey,
  note: mapNote,
  zoom(factor, at = null) {
    const { width, height } = stageSize();
    const [x, y] = at ?? [width / 2, height / 2];
    const scale = Math.max(0.08, Math.min(12, camera.scale * factor));
    Object.assign(camera, { x: x - ((x - camera.x) * scale) / camera.scale, y: y - ((y - camera.y) * scale) / camera.scale, scale });
    drawView();
  },
  fit() {
    fitMap(stageSize());
    drawView();
  },
  drag(dx, dy) {
    camera.x += dx;
    camera.y += dy;
    drawView();
  },
};

const mapActors = () => [...chosen().byActor.keys()].filter((number) => isDrawn(number) && isKindShown(number) && tiesOf(number).length);

const isInside = ({ x, y }, { width, height }) => x >= 0 && y >= 0 && x <= width && y <= height;

/** Shows all states of the page, and no less than a continent or so. */
function fitMap(size) {
  const points = data.actors.slice(0, data.drawn).flatMap((actor) => (actor.at ? [actor.at] : []));
  const [left, top, wide, tall] = data.world.box;
  const ends = (axis, first, last) => (points.length ? [Math.min(...points.map((p) => p[axis])), Math.max(...points.map((p) => p[axis]))] : [first, last]);
  const [x0, x1] = ends(0, left, left + wide);
  const [y0, y1] = ends(1, top, top + tall);
  const [spanX, spanY] = [Math.max(x1 - x0, 500), Math.max(y1 - y0, 350)];
  const margin = Math.min(70, size.width * 0.1);
  const high = size.height - asideOf(size).height;
  const scale = Math.min((size.width - 2 * margin) / spanX, (high - 2 * Math.min(margin, 50)) / spanY);
  const middle = [(x0 + x1) / 2, (y0 + y1) / 2];
  Object.assign(camera, { scale, x: size.width / 2 - middle[0] * scale, y: high / 2 - middle[1] * scale, size: Object.values(size).join() });
}

let land = null;

/** The land and its borders: made once for each size and scheme of colors, for they are long. */
function drawLand({ width, height }) {
  const key = [width, height, colors.sea, colors.land].join();
  if (land?.key !== key) land = { key, group: makeLand(width, height) };
  land.group.lastChild.setAttribute("transform", `matrix(${camera.scale} 0 0 ${camera.scale} ${camera.x} ${camera.y})`);
  return land.group;
}

function makeLand(width, height) {
  const line = { fill: "none", stroke: colors.sea, "vector-effect": "non-scaling-stroke", "stroke-width": 0.8, "stroke-linejoin": "round" };
  return shape(
    "g",
    {},
    shape("rect", { width, height, fill: colors.sea }),
    shape("g", {}, shape("path", { d: data.world.land, fill: colors.land, "fill-rule": "evenodd" }), shape("path", { d: data.world.borders, ...line })),
  );
}

/** Where many states share a small map their dots are smaller; as one zooms in they grow. */
const dotSize = (number) => (number < 40 ? 1 : Math.max(0.42, Math.min(1, (camera.scale * data.world.box[2]) / 850)));

function spotOf(number, most, narrowing) {
  const [x, y] = data.actors[number].at;
  const home = [camera.x + camera.scale * x, camera.y + camera.scale * y];
  const r = round((number === data.focus ? 10 : 4 + 11 * Math.sqrt(strengthOf(number) / most)) * narrowing);
  return { selection: { actor: number }, number, home, x: home[0], y: home[1], r };
}

/** Spots that cover each other are pushed apart, the strong less than the weak; a line leads to where they belong. */
function spread(spots) {
  spots.sort((one, other) => other.r - one.r || one.number - other.number);
  for (let turn = 0; turn < 40; turn += 1) {
    let moved = false;
    spots.forEach((one, place) => {
      for (const other of spots.slice(place + 1)) {
        const room = one.r + other.r + 2.5;
        let [dx, dy] = [other.x - one.x, other.y - one.y];
        if (Math.abs(dx) > room || Math.abs(dy) > room) continue;
        const distance = Math.hypot(dx, dy);
        if (distance >= room - 0.01) continue;
        if (distance < 0.01) [dx, dy] = [Math.cos(other.number), Math.sin(other.number)];
        const push = (room - distance) / Math.max(Math.hypot(dx, dy), 0.01);
        const share = one.r ** 2 / (one.r ** 2 + other.r ** 2);
        other.x += dx * push * share;
        other.y += dy * push * share;
        one.x -= dx * push * (1 - share);
        one.y -= dy * push * (1 - share);
        moved = true;
      }
    });
    if (!moved) break;
  }
  for (const spot of spots) [spot.x, spot.y] = [round(spot.x), round(spot.y)];
  return spots;
}

/** The arcs; `crosses` is told the middles of those that bear a cross. */
function drawTies(spots, crosses) {
  const places = new Map(spots.map((spot) => [spot.number, spot]));
  const both = [...chosen().ties.values()].filter((tie) => places.has(tie.one) && places.has(tie.other)).sort(strongestFirst);
  const { selected } = state;
  const ties = both.filter(
    (tie, rank) =>
      (data.focus >= 0 && (tie.one === data.focus || tie.other === data.focus)) ||
      (selected && isTieLit(tie) && selected.actor !== data.focus) || (data.focus < 0 && rank < MOST_ARCS),
  );
  const leaders = spots.filter(({ x, y, home }) => Math.hypot(x - home[0], y - home[1]) > 4);
  return [
    ...leaders.map(({ x, y, home }) => shape("path", { d: `M${home.map(round)}L${x},${y}`, stroke: colors.quiet, "stroke-width": 0.8 })),
    ...ties.map((tie) => {
      const [from, to] = [places.get(tie.one), places.get(tie.other)];
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const bend = [(from.x + to.x) / 2 + dy * 0.14 * Math.sign(dx || 1), (from.y + to.y) / 2 - Math.abs(dx) * 0.14 - Math.abs(dy) * 0.02];
      const d = `M${from.x},${from.y}Q${bend.map(round)} ${to.x},${to.y}`;
      const middle = [0, 1].map((axis) => ([from.x, from.y][axis] + 2 * bend[axis] + [to.x, to.y][axis]) / 4);
      const lit = isTieLit(tie);
      const crossed = lit && tie.broken ? cross(...middle) : null;
      if (crossed) crosses.push([...middle, 5]);
      const seen = lit ? (ties.length > 60 && !selected ? 0.35 : 0.7) : 0.07;
      return shape("g", { "data-tie": tie.key }, shape("path", { d, fill: "none", stroke: "transparent", "stroke-width": 10 }), shape("path", { d, ...lineStyle(tie, ties.length > 60 && !selected ? 0.45 : 0.8), opacity: seen }), crossed);
    }),
  ];
}

function drawSpots(spots) {
  return [...spots].reverse().map(({ number, x, y, r }) => {
    const group = shape("g", { "data-actor": number, opacity: isLit(number) ? null : 0.25 });
    if (number === data.focus) group.append(shape("circle", { cx: x, cy: y, r: r + 1.5, fill: colors.paper }), shape("circle", { cx: x, cy: y, r, fill: colors.ink }));
    else group.append(donut(x, y, r, shares(chosen().byActor.get(number)), r > 6 ? 0.45 : 0));
    if (isSelected(number)) group.append(shape("circle", { cx: x, cy: y, r: r + 3.5, fill: "none", stroke: colors.ink, "stroke-width": 2 }));
    return group;
  });
}

function drawMapNames(spots, crosses, { width, height }) {
  const wanted = spots.map(({ number, x, y, r }) => ({
    number, x, y, radius: r, text: shortName(number), size: 11.5,
    weight: number === data.focus || isSelected(number) ? 600 : 400, pointed: isSelected(number) || number === data.focus,
  }));
  const first = ({ number }) => (number === data.focus || isSelected(number) ? 2 : state.selected && isLit(number) ? 1 : 0);
  wanted.sort((one, other) => first(other) - first(one) || other.radius - one.radius || one.number - other.number);
  const inView = wanted.filter((name) => isInside(name, { width, height }));
  return placeNames(inView, [4, 4, width - 4, height - asideOf({ width, height }).height], { marks: crosses, covered: [zoomBox(width)], rightFirst: true }).map(({ number, lines, at, anchor, size, weight }) =>
    label(lines, round(at[0]), round(at[1]), { size, weight, anchor, opacity: isLit(number) ? null : 0.35, "data-actor": number }),
  );
}

const ASIDE_ROW = 19;

/** Actors without a place on the map, and where they are named at the foot of it, line after line. */
function asideOf({ width, height }) {
  const numbers = mapActors().filter((number) => !data.actors[number].at);
  if (!numbers.length) return { numbers, spots: [], height: 0 };
  numbers.sort((one, other) => strengthOf(other) - strengthOf(one) || one - other);
  const most = Math.floor((height * 0.4) / ASIDE_ROW);
  const spots = [];
  let [x, row] = [22, 0];
  for (const number of numbers) {
    const wide = widthOf(shortName(number), 11.5, 600) + 34;
    if (x > 22 && x + wide > width) [x, row] = [22, row + 1];
    if (row === most) break;
    spots.push({ selection: { actor: number }, number, x: round(x), y: row * ASIDE_ROW, r: 6 });
    x += wide;
  }
  const high = Math.min(row + 1, most) * ASIDE_ROW + 34;
  for (const spot of spots) spot.y += height - high + 33;
  return { numbers, spots, height: high };
}

function drawAside({ width, height }) {
  const { numbers, spots, height: high } = asideOf({ width, height });
  if (!numbers.length) return { parts: [], spots };
  const hidden = numbers.length - spots.length;
  const title = say("unplaced", { n: numbers.length }) + (hidden ? ` · ${say("more", { n: hidden })}` : "");
  const names = spots.map(({ number, x, y }) =>
    shape("g", { "data-actor": number, opacity: isLit(number) ? null : 0.35 }, donut(x, y, 5, shares(chosen().byActor.get(number)), 0),
      label(shortName(number), x + 11, y, { size: 11.5, weight: isSelected(number) ? 600 : 400, anchor: "start", halo: false })),
  );
  const ground = shape("rect", { x: 0, y: height - high, width, height: high, fill: colors.paper, opacity: 0.92 });
  return { parts: [ground, label(title, 16, height - high + 13, { size: 11, weight: 600, anchor: "start", color: colors.quiet, halo: false }), ...names], spots };
}

function mapNote() {
  const drawn = chosen().ties.size;
  return [say("borders"), data.focus < 0 && drawn > MOST_ARCS ? say("mapMost", { shown: MOST_ARCS, all: sayCount(drawn) }) : ""].join(" ").trim();
}
