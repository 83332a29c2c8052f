// Elements and values. Text enters the page as text alone: nothing here, or in any other script, reads markup.

const byId = (id) => document.getElementById(id);

/** An element with these properties (`class`, `text`, `onclick`, …; others become attributes) and children. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A link to a page of the web; plain text where the address leads anywhere else. */
function link(address, text) {
  let url = null;
  try {
    url = new URL(address);
  } catch {
    // No address at all.
  }
  if (url === null || !["http:", "https:"].includes(url.protocol)) return make("span", { text });
  return make("a", { text, href: url.href, target: "_blank", rel: "noopener noreferrer" });
}

/** The data that the page holds: JSON, compressed, in base64. */
async function unpack(element) {
  const bytes = Uint8Array.from(atob(element.textContent.trim()), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** An element of SVG with these attributes and children. */
function shape(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** A small drawing beside a text, 20 by 14 unless another size is given. */
function glyph(shapes, width = 20, height = 14) {
  return shape("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" }, ...shapes);
}

/** Text without case and accents, for searching. */
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The items by how often `keys` gives each of their keys: pairs of key and number, the most frequent first. */
function counted(items, keys) {
  const numbers = new Map();
  for (const item of items) for (const key of keys(item)) numbers.set(key, (numbers.get(key) ?? 0) + 1);
  return [...numbers].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
}
