// The years: a histogram of events, two sliders to choose a range, and a button that plays them one after the other.

const PLAY_STEP = 900;
let playing = null;
let bounds = null;

/** The first and last years that are shown of the events of the page, and the earliest of all. */
function yearsOf(events) {
  if (bounds) return bounds;
  const years = events.filter(isDated).map((event) => Number(dayOf(event).slice(0, 4))).sort((one, other) => one - other);
  if (!years.length) return (bounds = { first: 0, last: 0, earliest: 0 });
  const [earliest, most, last] = [years[0], years[Math.floor(years.length / 50)], years.at(-1)];
  // A few events of long ago would leave no room for all others: they are counted in the first year that is shown.
  bounds = { first: last - earliest > 3 * (last - most + 1) ? most : earliest, last, earliest };
  return bounds;
}

const isDated = (event) => Boolean(event.earliest ?? event.latest);
const dayOf = (event) => event.earliest ?? event.latest;
const yearOf = (event) => Math.max(bounds.first, Number(dayOf(event).slice(0, 4)));
/** How the first year is written: that it holds earlier ones as well is said. */
const sayFirst = (year) => (year === bounds.first && bounds.earliest < bounds.first ? `≤ ${year}` : String(year));

function perYear(events) {
  const found = new Map();
  for (const event of events.filter(isDated)) found.set(yearOf(event), (found.get(yearOf(event)) ?? 0) + 1);
  return found;
}

function startYears() {
  const { first, last } = yearsOf(data.events);
  byId("years").hidden = first === last;
  for (const end of ["from", "to"]) {
    const input = byId(end);
    Object.assign(input, { min: first, max: last, step: 1, value: end === "from" ? first : last });
    input.addEventListener("input", () => {
      stopPlaying();
      setYears(Number(byId("from").value), Number(byId("to").value), end);
    });
  }
  byId("play").addEventListener("click", () => (playing ? stopPlaying() : play()));
}

function setYears(from, to, moved = "to") {
  const { first, last } = yearsOf(data.events);
  if (from > to) [from, to] = moved === "from" ? [from, from] : [to, to];
  const all = from === first && to === last;
  change({ from: all ? null : from, to: all ? null : to });
}

/** From all years it adds one after the other; a range that is chosen moves on to the last. */
function play() {
  const { first, last } = yearsOf(data.events);
  const growing = state.from === null || (state.from === first && state.to === last);
  const length = growing ? 0 : state.to - state.from;
  let to = growing ? first : state.to >= last ? first + length : state.to + 1;
  const step = () => {
    setYears(growing ? first : to - length, to);
    if (to >= last) return stopPlaying();
    to += 1;
  };
  playing = setInterval(step, PLAY_STEP);
  step();
  sayPlaying();
}

function stopPlaying() {
  clearInterval(playing);
  playing = null;
  sayPlaying();
}

function sayPlaying() {
  byId("play").setAttribute("aria-label", say(playing ? "pause" : "play"));
  byId("play").textContent = playing ? "❚❚" : "▶";
}

renderers.push(() => {
  const { first, last } = yearsOf(data.events);
  if (first === last) return;
  const [from, to] = [state.from ?? first, state.to ?? last];
  byId("from").value = from;
  byId("to").value = to;
  // The sliders stand in the middle of the bars of their years.
  const half = 50 / (last - first + 1);
  for (const [end, year] of [["from", from], ["to", to]]) {
    byId(end).setAttribute("aria-label", say(end));
    Object.assign(byId(end).style, { left: `calc(${half}% - 8px)`, width: `calc(${100 - 2 * half}% + 16px)` });
    byId(`${end}-year`).textContent = end === "from" ? sayFirst(year) : String(year);
  }
  drawHistogram(first, last, from, to);
  sayPlaying();
});

function drawHistogram(first, last, from, to) {
  const passing = data.events.filter((event) => passes(event));
  const [all, promised] = [perYear(passing), perYear(passing.filter(isPromise))];
  const most = Math.max(1, ...all.values());
  const wide = 1000 / (last - first + 1);
  const bars = Array.from({ length: last - first + 1 }, (_, place) => first + place).flatMap((year, place) => {
    const within = year >= from && year <= to ? "in" : "out";
    const [high, top] = [all, promised].map((numbers) => (40 * (numbers.get(year) ?? 0)) / most);
    const bar = (height, y, kind) => (height ? shape("rect", { x: round(place * wide + wide * 0.06), width: round(wide * 0.88), y: round(y), height: round(height), class: `${within} ${kind}` }) : null);
    return [bar(high - top, 42 - (high - top), "done"), bar(top, 42 - high, "promised")];
  });
  const undated = passing.filter((event) => !isDated(event)).length;
  byId("histogram").replaceChildren(shape("svg", { viewBox: "0 0 1000 42", preserveAspectRatio: "none", "aria-hidden": "true" }, ...bars));
  byId("undated").textContent = undated && state.from !== null ? say("undatedLeft", { n: sayCount(undated) }) : "";
}
