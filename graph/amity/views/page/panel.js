// The panel beside the picture: an overview, an actor, or a tie, with events, quotes and sources.

const FIRST_EVENTS = 25;

renderers.push((changes) => {
  byId("panel").replaceChildren(...details().filter(Boolean));
  if (!("selected" in changes)) return;
  byId("panel").scrollTop = 0;
  // Where the panel stands below the picture, a choice leads there.
  if (state.selected && matchMedia("(max-width: 860px)").matches) byId("panel").scrollIntoView();
});

function details() {
  const { selected } = state;
  if (selected?.tie !== undefined) return tieDetails(selected.tie);
  if (selected?.event !== undefined) return eventDetails();
  if (selected?.bin) return binDetails(selected.bin);
  if (selected) return actorDetails(selected.actor);
  return data.focus >= 0 ? [make("p", { class: "hint", text: say("hint") }), ...actorDetails(data.focus)] : overview();
}

function eventDetails() {
  const events = selectedEvents();
  const heading = events.length ? capitalized(term("class", events[0].class)) : say("nothing");
  return [backButton(true), make("h2", { id: "selected", text: heading }), ...events.map(eventCard)];
}

function binDetails(bin) {
  return [
    backButton(true),
    make("h2", { id: "selected", text: capitalized(term("class", bin.class)) }),
    make("p", { class: "kind", text: `${say(`group_${bin.group}`)} · ${binDates(bin)}` }),
    ...eventList(selectedEvents()),
  ];
}

function overview() {
  const { events } = chosen();
  const strongest = data.actors
    .map((actor, number) => [number, chosen().byActor.get(number)?.length ?? 0])
    .filter(([number, count]) => isDrawn(number) && count > 0)
    .sort((one, other) => other[1] - one[1] || one[0] - other[0])
    .slice(0, 10);
  return [
    make("h2", { text: say("overview") }),
    make("p", { class: "hint", text: say("hint") }),
    make("h3", { text: say("strongest") }),
    bars(strongest.map(([number, count]) => [actorButton(number), count])),
    ...breakdown(events),
  ];
}

function actorDetails(number) {
  const actor = data.actors[number];
  const events = isSelected(number) ? selectedEvents() : (chosen().byActor.get(number) ?? []);
  const ties = tiesOf(number);
  const { first, last } = span(events);
  const planned = events.filter((event) => event.status === "planned").length;
  const facts = make("dl", { class: "facts" });
  const fact = (key, value, note) =>
    facts.append(make("div", { title: note }, make("dt", { text: say(key) }), make("dd", {}, value)));
  fact("events", `${events.length}${planned ? ` (${sayNumber("planned", planned)})` : ""}`);
  fact("partners", String(ties.filter((tie) => !tie.only).length));
  if (ties.some((tie) => tie.weight)) fact("effective", effectivePartners(ties).toLocaleString(LOCALES[state.language], { maximumFractionDigits: 1 }), say("effectiveNote"));
  if (first) fact("period", sayPeriod(first, last));
  return [
    backButton(number !== data.focus),
    make("h2", { id: "selected", text: nameOf(actor) }),
    make(
      "p",
      { class: "kind" },
      capitalized(term("kind", actor.kind)),
      actor.wikidata ? " · " : null,
      actor.wikidata ? link(`https://www.wikidata.org/wiki/${encodeURIComponent(actor.wikidata)}`, "Wikidata") : null,
    ),
    facts,
    centerButton(number),
    domainNote(),
    ...(events.length > 1 ? [make("h3", { text: say("timeline") }), sparkline(events)] : []),
    make("h3", { text: say("partners") }),
    bars(ties.map((tie) => [tieButton(tie, number), tie.events.length, tie]), 12),
    ...breakdown(events),
    ...people(actor),
    ...eventList(events),
  ];
}

/** The effective number of partners: exp of the Shannon entropy of the shares of the ties (Hill 1973). */
function effectivePartners(ties) {
  const total = ties.reduce((sum, tie) => sum + tie.weight, 0);
  const entropy = ties.reduce((sum, { weight }) => (weight ? sum - (weight / total) * Math.log(weight / total) : sum), 0);
  return Math.exp(entropy);
}

/** In a network of many, a button that puts an actor in the middle of the rings. */
function centerButton(number) {
  if (data.focus >= 0 || !data.rings[number] || state.center === number) return null;
  const text = say("center");
  return make("button", { type: "button", id: "center", text, onclick: () => change({ center: number, view: "rings" }) });
}

