// The legends below the pictures: each view takes the parts that it needs.

/** The line of a tie that is `done`, `promised` or `broken`. */
function lineGlyph(kind) {
  const line = shape("line", { x1: 1, y1: 7, x2: 27, y2: 7, class: `line ${kind}` });
  return glyph(kind === "broken" ? [line, shape("path", { d: "M11 4l6 6M17 4l-6 6", class: "cross" })] : [line], 28, 14);
}

const legendItem = (mark, text, note) => make("li", { title: note }, mark, make("span", { text }));

function legendList(name, items) {
  return make("ul", { "aria-label": say(name) }, ...items);
}

function lineLegend() {
  return legendList("state", ["done", "promised", "broken"].map((kind) => legendItem(lineGlyph(kind), say(`${kind}Short`), say(kind))));
}

/** The kinds of actors that occur; `filled` as the network draws them, else as marks within the donuts. */
function kindLegend(filled = false) {
  const kinds = counted(data.actors.slice(0, data.drawn), (actor) => [actor.kind]).map(([kind]) => kind);
  if (kinds.length < 2) return null;
  const mark = (kind) => {
    if (filled) return glyph([kindShape(kind, 7, 7, 5.5, { class: "shape" })], 14, 14);
    const ring = shape("circle", { cx: 7, cy: 7, r: 5, class: "ring" });
    return glyph(kind === "State" ? [ring] : [ring, kindShape(kind, 7, 7, 2, { class: "mark" })], 14, 14);
  };
  return legendList("kind", kinds.map((kind) => legendItem(mark(kind), capitalized(term("kind", kind)))));
}

/** The domains that have colors of their own, as far as the events that are shown have them: `color` and `text`. */
function domainKey() {
  return shares(chosen().events).map(({ domain, color }) => ({
    color,
    swatch: domain === "" ? "none" : domain === "*" ? "rest" : `hue-${data.palette.indexOf(domain) + 1}`,
    text: domain === "" ? say("noDomain") : domain === "*" ? say("otherDomains") : capitalized(term("domain", domain)),
  }));
}

/** The communities of more than one, named by their strongest members. */
function communityKey() {
  const strength = (number) => data.actors[number].strength ?? 0;
  return data.communities.flatMap((members, number) => {
    if (members.length < 2 || number >= HUES.length) return [];
    const named = [...members].sort((one, other) => strength(other) - strength(one) || one - other).slice(0, 2).map(shortName);
    const left = members.length - named.length;
    return [{ color: colors.hues[number], swatch: `hue-${number + 1}`, text: named.join(", ") + (left ? ` +${left}` : "") }];
  });
}

/** The colors of a view with what they stand for. */
function keyLegend(name, key) {
  return key.length ? legendList(name, key.map(({ swatch, text }) => legendItem(make("span", { class: `swatch ${swatch}` }), text))) : null;
}

/** The marks of the timeline. */
function markLegend() {
  const dot = (more) => shape("circle", { cx: 7, cy: 7, r: 4.5, ...more });
  const crossed = shape("path", { d: "M4 4l6 6M10 4l-6 6", class: "cross" });
  return legendList("status", [
    legendItem(glyph([dot({ class: "shape" })], 14, 14), say("doneShort")),
    legendItem(glyph([dot({ class: "hollow" })], 14, 14), say("promisedShort")),
    legendItem(glyph([dot({ class: "faint" }), crossed], 14, 14), say("brokenShort")),
  ]);
}
