"use strict";
// What pages gain by a script: a key that runs the query, and the seconds it takes. They work without.
const form = document.querySelector("form.editor");
if (form) {
  const note = form.querySelector("[data-hint]");
  note.textContent = note.dataset.hint;
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button"));
    }
  });
  form.addEventListener("submit", () => {
    const begun = Date.now();
    setInterval(() => {
      note.textContent = note.dataset.running.replace("{number}", Math.round((Date.now() - begun) / 1000));
    }, 1000);
  });
}
