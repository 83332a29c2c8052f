// What all pictures are drawn with: shapes of SVG, whose colors are attributes, so that a picture can be saved as it is.

const FONT = 'system-ui, "Segoe UI", "Noto Sans", sans-serif';
const widths = new Map();
let measuring = null;

/** The width of a text in pixels. */
function widthOf(text, size, weight = 400) {
  const key = `${weight} ${text}`;
  if (!widths.has(key)) {
    measuring ??= document.createElement("canvas").getContext("2d");
    measuring.font = `${weight} 100px ${FONT}`;
    widths.set(key, measuring.measureText(text).width / 100);
  }
  return widths.get(key) * size;
}

/** A long name in two lines, broken at a space or hyphen where they are most alike; a short one, or one word, in one. */
function inLines(text, most = 20) {
  if (text.length <= most) return [text];
  const breaks = [...text.matchAll(/[\s-]/g)].map((match) => match.index + 1);
  if (!breaks.length) return [text];
  const best = breaks.reduce((a, b) => (Math.abs(a - text.length / 2) <= Math.abs(b - text.length / 2) ? a : b));
  return [text.slice(0, best).trimEnd(), text.slice(best)];
}

/** A text with a margin of the color of the paper, so that lines behind it do not disturb. `lines` may be one text. */
function label(lines, x, y, { size = 12, weight = 400, anchor = "middle", color = colors.ink, halo = true, opacity = null, transform = null, ...more } = {}) {
  const rows = [lines].flat();
  const first = y - ((rows.length - 1) * size * 1.12) / 2;
  const spans = rows.map((row, place) => {
    const one = shape("tspan", { x, y: round(first + place * size * 1.12) });
    one.textContent = row;
    return one;
  });
  const around = halo ? { stroke: colors.paper, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" } : {};
  return shape(
    "text",
    { x, y, "font-size": size, "font-weight": weight, "text-anchor": anchor, fill: color, "dominant-baseline": "central", opacity, transform, ...around, ...more },
    ...spans,
  );
}

const round = (number) => Math.round(number * 10) / 10;

/** A ring of the shares of something; whole where there is one share alone. The hole is of the color of the paper. */
function donut(x, y, radius, parts, hole = 0.5) {
  const total = parts.reduce((sum, part) => sum + part.value, 0);
  const group = shape("g", {}, shape("circle", { cx: x, cy: y, r: radius + 1.5, fill: colors.paper }));
  if (parts.length === 1 || !total) group.append(shape("circle", { cx: x, cy: y, r: radius, fill: parts[0]?.color ?? colors.none }));
  else {
    let angle = -Math.PI / 2;
    for (const part of parts) {
      const next = angle + (2 * Math.PI * part.value) / total;
      const at = (a) => `${round(x + radius * Math.cos(a))},${round(y + radius * Math.sin(a))}`;
      const large = next - angle > Math.PI ? 1 : 0;
      group.append(shape("path", { d: `M${round(x)},${round(y)}L${at(angle)}A${radius},${radius} 0 ${large} 1 ${at(next)}Z`, fill: part.color }));
      angle = next;
    }
  }
  if (hole) group.append(shape("circle", { cx: x, cy: y, r: radius * hole, fill: colors.paper }));
  return group;
}

/** The shape that stands for a kind of actor, about a point. */
function kindShape(kind, x, y, r, attributes) {
  const at = (points) => points.map(([px, py]) => `${round(x + px * r)},${round(y + py * r)}`).join(" ");
  const corners = {
    InternationalOrganization: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
    ActorGroup: [[0, -1.15], [1.15, 0], [0, 1.15], [-1.15, 0]],
    Company: [[0, -1.05], [1, 0.8], [-1, 0.8]],
    GovernmentBody: [[-0.5, -0.9], [0.5, -0.9], [1, 0], [0.5, 0.9], [-0.5, 0.9], [-1, 0]],
    SubnationalEntity: [[0, 1.05], [1, -0.8], [-1, -0.8]],
  }[kind];
  return corners ? shape("polygon", { points: at(corners), ...attributes }) : shape("circle", { cx: round(x), cy: round(y), r: round(r), ...attributes });
}

/** How the line of a tie looks: solid, dashed where it is only promised, dotted where nothing of it holds. */
function lineStyle(tie, scale = 1) {
  return {
    fill: "none",
    stroke: tie.only ? colors.broken : colors.tie,
    "stroke-width": round(Math.min(9, 1.1 + 1.3 * Math.log2(1 + tie.weight)) * scale),
    "stroke-dasharray": tie.only ? "2 5" : tie.promised ? "7 5" : null,
    "stroke-linecap": "round",
  };
}

/** A cross on a tie of which something is denied or broken. */
function cross(x, y, size = 4, opacity = null) {
  const d = `M${round(x - size)},${round(y - size)}l${2 * size},${2 * size}m0,${-2 * size}l${-2 * size},${2 * size}`;
  const line = (stroke, width) => shape("path", { d, fill: "none", stroke, "stroke-width": width, "stroke-linecap": "round" });
  return shape("g", { opacity }, line(colors.paper, 4.5), line(colors.broken, 2));
}

const overlap = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];

