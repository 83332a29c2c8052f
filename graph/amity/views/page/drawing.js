// What is drawn over the network: names that do not cover each other, and crosses on broken ties.

const FONT = '"Noto Sans", system-ui, "Segoe UI", sans-serif';
const MOST_NAMES = 300;
const widths = new Map();

/** The width of a text in pixels at a size of 1. */
function widthOf(context, text, weight) {
  const key = `${weight} ${text}`;
  if (!widths.has(key)) {
    context.font = `${weight} 100px ${FONT}`;
    widths.set(key, context.measureText(text).width / 100);
  }
  return widths.get(key);
}

const overlap = (one, other) => one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];

/**
 * Where names go: for each node the first place beside it that is free and in `view`, or none. `nodes` come in order
 * of importance, with `x`, `y`, `radius`, `text`, `weight`, `size` (of the letters), `inside` (the name fits the node)
 * and whether it `must` be named or is `pointed` at; all in the units of the picture.
 */
function placeNames(context, nodes, view) {
  const discs = nodes.map((node) => [node.x - node.radius, node.y - node.radius, node.x + node.radius, node.y + node.radius]);
  const taken = [];
  const placed = [];
  nodes.slice(0, MOST_NAMES).forEach((node, number) => {
    const width = widthOf(context, node.text, node.weight) * node.size;
    const [height, margin] = [node.size * 1.25, node.size * 0.3];
    const gap = node.radius + node.size * 0.35;
    const middle = [node.x, node.y, "center", width / 2];
    const beside = [
      [node.x, node.y + gap + height / 2, "center", width / 2],
      [node.x + gap, node.y, "left", 0],
      [node.x - gap, node.y, "right", width],
      [node.x, node.y - gap - height / 2, "center", width / 2],
    ];
    const boxOf = ([x, y, , before]) => [x - before - margin, y - height / 2, x - before + width + margin, y + height / 2];
    const free = (place) => {
      const box = boxOf(place);
      return (
        box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3] &&
        !taken.some((other) => overlap(box, other)) &&
        !discs.some((disc, other) => other !== number && overlap(box, disc))
      );
    };
    // What must be named is named on top of its node, and covers no other name but for one that the reader points at.
    const onTop = node.pointed || (node.must && !taken.some((other) => overlap(boxOf(middle), other)));
    const place = node.inside ? middle : (beside.find(free) ?? (onTop ? middle : null));
    if (place === null) return;
    taken.push(boxOf(place));
    placed.push({ ...node, at: place.slice(0, 2), align: place[2] });
  });
  return placed;
}

function drawNames(context, names, colors) {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const name of names) {
    context.globalAlpha = name.faded ? 0.25 : 1;
    context.font = `${name.weight} ${name.size}px ${FONT}`;
    context.textAlign = name.align;
    if (!name.inside) {
      context.lineWidth = name.size * 0.28;
      context.strokeStyle = colors.paper;
      context.strokeText(name.text, ...name.at);
    }
    context.fillStyle = name.inside ? colors.paper : colors.ink;
    context.fillText(name.text, ...name.at);
  }
  context.globalAlpha = 1;
}

/** A cross in the middle of each of these ties (`from`, `to`: points). */
function drawCrosses(context, ties, size, colors) {
  context.lineCap = "round";
  for (const { from, to, faded } of ties) {
    const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
    context.globalAlpha = faded ? 0.15 : 1;
    for (const [color, width] of [
      [colors.paper, size * 0.95],
      [colors.broken, size * 0.42],
    ]) {
      context.strokeStyle = color;
      context.lineWidth = width;
      context.beginPath();
      context.moveTo(x - size, y - size);
      context.lineTo(x + size, y + size);
      context.moveTo(x + size, y - size);
      context.lineTo(x - size, y + size);
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

/** The rings on which the partners of the focus stand, by their half-axes. */
function drawRings(context, rings, width, colors) {
  context.strokeStyle = colors.rule;
  context.lineWidth = width;
  for (const [across, down] of rings) {
    context.beginPath();
    context.ellipse(0, 0, across, down, 0, 0, 2 * Math.PI);
    context.stroke();
  }
}
