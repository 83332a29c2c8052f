// Finding an actor by any of its names: a combobox with a list (WAI-ARIA authoring practices).

const MOST_FOUND = 8;

function startSearch() {
  const input = byId("search");
  const list = byId("found");
  let active = -1;
  let results = [];

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (number) => {
    input.value = "";
    close();
    change({ selected: { actor: number } });
  };
  const activate = (place) => {
    active = (place + results.length) % results.length;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === active)));
    input.setAttribute("aria-activedescendant", `found-${active}`);
  };

  input.addEventListener("input", () => {
    results = find(input.value);
    if (!input.value.trim()) return close();
    list.replaceChildren(
      ...results.map((number, place) =>
        make("li", { role: "option", id: `found-${place}`, "aria-selected": "false", onpointerdown: (event) => (event.preventDefault(), choose(number)) },
          make("bdi", { text: actorName(number) }),
          make("span", { class: "quiet", text: ` ${term("kind", data.actors[number].kind)}` }),
        ),
      ),
    );
    if (!results.length) list.append(make("li", { role: "option", "aria-disabled": "true", class: "quiet", text: say("noneFound") }));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    byId("count").textContent = sayNumber("found", results.length);
    active = -1;
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") return close();
    if (list.hidden || !results.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      activate(event.key === "ArrowDown" ? active + 1 : active < 0 ? results.length - 1 : active - 1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(results[Math.max(active, 0)]);
    }
  });
  input.addEventListener("blur", close);
}

/** The drawn actors that answer to a text, those whose name begins with it first. */
function find(text) {
  const wanted = folded(text.trim());
  const score = (actor) => {
    const known = [...Object.values(actor.label), ...Object.values(actor.short ?? {}), actor.id].map(folded);
    if (known.some((name) => name.startsWith(wanted))) return 0;
    return known.some((name) => name.includes(wanted)) ? 1 : 2;
  };
  return data.actors
    .slice(0, data.drawn)
    .map((actor, number) => [score(actor), -(actor.strength ?? 0), number])
    .filter(([rank]) => wanted && rank < 2)
    .sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2])
    .slice(0, MOST_FOUND)
    .map(([, , number]) => number);
}
