// What is shown: the data, what the reader has chosen, and what follows from both.

const VIEWS = ["rings", "map", "matrix", "network", "timeline"];
const FILTERS = ["domain", "class", "status", "kind"];
let data = null;
const state = {
  language: "en",
  view: "network",
  /** `{actor}`, `{tie}`, `{event}`, `{bin}` or null; with `domain` only the events of that domain are listed. */
  selected: null,
  /** The actor in the middle of the rings. */
  center: -1,
  matrix: "domains",
  /** Whether all actors and ties are drawn, or the most telling ones. */
  all: false,
  domain: new Set(),
  class: new Set(),
  status: new Set(),
  kind: new Set(),
  from: null,
  to: null,
};
/** What is drawn anew when the state changes. */
const renderers = [];

/** Changes the state and shows it. */
function change(changes) {
  Object.assign(state, changes);
  if ([...FILTERS, "from", "to"].some((name) => name in changes)) gathered = null;
  for (const render of renderers) render(changes);
}

const noFilters = () => ({ domain: new Set(), class: new Set(), status: new Set(), kind: new Set(), from: null, to: null });
const isFiltered = () => FILTERS.some((name) => state[name].size) || state.from !== null;

/** A text of the page in the chosen language, its {places} filled. */
function say(key, values = {}) {
  return data.texts[state.language][key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

const sayCount = (number) => number.toLocaleString(LOCALES[state.language]);

/** A number of things: `1 event`, `3 events`. */
function sayNumber(key, number) {
  const form = new Intl.PluralRules(state.language).select(number) === "one" ? "one" : "other";
  return say(`${key}_${form}`, { n: sayCount(number) });
}

/** The label of a class, kind, role, status, domain or region. */
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

const isDrawn = (number) => number < data.drawn;
const isPromise = (event) => event.status === "planned" || event.status === "suspended";
const isOff = (event) => event.status === "denied" || event.status === "cancelled";
const topOf = (domain) => data.broader[domain] ?? domain;

let gathered = null;

/** The events that pass the filters, and the ties that they make: by pair and by actor. */
function chosen() {
  if (gathered) return gathered;
  const [events, ties, byActor] = [[], new Map(), new Map()];
  for (const event of data.events) {
    if (!passes(event) || !isWithin(event)) continue;
    const pairs = pairsOf(event);
    if (!pairs.length) continue;
    events.push(event);
    for (const [number] of event.parties) {
      if (!byActor.has(number)) byActor.set(number, []);
      byActor.get(number).push(event);
    }
    for (const [one, other] of pairs) {
      const key = tieKey(one, other);
      if (!ties.has(key)) ties.set(key, { key, one, other, events: [] });
      ties.get(key).events.push(event);
    }
  }
  for (const tie of ties.values()) describeTie(tie);
  gathered = { events, ties, byActor, tiesOf: byEnd(ties) };
  return gathered;
}

/** Whether an event passes the filters but that of years. */
function passes(event) {
  const { domain, class: classes, status } = state;
  return (
    (!domain.size || (event.domains ?? []).some((name) => domain.has(name) || domain.has(topOf(name)))) &&
    (!classes.size || classes.has(event.class)) &&
    (!status.size || status.has(event.status))
  );
}

/** Whether an event may have happened in the years that are chosen; one without a date did not. */
function isWithin(event) {
  if (state.from === null) return true;
  const [first, last] = [event.earliest ?? event.latest, event.latest ?? event.earliest];
  return Boolean(first) && Number(first.slice(0, 4)) <= state.to && (state.from === bounds.first || Number(last.slice(0, 4)) >= state.from);
}

/** Whether actors of this kind are shown; that of the page always is. */
const isKindShown = (number) => !state.kind.size || number === data.focus || state.kind.has(data.actors[number].kind);

function pairsOf(event) {
  const parties = event.parties.map(([number]) => number).filter((number) => isDrawn(number) && isKindShown(number));
  parties.sort((one, other) => one - other);
  const pairs = parties.flatMap((one, place) => parties.slice(place + 1).map((other) => [one, other]));
  return weak.size ? pairs.filter(([one, other]) => !weak.has(tieKey(one, other))) : pairs;
}

/** The ties that were left out when the page was written. */
let weak = new Set();
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

/** The ties of each actor, the strongest first. */
function byEnd(ties) {
  const found = new Map();
  for (const tie of [...ties.values()].sort(strongestFirst)) {
    for (const end of [tie.one, tie.other]) {
      if (!found.has(end)) found.set(end, []);
      found.get(end).push(tie);
    }
  }
  return found;
}

const tiesOf = (number) => chosen().tiesOf.get(number) ?? [];
const tieBetween = (one, other) => chosen().ties.get(tieKey(one, other));
const otherEnd = (tie, number) => (tie.one === number ? tie.other : tie.one);
const strengthOf = (number) => tiesOf(number).reduce((sum, tie) => sum + tie.weight, 0);

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

const strongestFirst = (one, other) =>
  other.weight - one.weight || other.events.length - one.events.length || one.one - other.one || one.other - other.other;

/** The events of what is selected; all that are shown where nothing is. */
function selectedEvents() {
  const { selected } = state;
  const { events, ties, byActor } = chosen();
  if (!selected) return events;
  const found =
    selected.actor !== undefined ? byActor.get(selected.actor)
    : selected.tie !== undefined ? ties.get(selected.tie)?.events
    : selected.event !== undefined ? events.filter((event) => event.id === selected.event)
    : events.filter((event) => isInBin(event, selected.bin));
  const { domain } = selected;
  return (found ?? []).filter((event) => !domain || (event.domains ?? []).some((name) => topOf(name) === domain));
}

/** Whether an event is in a part of the timeline: a class, a group, and days from one to before another. */
function isInBin(event, bin) {
  const day = middleDay(event);
  return event.class === bin.class && groupOf(event) === bin.group && day !== null && day >= bin.from && day < bin.to;
}

const groupOf = (event) => (isPromise(event) ? "promised" : isOff(event) ? "off" : "happened");

/** The day in the middle of what the date of an event allows, in days since 1970; null where it has none. */
function middleDay(event) {
  const [first, last] = [event.earliest ?? event.latest, event.latest ?? event.earliest];
  return first ? (Date.parse(first) + Date.parse(last)) / 2 / 864e5 : null;
}
