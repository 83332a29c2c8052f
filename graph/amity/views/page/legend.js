// The legend below the picture.

const SHAPES = {
  dot: ["circle", { cx: 7, cy: 7, r: 5.5 }],
  square: ["rect", { x: 2, y: 2, width: 10, height: 10 }],
  diamond: ["path", { d: "M7 1 13 7 7 13 1 7Z" }],
  triangle: ["path", { d: "M7 1.5 13 12H1Z" }],
  triangleDown: ["path", { d: "M7 12.5 13 2H1Z" }],
  hexagon: ["path", { d: "M4 2h6l3 5-3 5H4L1 7Z" }],
};

/** The line of a tie that is `done`, `promised` or `broken`. */
function lineGlyph(kind) {
  const line = { x1: 1, y1: 7, x2: 27, y2: 7, class: `line ${kind}` };
  const cross = ["path", { d: "M11 4l6 6M17 4l-6 6", class: "cross" }];
  return glyph(kind === "broken" ? [["line", line], cross] : [["line", line]], 28, 14);
}

renderers.push(() => {
  const kinds = new Map();
  for (const [kind] of counted(data.vis.nodes, (node) => [data.actors[node.id].kind])) {
    kinds.set(kind, data.vis.nodes.find((node) => data.actors[node.id].kind === kind).shape);
  }
  const item = (mark, text, note) => make("li", { title: note }, mark, make("span", { text }));
  const shapes = [...kinds].map(([kind, shape]) => {
    const [tag, attributes] = SHAPES[shape] ?? SHAPES.dot;
    return item(glyph([[tag, { ...attributes, class: "shape" }]], 14, 14), capitalized(term("kind", kind)));
  });
  const lines = ["done", "promised", "broken"].map((kind) => item(lineGlyph(kind), say(`${kind}Short`), say(kind)));
  const notes = [say("sizeNote"), data.focus >= 0 ? say("nearNote") : null, say("communityNote")].filter(Boolean);
  byId("legend").replaceChildren(
    make("ul", {}, ...shapes, ...lines),
    make("ul", { "aria-label": say("community") }, ...communities().map(([mark, text]) => item(mark, text, say("communityNote")))),
    make("p", {}, notes.join(" ")),
    ...backboneNote(),
  );
});

/** The communities of more than one, named by their strongest members. */
function communities() {
  const strength = (number) => data.actors[number].strength ?? 0;
  return data.communities.flatMap((members, number) => {
    if (members.length < 2 || number >= HUES.length) return [];
    const named = [...members].sort((one, other) => strength(other) - strength(one) || one - other).slice(0, 2).map(shortName);
    const left = members.length - named.length;
    const mark = make("span", { class: `swatch hue-${number + 1}` });
    return [[mark, named.join(", ") + (left ? ` +${left}` : "")]];
  });
}

function backboneNote() {
  const hidden = data.vis.edges.filter((edge) => edge.hidden).length;
  if (!hidden) return [];
  const all = data.vis.edges.length;
  const actors = data.vis.nodes.length;
  const aside = state.all ? 0 : data.vis.nodes.filter((node) => node.aside).length;
  const button = make("button", {
    type: "button",
    class: "link",
    text: say(state.all ? "showFewer" : "showAll"),
    onclick: () => change({ all: !state.all }),
  });
  return [make("p", {}, say("backbone", { shown: state.all ? all : all - hidden, all, actors: actors - aside, most: actors }), " ", button)];
}
