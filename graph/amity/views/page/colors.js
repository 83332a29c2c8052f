// The colors of what is drawn, as the style has them for light and dark; those of domains and of communities.

const HUES = ["--hue-1", "--hue-2", "--hue-3", "--hue-4", "--hue-5", "--hue-6", "--hue-7"];
let colors = {};

function readColors() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  const names = ["paper", "card", "ink", "quiet", "rule", "soft", "accent", "tie", "broken", "planned", "rest", "none", "land", "sea"];
  colors = Object.fromEntries(names.map((name) => [name, of(`--${name}`)]));
  colors.hues = HUES.map(of);
}

const communityColor = (number) => (data.communities[number]?.length > 1 && colors.hues[number]) || colors.rest;

/** The color of a top domain: its own, that of all others, or that of events of no domain (""). */
function domainColor(domain) {
  if (domain === "") return colors.none;
  const place = data.palette.indexOf(domain);
  return place < 0 ? colors.rest : colors.hues[place];
}

/** How events split by domain, one of several domains to equal parts: `domain` ("" none), `color` and `value`. */
function shares(events) {
  const values = new Map();
  for (const event of events) {
    const tops = new Set((event.domains ?? []).map(topOf));
    if (!tops.size) tops.add("");
    for (const domain of tops) {
      const name = domain === "" || data.palette.includes(domain) ? domain : "*";
      values.set(name, (values.get(name) ?? 0) + 1 / tops.size);
    }
  }
  const order = [...data.palette, "*", ""];
  return order.filter((name) => values.has(name)).map((domain) => ({ domain, color: domainColor(domain), value: values.get(domain) }));
}
