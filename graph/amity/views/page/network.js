"use strict";

// Text goes into the page as text alone (textContent, append), an address only into href and only if of the web.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { actors, ties, events, names } = data;
  const narrow = matchMedia("(max-width: 800px)");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const state = { language: document.documentElement.lang, chosen: null, hidden: new Set(), sort: "events", down: true };

  const byId = (id) => document.getElementById(id);
  const word = (key) => data.words[state.language][key];
  const own = (of, key) => names[of]?.[key]?.[state.language] ?? key;
  const upper = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
  const label = (number) => actors[number].label[state.language];
  const brief = (number) => (label(number).length > 22 && actors[number].short[state.language]) || label(number);
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const slot = (tie) => (data.domains.includes(tie.domain) ? String(data.domains.indexOf(tie.domain)) : "other");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "class") element.className = value;
      else if (name === "click") element.addEventListener("click", value);
      else if (name === "style") Object.assign(element.style, value);
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };
  const draw = (tag, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  const link = (url, text) => {
    let address = null;
    try { address = new URL(url); } catch { /* not an address: shown as text */ }
    if (!address || !["http:", "https:"].includes(address.protocol)) return document.createTextNode(text);
    return make("a", { href: address.href, target: "_blank", rel: "noopener noreferrer" }, text);
  };

  // A date as precise as it is stated; what is no plain date is shown as it is written.
  const when = (date) => {
    if (!date) return word("undated");
    return date.split("/").map((part) => {
      const found = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/.exec(part);
      if (!found) return part;
      const [, year, month, day] = found;
      if (!month) return year;
      const style = { year: "numeric", month: "long", timeZone: "UTC", ...(day ? { day: "numeric" } : {}) };
      return new Intl.DateTimeFormat(state.language === "fr" ? "fr-FR" : "en-GB", style)
        .format(new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1))));
    }).join(" – ");
  };
  const lastDate = (numbers) => numbers.map((i) => events[i]).find((event) => event.date) ?? null;
  const against = (event) => ["denied", "cancelled", "suspended"].includes(event.status)
    || ["BreakingRelations", "MissionClosure"].includes(event.class);
  const stateOf = (tie) => (tie.broken ? "broken" : tie.planned ? "planned" : "done");

  // The picture

  const degree = actors.map((actor, i) => [actor.strength, i]).sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  const tiesOf = actors.map(() => []);
  ties.forEach((tie, i) => { tiesOf[tie.a].push(i); tiesOf[tie.b].push(i); });
  const eventsOf = actors.map(() => []);
  events.forEach((event, i) => event.parties.forEach((p) => { if (typeof p === "number") eventsOf[p].push(i); }));
  const other = (tie, number) => (tie.a === number ? tie.b : tie.a);

  const stage = byId("canvas");
  const upright = stage.clientHeight > stage.clientWidth;
  const place = (node) => (upright ? { x: node.y, y: node.x } : { x: node.x, y: node.y });
  let picture = null;
  let scale = 1;
  const nodes = new vis.DataSet([]);
  const edges = new vis.DataSet([]);

  function near() {
    if (!state.chosen) return null;
    if (state.chosen.tie !== undefined) return new Set([ties[state.chosen.tie].a, ties[state.chosen.tie].b]);
    const number = state.chosen.actor;
    return new Set([number, ...tiesOf[number].map((i) => other(ties[i], number))]);
  }

  const textSize = () => Math.max(9, 13 / scale);
  const enlarged = () => Math.min(2.2, Math.max(1, 0.75 / scale));

  // The names that can be read at this scale: the most connected first, and each only where there is room for it.
  function readable(focus) {
    const size = textSize(), boxes = [], named = new Set();
    const wide = document.createElement("canvas").getContext("2d");
    wide.font = `${size}px sans-serif`;
    const order = degree.map(([, i]) => i);
    if (focus) order.sort((a, b) => Number(focus.has(b)) - Number(focus.has(a)));
    for (const number of order) {
      const { x, y } = place(data.nodes[number]);
      const half = wide.measureText(brief(number)).width / 2 + 2;
      const top = y + data.nodes[number].size * enlarged();
      const box = [x - half, top, x + half, top + size * 1.4];
      if (boxes.some((b) => box[0] < b[2] && b[0] < box[2] && box[1] < b[3] && b[1] < box[3])) continue;
      boxes.push(box);
      named.add(number);
      if (named.size === 400) break;
    }
    return named;
  }

  function paint() {
    const focus = near();
    const named = readable(focus);
    const ink = color("ink"), back = color("back"), accent = color("accent"), fill = color("node");
    nodes.update(data.nodes.map((node) => {
      const chosen = state.chosen?.actor === node.id;
      const lit = !focus || focus.has(node.id);
      const tone = chosen || data.focus === node.id ? accent : fill;
      return {
        ...node,
        ...place(node),
        size: node.size * enlarged(),
        label: named.has(node.id) ? brief(node.id) : " ",
        title: `${label(node.id)} · ${word("events")}: ${eventsOf[node.id].length}`,
        opacity: lit ? 1 : 0.25,
        color: { background: tone, border: back, highlight: { background: accent, border: ink }, hover: { background: accent, border: ink } },
        font: { size: textSize(), strokeWidth: 3 / scale, color: lit ? ink : color("domain-other"), strokeColor: back, bold: chosen ? "bold" : undefined },
      };
    }));
    edges.update(data.edges.map((edge) => {
      const tie = ties[edge.id];
      const lit = !state.chosen || state.chosen.tie === edge.id || tie.a === state.chosen.actor || tie.b === state.chosen.actor;
      const empty = tie.weight === 0;
      return {
        ...edge,
        arrows: "",
        hidden: state.hidden.has(slot(tie)),
        dashes: empty ? [2, 6] : tie.planned ? [10, 6] : false,
        label: tie.broken && lit ? "✕" : " ",
        title: `${label(tie.a)} – ${label(tie.b)} · ${word("events")}: ${tie.events.length}`,
        color: { color: empty ? color("mark") : color(`domain-${slot(tie)}`), highlight: accent, hover: accent, opacity: lit ? 0.85 : 0.12, inherit: false },
        width: edge.width * enlarged(),
        font: { size: textSize() * 1.1, color: color("mark"), strokeColor: back },
      };
    }));
  }

  function startPicture() {
    paint();
    picture = new vis.Network(byId("canvas"), { nodes, edges }, data.options);
    picture.on("click", (at) => {
      if (at.nodes.length) choose({ actor: at.nodes[0] });
      else if (at.edges.length) choose({ tie: at.edges[0] });
      else choose(null);
    });
    const rescale = () => {
      const now = picture.getScale();
      if (Math.abs(Math.log(now / scale)) < 0.12) return;
      scale = now;
      paint();
    };
    picture.on("zoom", rescale);
    picture.on("animationFinished", rescale);
    picture.on("resize", rescale);
    picture.once("afterDrawing", () => { document.documentElement.dataset.drawn = "yes"; });
    picture.fit();
    rescale();
  }

  // What is chosen

  // `move` brings it into view, `read` goes to its details, `stay` leaves the focus where it is.
  function choose(chosen, { move = false, read = false, stay = false } = {}) {
    state.chosen = chosen;
    paint();
    picture.unselectAll();
    if (chosen?.actor !== undefined) {
      picture.selectNodes([chosen.actor], false);
      if (move) {
        picture.focus(chosen.actor, { scale: Math.max(picture.getScale(), 0.9), animation: still.matches ? false : { duration: 300 } });
      }
    } else if (chosen) {
      picture.setSelection({ nodes: [], edges: [chosen.tie] });
    }
    details();
    markRow();
    byId("chosen").textContent = byId("details").querySelector("h2").textContent;
    if (read || (chosen && narrow.matches && !stay)) {
      byId("details").focus({ preventScroll: true });
      byId("details").scrollIntoView({ block: "start", behavior: still.matches ? "auto" : "smooth" });
    }
    byId("details").parentElement.scrollTop = 0;
  }

  const toActor = (number) => make("button", { type: "button", class: "link", click: () => choose({ actor: number }, { move: true, read: true }) }, label(number));

  function fact(list, term, ...values) {
    const shown = values.filter((value) => value !== "" && value !== null && value !== undefined);
    if (shown.length) list.append(make("dt", {}, term), make("dd", {}, ...shown));
  }

  function heading(text) {
    return make("div", { class: "head" }, make("h2", {}, text),
      make("button", { type: "button", click: () => choose(null), "aria-label": word("back"), title: word("back") }, "✕"));
  }

  function details() {
    const panel = byId("details");
    if (!state.chosen) panel.replaceChildren(...overview());
    else if (state.chosen.actor !== undefined) panel.replaceChildren(...actorDetails(state.chosen.actor));
    else panel.replaceChildren(...tieDetails(state.chosen.tie));
  }

  function overview() {
    const list = make("ol", {});
    const most = actors.map((_, i) => i).sort((a, b) => eventsOf[b].length - eventsOf[a].length || a - b);
    for (const number of most.slice(0, 10)) {
      list.append(make("li", {}, toActor(number), make("span", { class: "quiet" }, ` ${eventsOf[number].length}`)));
    }
    return [make("h2", {}, word("details")), make("p", {}, word("hint")), make("h3", {}, word("strongest")), list];
  }

  function actorDetails(number) {
    const actor = actors[number];
    const dated = eventsOf[number].map((i) => events[i]).filter((event) => event.earliest && event.latest);
    const first = dated.map((event) => event.earliest.slice(0, 4)).sort()[0];
    const last = dated.map((event) => event.latest.slice(0, 4)).sort().at(-1);
    const facts = make("dl", { class: "facts" });
    fact(facts, word("partners"), String(actor.partners));
    fact(facts, word("effective"), make("span", { title: word("effective_help") }, String(actor.effective)));
    fact(facts, word("events"), String(eventsOf[number].length));
    fact(facts, word("period"), first === last ? first : `${first} – ${last}`);
    if (actor.same) fact(facts, word("known_as"), link(actor.same, actor.same.split("/").at(-1)));
    const partners = make("div", { class: "chips" });
    tiesOf[number].map((i) => ties[i])
      .sort((a, b) => b.weight - a.weight || b.events.length - a.events.length)
      .forEach((tie) => {
        const at = ties.indexOf(tie);
        partners.append(make("span", {},
          make("button", { type: "button", class: "link", click: () => choose({ tie: at }, { read: true }) }, label(other(tie, number))),
          make("span", { class: "quiet" }, ` ${tie.events.length}`)));
      });
    return [heading(label(number)), make("p", { class: "quiet" }, upper(own("kind", actor.kind))), facts,
      ...(tiesOf[number].length ? [make("h3", {}, word("partners")), partners] : []),
      make("h3", {}, word("events")), ...eventsOf[number].map(eventDetails)];
  }

  function tieDetails(number) {
    const tie = ties[number];
    return [heading(`${label(tie.a)} – ${label(tie.b)}`),
      make("p", { class: "chips" }, toActor(tie.a), toActor(tie.b)),
      make("p", { class: "quiet" }, word(`line_${stateOf(tie)}`)),
      ...tie.events.map(eventDetails)];
  }

  function eventDetails(number) {
    const event = events[number];
    const tone = against(event) ? "status against" : event.status === "planned" ? "status planned" : "status";
    const parties = make("p", { class: "chips" });
    for (const party of event.parties) parties.append(typeof party === "number" ? toActor(party) : make("span", {}, party[state.language]));
    const facts = make("dl", { class: "facts" });
    fact(facts, word("domain"), event.domains.map((domain) => own("domain", domain)).join(", "));
    fact(facts, word("place"), event.place?.[state.language]);
    fact(facts, word("people"), (event.participants ?? []).map((person) => person[state.language]).join(", "));
    if (event.amount) {
      const value = Number(event.amount[0]);
      fact(facts, word("amount"), `${Number.isFinite(value) ? value.toLocaleString(state.language) : event.amount[0]} ${event.amount[1]}`);
    }
    const article = make("article", { class: "event" },
      make("h4", {}, upper(own("class", event.class))),
      make("p", {}, make("span", { class: "when" }, when(event.date)), " ", make("span", { class: tone }, own("status", event.status))),
      parties, facts);
    for (const claim of event.claims) {
      for (const quote of claim.quotes) article.append(make("blockquote", { dir: "auto" }, quote));
      const apart = claim.status && claim.status !== event.status ? ` · ${word("says")}: ${own("status", claim.status)}` : "";
      const published = claim.published ? `, ${when(claim.published)}` : "";
      article.append(make("p", { class: "source quiet" }, link(claim.url, claim.source), published, apart));
    }
    return article;
  }

  // The table

  const columns = [
    ["actor", (tie) => label(tie.a)],
    ["partner", (tie) => label(tie.b)],
    ["events", (tie) => tie.events.length],
    ["last", (tie) => lastDate(tie.events)?.latest ?? ""],
    ["domain", (tie) => (tie.domain ? own("domain", tie.domain) : "")],
    ["state", (tie) => word(`state_${stateOf(tie)}`)],
  ];

  function table() {
    byId("columns").replaceChildren(...columns.map(([key]) => {
      const on = state.sort === key;
      const sort = () => { state.down = on ? !state.down : key === "events" || key === "last"; state.sort = key; table(); byId("columns").querySelector(`[data-key="${key}"]`).focus(); };
      return make("th", { scope: "col", class: key === "domain" || key === "state" ? "wide" : "", "aria-sort": on ? (state.down ? "descending" : "ascending") : "none" },
        make("button", { type: "button", "data-key": key, click: sort }, word(key), on ? (state.down ? " ▾" : " ▴") : ""));
    }), make("th", { scope: "col" }, make("span", { class: "hidden" }, word("open"))));
    const value = columns.find(([key]) => key === state.sort)[1];
    const order = ties.map((tie, i) => [value(tie), i]).sort(([a, i], [b, j]) => {
      const compared = typeof a === "number" ? a - b : a.localeCompare(b, state.language);
      return (state.down ? -compared : compared) || i - j;
    });
    byId("rows").replaceChildren(...order.map(([, i]) => {
      const tie = ties[i];
      const open = () => choose({ tie: i }, { read: true });
      const name = `${word("open")}: ${label(tie.a)} – ${label(tie.b)}`;
      return make("tr", { "data-tie": i },
        make("td", {}, toActor(tie.a)), make("td", {}, toActor(tie.b)),
        make("td", { class: "number" }, String(tie.events.length)),
        make("td", {}, when(lastDate(tie.events)?.date ?? "")),
        make("td", { class: "wide" }, tie.domain ? own("domain", tie.domain) : ""),
        make("td", { class: "wide" }, word(`state_${stateOf(tie)}`)),
        make("td", {}, make("button", { type: "button", class: "link", "aria-label": name, click: open }, word("open"))));
    }));
    markRow();
  }

  function markRow() {
    byId("rows").querySelectorAll("tr").forEach((row) => row.classList.toggle("chosen", Number(row.dataset.tie) === state.chosen?.tie));
  }

  function show(view) {
    byId("picture").hidden = view !== "picture";
    byId("table").hidden = view !== "table";
    byId("show-picture").setAttribute("aria-pressed", String(view === "picture"));
    byId("show-table").setAttribute("aria-pressed", String(view === "table"));
    if (view === "picture") picture.redraw();
  }

  // The legend

  const shapes = {
    State: ["circle", { cx: 15, cy: 9, r: 7 }],
    InternationalOrganization: ["rect", { x: 9, y: 3, width: 12, height: 12 }],
    GovernmentBody: ["path", { d: "M15 1l8 8-8 8-8-8z" }],
    SubnationalEntity: ["path", { d: "M11 2h8l4 7-4 7h-8l-4-7z" }],
    Company: ["path", { d: "M7 3h16l-8 13z" }],
    ActorGroup: ["path", { d: "M15 1l2.4 5.6 6 .5-4.6 4 1.4 5.9-5.2-3.1-5.2 3.1 1.4-5.9-4.6-4 6-.5z" }],
    Person: ["path", { d: "M7 15h16l-8-13z" }],
  };

  function legend() {
    const counts = {};
    for (const tie of ties) counts[slot(tie)] = (counts[slot(tie)] ?? 0) + 1;
    const slots = [...data.domains.map((_, i) => String(i)), "other"].filter((key) => counts[key]);
    byId("domains").replaceChildren(...slots.map((key) => {
      const box = make("input", { type: "checkbox" });
      box.checked = !state.hidden.has(key);
      box.addEventListener("change", () => { if (box.checked) state.hidden.delete(key); else state.hidden.add(key); paint(); });
      return make("label", {}, box, make("span", { class: "swatch", style: { background: `var(--domain-${key})` } }),
        key === "other" ? word("other") : own("domain", data.domains[Number(key)]), make("span", { class: "count" }, String(counts[key])));
    }));
    const line = (dashes, mark) => draw("svg", { class: "sign", viewBox: "0 0 30 18", "aria-hidden": "true" },
      draw("path", { d: "M1 9h28", stroke: "currentColor", "stroke-width": 3, "stroke-dasharray": dashes }),
      ...(mark ? [draw("path", { d: "M10 4l10 10M20 4l-10 10", stroke: "var(--mark)", "stroke-width": 3 })] : []));
    byId("lines").replaceChildren(
      make("li", {}, line("none", false), word("line_done")),
      make("li", {}, line("7 4", false), word("line_planned")),
      make("li", {}, line("2 4", true), word("line_broken")));
    byId("kinds").replaceChildren(...Object.keys(shapes).filter((kind) => names.kind[kind]).map((kind) => {
      const [tag, attributes] = shapes[kind];
      return make("li", {}, draw("svg", { class: "sign", viewBox: "0 0 30 18", "aria-hidden": "true" }, draw(tag, { ...attributes, fill: "var(--node)" })), upper(own("kind", kind)));
    }));
  }

  // The search

  function search(exact) {
    const wanted = fold(byId("search").value.trim());
    byId("searched").textContent = "";
    if (!wanted) return;
    const known = actors.map((actor) => [actor.id, ...Object.values(actor.label), ...Object.values(actor.short)].map(fold));
    let found = known.findIndex((forms) => forms.includes(wanted));
    if (found < 0 && exact) return;
    if (found < 0) found = known.findIndex((forms) => forms.some((form) => form.startsWith(wanted)));
    if (found < 0) found = known.findIndex((forms) => forms.some((form) => form.includes(wanted)));
    if (found < 0) byId("searched").textContent = word("none_found");
    else if (state.chosen?.actor !== found) choose({ actor: found }, { move: true, stay: exact });
    else if (!exact && narrow.matches) choose({ actor: found });
  }

  // The language

  function speak(language) {
    state.language = language;
    document.documentElement.lang = language;
    document.querySelectorAll("[data-word]").forEach((element) => { element.textContent = word(element.dataset.word); });
    document.querySelectorAll("[data-label]").forEach((element) => element.setAttribute("aria-label", word(element.dataset.label)));
    const title = data.focus === null ? word("title") : word("title_of").replace("{actor}", () => label(data.focus));
    document.title = title;
    byId("title").textContent = title;
    const counts = { actors: actors.length, ties: ties.length, events: events.length };
    byId("summary").textContent = word("summary").replace(/\{(\w+)\}/g, (_, key) => counts[key].toLocaleString(language));
    byId("search").placeholder = word("search_hint");
    byId("canvas").setAttribute("aria-label", word("picture_label"));
    byId("names").replaceChildren(...actors.map((_, i) => make("option", { value: label(i) })));
    for (const code of ["en", "fr"]) byId(`language-${code}`).setAttribute("aria-pressed", String(code === language));
    if (picture) paint();
    legend();
    table();
    details();
  }

  byId("empty").hidden = actors.length > 0;
  startPicture();
  speak(state.language);
  for (const code of ["en", "fr"]) byId(`language-${code}`).addEventListener("click", () => speak(code));
  byId("show-picture").addEventListener("click", () => show("picture"));
  byId("show-table").addEventListener("click", () => show("table"));
  byId("fit").addEventListener("click", () => picture.fit({ animation: still.matches ? false : { duration: 300 } }));
  byId("search").addEventListener("input", () => search(true));
  byId("search").addEventListener("change", () => search(false));
  byId("search").addEventListener("keydown", (event) => { if (event.key === "Enter") search(false); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && state.chosen) choose(null); });
  dark.addEventListener("change", paint);
})();
