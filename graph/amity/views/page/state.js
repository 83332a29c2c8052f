// What is shown: the data, what the reader has chosen, and what follows from both.

let data = null;
const state = { language: "en", view: "network", selected: null, all: false, domain: "", class: "", status: "" };
/** What is drawn anew when the state changes; each view adds a function. */
const renderers = [];

/** Changes the state and shows it. */
function change(changes) {
  Object.assign(state, changes);
  if ("domain" in changes || "class" in changes || "status" in changes) gathered = null;
  for (const render of renderers) render(changes);
}

/** A text of the page in the chosen language, its {places} filled. */
function say(key, values = {}) {
  return data.texts[state.language][key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** A number of things: `1 event`, `3 events`. */
function sayNumber(key, number) {
  const form = new Intl.PluralRules(state.language).select(number) === "one" ? "one" : "other";
  return say(`${key}_${form}`, { n: number.toLocaleString(LOCALES[state.language]) });
}

/** The label of a class, kind, role, status or domain. */
function term(kind, name) {
  return data.terms[kind]?.[name]?.[state.language] ?? name;
}

const nameOf = (thing) => thing.label[state.language];
const actorName = (number) => nameOf(data.actors[number]);

const pairName = (tie) => `${actorName(tie.one)} – ${actorName(tie.other)}`;

/** The name to write in the picture: an acronym where the label is long. */
function shortName(number) {
  const actor = data.actors[number];
  const label = nameOf(actor);
  return label.length > 22 ? (actor.short?.[state.language] ?? actor.short?.en ?? label) : label;
}

const isDrawn = (number) => number < data.vis.nodes.length;
const isPromise = (event) => event.status === "planned" || event.status === "suspended";

let gathered = null;

/** The events that pass the filters, and the ties that they make: by pair and by actor. */
function chosen() {
  if (gathered) return gathered;
  const events = data.events.filter(
    (event) =>
      (!state.domain || event.domains?.includes(state.domain)) &&
      (!state.class || event.class === state.class) &&
      (!state.status || event.status === state.status),
  );
  const ties = new Map();
  const byActor = new Map();
  for (const event of events) {
    const parties = event.parties.map(([number]) => number);
    for (const number of parties) {
      if (!byActor.has(number)) byActor.set(number, []);
      byActor.get(number).push(event);
    }
    const drawn = parties.filter(isDrawn).sort((one, other) => one - other);
    drawn.forEach((one, place) => {
      for (const other of drawn.slice(place + 1)) {
        const key = tieKey(one, other);
        if (!ties.has(key)) ties.set(key, { key, one, other, events: [] });
        ties.get(key).events.push(event);
      }
    });
  }
  for (const tie of ties.values()) describeTie(tie);
  gathered = { events, ties, byActor };
  return gathered;
}

const tieKey = (one, other) => (one < other ? `${one}-${other}` : `${other}-${one}`);

/** Adds up a tie: `weight`, whether it is only `promised`, whether something of it is `broken`, `first` and `last`. */
function describeTie(tie) {
  const good = tie.events.filter((event) => event.ties);
  tie.weight = good.reduce((sum, event) => sum + event.weight, 0);
  tie.broken = good.length < tie.events.length;
  tie.only = good.length === 0;
  tie.promised = good.length > 0 && good.every(isPromise);
  Object.assign(tie, span(tie.events));
}

/** The first and the last dates of events, at their own precision; empty where none has one. */
function span(events) {
  const dated = events.filter((event) => event.earliest);
  const first = dated.reduce((best, event) => (!best || event.earliest < best.earliest ? event : best), null);
  const last = dated.reduce((best, event) => (!best || event.earliest > best.earliest ? event : best), null);
  return { first: first?.date ?? "", last: last?.date ?? "", firstDay: first?.earliest ?? "", lastDay: last?.earliest ?? "" };
}

/** Events, the newest first, those without a date at the end. */
function newestFirst(events) {
  return [...events].sort((one, other) => {
    const [a, b] = [one.earliest ?? "", other.earliest ?? ""];
    return a === b ? (one.id < other.id ? -1 : 1) : a < b ? 1 : -1;
  });
}

/** The ties of an actor, the strongest first. */
function tiesOf(number) {
  return [...chosen().ties.values()]
    .filter((tie) => tie.one === number || tie.other === number)
    .sort(strongestFirst);
}

const strongestFirst = (one, other) =>
  other.weight - one.weight || other.events.length - one.events.length || one.one - other.one || one.other - other.other;
