// Brings the page up to date when the server says so, or, where the hub's proxy holds such
// messages back, every few seconds.
"use strict";

const { page, news: changes, token } = document.body.dataset;
const query = `?_xsrf=${encodeURIComponent(token)}`;
const SILENCE = 4000; // milliseconds after which a proxy is known to hold messages back
const OFTEN = 2000;
const SELDOM = 60000; // times pass even if nothing happens
const main = document.querySelector("main");
let asking = false;

function standings(part) {
  const all = part.querySelectorAll("[data-attempt]");
  return new Map([...all].map((each) => [each.dataset.attempt, each.textContent]));
}

function localise() {
  const form = { dateStyle: "medium", timeStyle: "short" };
  for (const each of main.querySelectorAll("time")) {
    each.textContent = new Date(each.dateTime).toLocaleString(undefined, form);
  }
}

function replaceBy(fresh) {
  const focused = document.activeElement?.id;
  const before = standings(main);
  main.replaceChildren(...fresh.childNodes);
  main.dataset.changes = fresh.dataset.changes;
  localise();
  if (focused) document.getElementById(focused)?.focus();
  const news = [...standings(main)].filter(([name, words]) => before.get(name) !== words);
  if (news.length) {
    document.getElementById("news").textContent = news.map((each) => each.join(": ")).join(". ");
  }
}

async function refresh() {
  if (asking || document.hidden) return;
  asking = true;
  try {
    const answer = await fetch(page + query);
    const parsed = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = parsed.querySelector("main[data-changes]");
    if (fresh) replaceBy(fresh);
    else if (answer.ok) location.reload(); // to the hub's login
  } catch {
    // the service starts anew: ask again later
  } finally {
    asking = false;
  }
}

function poll() {
  sessionStorage.setItem("poll", "yes");
  setInterval(refresh, OFTEN);
}

function listen() {
  const events = new EventSource(changes + query);
  const silence = setTimeout(() => {
    events.close();
    poll();
  }, SILENCE);
  events.onmessage = ({ data }) => {
    clearTimeout(silence);
    if (data !== main.dataset.changes) refresh();
  };
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, OFTEN);
  };
}

localise();
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, SELDOM);
if (sessionStorage.getItem("poll")) poll();
else listen();