/** Where the events of one domain alone are listed, a line that says so. */
function domainNote() {
  const { domain } = state.selected ?? {};
  if (!domain) return null;
  const { domain: dropped, ...rest } = state.selected;
  const every = make("button", { type: "button", class: "link", text: say("allDomains"), onclick: () => change({ selected: rest }) });
  return make("p", { class: "only" }, say("onlyDomain", { domain: term("domain", dropped) }), " ", every);
}

/** The events of an actor by year: promised ones on top, and lighter. */
function sparkline(events) {
  const { first, last } = yearsOf(data.events);
  const years = Array.from({ length: last - first + 1 }, (_, place) => first + place);
  const split = [events.filter((event) => !isPromise(event)), events.filter(isPromise)].map((part) => perYear(part));
  const most = Math.max(1, ...years.map((year) => (split[0].get(year) ?? 0) + (split[1].get(year) ?? 0)));
  const wide = 340 / years.length;
  const bars = years.flatMap((year, place) => {
    let foot = 44;
    return split.map((part, group) => {
      const high = (40 * (part.get(year) ?? 0)) / most;
      foot -= high;
      return high ? shape("rect", { x: round(place * wide + 0.5), y: round(foot), width: round(Math.max(1.5, wide - 1.5)), height: round(high), class: group ? "promised" : "done" }) : null;
    });
  });
  const text = years.filter((year) => split.some((part) => part.has(year))).map((year) => `${year}: ${(split[0].get(year) ?? 0) + (split[1].get(year) ?? 0)}`).join(", ");
  const svg = shape("svg", { viewBox: "0 0 340 46", class: "sparkline", role: "img", "aria-label": text }, shape("path", { d: "M0 44.5H340", class: "foot" }), ...bars);
  return make("div", {}, svg, make("p", { class: "ends" }, make("span", { text: sayFirst(first) }), make("span", { text: String(last) })));
}

function people(actor) {
  if (!actor.people?.length) return [];
  const rows = actor.people.map((person) =>
    make(
      "li",
      {},
      make("bdi", { text: nameOf(person) }),
      make("span", { class: "quiet", text: ` ${person.office[state.language] ?? ""}` }),
      person.attested.length
        ? make("span", { class: "quiet", text: `, ${say("attested", { date: person.attested.map(sayDate).join(", ") })}` })
        : null,
    ),
  );
  return [make("h3", { text: say("people") }), make("ul", { class: "people" }, ...rows)];
}

function tieDetails(key) {
  const [one, other] = key.split("-").map(Number);
  const tie = chosen().ties.get(key);
  return [
    backButton(true),
    make("h2", { id: "selected" }, actorButton(one), " – ", actorButton(other)),
    make(
      "p",
      { class: "kind" },
      tie ? sayNumber("events", tie.events.length) : say("nothing"),
      tie ? " · " : null,
      tie ? make("span", {}, ...tieState(tie)) : null,
    ),
    domainNote(),
    ...(tie ? breakdown(selectedEvents()) : []),
    ...(tie ? eventList(selectedEvents()) : []),
  ];
}

/** How a tie stands, in words and with the line it is drawn with. */
function tieState(tie) {
  const parts = [];
  if (!tie.only) parts.push(lineGlyph(tie.promised ? "promised" : "done"), ` ${say(tie.promised ? "promisedShort" : "doneShort")}`);
  if (tie.broken) parts.push(parts.length ? " · " : "", lineGlyph("broken"), ` ${say("brokenShort")}`);
  return parts;
}

function backButton(wanted) {
  if (!wanted || !state.selected) return null;
  return make("button", { type: "button", class: "back", text: `← ${say("back")}`, onclick: () => change({ selected: null }) });
}

function actorButton(number, key = null) {
  if (!isDrawn(number)) return make("bdi", { text: actorName(number) });
  const open = () => change({ selected: { actor: number } });
  return make("button", { type: "button", class: "link", "data-key": key, onclick: open }, make("bdi", { text: actorName(number) }));
}

function tieButton(tie, from) {
  const open = () => change({ selected: { tie: tie.key } });
  return make("button", { type: "button", class: "link", onclick: open }, make("bdi", { text: actorName(otherEnd(tie, from)) }));
}