/** How far a box (left, top, right, bottom) is from the edge of a disc (x, y, radius). */
const distance = (box, [x, y, r]) => Math.hypot(Math.max(box[0] - x, 0, x - box[2]), Math.max(box[1] - y, 0, y - box[3])) - r;

/** How far a name is from its own node, and how far it has to be from all others, better or at least, in pixels. */
const NAME_GAP = 3;
const CLEARANCES = [7, 3.5];

/** The places of a name that touch its node: `x`, `y` and anchor of a text of this width and height. */
function placesBeside({ x, y, radius }, width, height, rightFirst) {
  const gap = radius + NAME_GAP;
  const [down, corner, slide] = [gap + height / 2, gap * 0.71, width * 0.36];
  const [below, right] = [[x, y + down, "middle"], [x + gap, y, "start"]];
  return [
    ...(rightFirst ? [right, below] : [below, right]), [x - gap, y, "end"], [x, y - down, "middle"],
    [x + corner, y + corner + height / 2, "start"], [x - corner, y + corner + height / 2, "end"],
    [x + corner, y - corner - height / 2, "start"], [x - corner, y - corner - height / 2, "end"],
    [x + slide, y + down, "middle"], [x - slide, y + down, "middle"], [x + slide, y - down, "middle"], [x - slide, y - down, "middle"],
  ];
}

/**
 * Where names go: for each node the first place that touches it, is nearer to it than to any other, free and within
 * `view`; or none. `nodes` come in order of importance, with `x`, `y`, `radius`, `text`, `weight`, `size`, whether it is
 * `pointed` at (such a name is shown at any price) and whether it `must` be named, if need be over a part of others or
 * on top of itself. `marks` (`x`, `y`, radius) are better left uncovered, boxes that are `covered` are left free. Gives the
 * nodes that are named, with `at`, `anchor` and `lines`.
 */
function placeNames(nodes, view, { marks = [], covered = [], rightFirst = false } = {}) {
  const discs = nodes.map((node) => [node.x, node.y, node.radius]);
  const [taken, placed] = [[...covered], []];
  nodes.forEach((node, number) => {
    const forms = [24, 12].map((most) => inLines(node.text, most)).filter((lines, place) => place === 0 || lines.length > 1);
    const options = forms.map((lines) => {
      const width = Math.max(...lines.map((line) => widthOf(line, node.size, node.weight)));
      return { lines, width, height: node.size * 1.2 * lines.length };
    });
    const boxOf = ([x, y, anchor], { width, height }) => {
      const left = x - { start: 0, middle: width / 2, end: width }[anchor];
      return [left, y - height / 2, left + width, y + height / 2];
    };
    const apart = (box) => !taken.some((other) => overlap([box[0] - 3, box[1], box[2] + 3, box[3]], other));
    const reach = node.radius + Math.max(...options.map(({ width }) => width)) + 20;
    const isNear = (disc) => Math.abs(disc[0] - node.x) < reach + disc[2] && Math.abs(disc[1] - node.y) < reach + disc[2];
    const near = discs.filter((disc, other) => other !== number && isNear(disc));
    const nearMarks = marks.filter(isNear);
    const isFree = (box, clearance) =>
      box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3] && apart(box) &&
      near.every((disc) => distance(box, disc) >= Math.max(clearance, 1 - disc[2])) &&
      (clearance < CLEARANCES[0] || nearMarks.every((mark) => distance(box, mark) > 0));
    const search = () => {
      for (const clearance of node.must ? [...CLEARANCES, -Infinity] : CLEARANCES) {
        for (const option of options) {
          const at = placesBeside(node, option.width, option.height, rightFirst).find((place) => isFree(boxOf(place, option), clearance));
          if (at) return { at, option };
        }
      }
      return null;
    };
    const onTop = { at: [node.x, node.y, "middle"], option: options.at(-1) };
    const place = search() ?? (node.pointed || (node.must && apart(boxOf(onTop.at, onTop.option))) ? onTop : null);
    if (!place) return;
    taken.push(boxOf(place.at, place.option));
    placed.push({ ...node, lines: place.option.lines, at: place.at.slice(0, 2), anchor: place.at[2] });
  });
  return placed;
}
