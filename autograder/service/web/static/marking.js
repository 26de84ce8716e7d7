// Saves a mark without loading all answers again, and goes from answer to answer by the keyboard.
"use strict";

const forms = [...document.querySelectorAll(".answer form")];

function show(form, symbol, words, tone) {
  const output = form.querySelector("output");
  output.textContent = `${symbol} ${words}`;
  form.closest(".answer").className = `answer ${tone}`;
}

function go(form, steps) {
  const other = forms[forms.indexOf(form) + steps];
  if (!other) return;
  other.closest(".answer").scrollIntoView();
  other.elements.points.focus({ preventScroll: true });
}

async function save(form) {
  const body = new URLSearchParams(new FormData(form));
  show(form, "…", "being saved", "open");
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(form.action, { method: "POST", headers, body });
    const told = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    const { seen, says } = told ? await answer.json() : {};
    if (!seen) throw new Error(says ?? "It was not saved: load the page again, and try once more.");
    form.elements.seen.value = seen;
    show(form, "✓", "saved", "right");
    return true;
  } catch (error) {
    const says = error instanceof TypeError ? "It was not saved: try again." : error.message;
    show(form, "✗", says, "wrong");
    return false;
  }
}

for (const form of forms) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await save(form)) go(form, 1);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) form.requestSubmit();
    else if (event.key === "ArrowDown" && event.altKey) go(form, 1);
    else if (event.key === "ArrowUp" && event.altKey) go(form, -1);
    else return;
    event.preventDefault();
  });
}