/** Rows of something and a number, with bars to compare; beyond `most` they are folded away. */
function bars(rows, most = Infinity) {
  const largest = Math.max(1, ...rows.map(([, count]) => count));
  const items = rows.map(([label, count, tie]) => {
    const bar = make("span", { class: "measure" }, make("span", { class: tie?.only ? "broken" : tie?.promised ? "promised" : "" }));
    bar.firstChild.style.width = `${(100 * count) / largest}%`;
    return make("li", {}, make("span", { class: "what" }, label), bar, make("span", { class: "count", text: String(count) }));
  });
  const list = make("ul", { class: "bars" }, ...items.slice(0, most));
  if (items.length <= most) return list;
  const rest = make("ul", { class: "bars" }, ...items.slice(most));
  const summary = make("summary", { text: say("more", { n: items.length - most }) });
  return make("div", {}, list, make("details", {}, summary, rest));
}

function breakdown(events) {
  const domains = counted(events, (event) => event.domains ?? []);
  const kinds = counted(events, (event) => [event.class]);
  const list = (kind, rows) => bars(rows.map(([name, count]) => [capitalized(term(kind, name)), count]), 6);
  return [
    ...(domains.length ? [make("h3", { text: say("domains") }), list("domain", domains)] : []),
    ...(kinds.length ? [make("h3", { text: say("kinds") }), list("class", kinds)] : []),
  ];
}

function eventList(events) {
  if (!events.length) return [];
  const sorted = newestFirst(events);
  const list = make("div", {}, ...sorted.slice(0, FIRST_EVENTS).map(eventCard));
  const left = sorted.length - FIRST_EVENTS;
  if (left > 0) {
    const more = make("button", { type: "button", text: say("more", { n: left }) });
    more.addEventListener("click", () => more.replaceWith(...sorted.slice(FIRST_EVENTS).map(eventCard)));
    list.append(more);
  }
  return [make("h3", { text: say("events") }), list];
}

function eventCard(event) {
  const broken = !event.ties;
  const parties = event.parties.flatMap(([number, role], place) => [
    place ? " · " : null,
    role ? make("span", { class: "quiet", text: `${capitalized(term("role", role))} ` }) : null,
    actorButton(number),
  ]);
  return make(
    "article",
    { class: "event" },
    make(
      "h4",
      {},
      make("span", { text: capitalized(term("class", event.class)) }),
      make("time", { text: sayDate(event.date) }),
      make("span", { class: `status ${broken ? "broken" : event.status}`, text: term("status", event.status) }),
    ),
    make("p", {}, ...parties),
    ...detailLines(event),
    ...event.claims.map((claim) => claimQuotes(claim)),
  );
}

function detailLines(event) {
  const parts = [];
  if (event.place) parts.push(make("bdi", { text: event.place[state.language] }));
  if (event.people) parts.push(make("bdi", { text: event.people.map((label) => label[state.language]).join(", ") }));
  if (event.amount) parts.push(make("bdi", { text: sayAmount(event.amount, event.currency) }));
  const domains = (event.domains ?? []).map((name) => make("li", { text: capitalized(term("domain", name)) }));
  return [
    parts.length ? make("p", { class: "quiet" }, ...parts.flatMap((part, place) => (place ? [" · ", part] : [part]))) : null,
    domains.length ? make("ul", { class: "chips" }, ...domains) : null,
  ];
}

function sayAmount(amount, currency) {
  const number = Number(amount);
  if (!/^[A-Z]{3}$/.test(currency ?? "")) return number.toLocaleString(LOCALES[state.language]);
  const fields = { style: "currency", currency, currencyDisplay: "code", maximumFractionDigits: 2, minimumFractionDigits: 0 };
  return new Intl.NumberFormat(LOCALES[state.language], fields).format(number);
}

function claimQuotes(claim) {
  const source = data.documents[claim.document];
  const language = source?.language || null;
  const quotes = claim.quotes.map((quote) => make("p", { dir: "auto", lang: language, text: quote }));
  const cite = make("footer", {});
  if (source) {
    cite.append(source.url ? link(source.url, source.title) : make("bdi", { text: source.title }));
    if (source.published) cite.append(`, ${sayDate(source.published)}`);
  }
  if (claim.status) cite.append(" · ", make("strong", { text: say("sourceSays", { status: term("status", claim.status) }) }));
  return make("blockquote", {}, ...quotes, cite);
}
