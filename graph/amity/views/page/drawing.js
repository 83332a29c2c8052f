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

/**
 * Where names go: for each node the first place beside it that is free and within `view`, or none. `nodes` come in
 * order of importance, with `x`, `y`, `radius`, `text`, `weight`, `size`, whether it is `pointed` at (such a name is
 * shown at any price) and whether it `must` be named, on top of its node where no other name is in the way. Gives the nodes that are named, with `at`, `anchor` and `lines`.
 */
function placeNames(nodes, view, rightFirst = false) {
  const discs = nodes.map((node) => [node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius]);
  const [taken, placed] = [[], []];
  nodes.forEach((node, number) => {
    const lines = inLines(node.text, 24);
    const width = Math.max(...lines.map((line) => widthOf(line, node.size, node.weight)));
    const [height, margin] = [node.size * 1.2 * lines.length, 3];
    const gap = node.radius + 3;
    const beside = [
      [node.x, node.y + gap + height / 2, "middle", width / 2],
      [node.x + gap, node.y, "start", 0],
      [node.x - gap, node.y, "end", width],
      [node.x, node.y - gap - height / 2, "middle", width / 2],
      [node.x + gap * 0.8, node.y + gap * 0.8 + 3, "start", 0],
      [node.x - gap * 0.8, node.y - gap * 0.8 - 3, "end", width],
    ];
    if (rightFirst) beside.unshift(...beside.splice(1, 1));
    const onTop = [node.x, node.y, "middle", width / 2];
    const boxOf = ([x, y, , before]) => [x - before - margin, y - height / 2, x - before + width + margin, y + height / 2];
    const free = (place) => {
      const box = boxOf(place);
      return (
        box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3] &&
        !taken.some((other) => overlap(box, other)) &&
        !discs.some((disc, other) => other !== number && overlap(box, disc))
      );
    };
    const clear = node.must && !taken.some((other) => overlap(boxOf(onTop), other));
    const place = beside.find(free) ?? (node.pointed || clear ? onTop : null);
    if (!place) return;
    taken.push(boxOf(place));
    placed.push({ ...node, lines, at: place.slice(0, 2), anchor: place[2] });
  });
  return placed;
}
