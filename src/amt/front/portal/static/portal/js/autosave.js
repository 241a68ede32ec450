// Saves each answer as soon as it is given. What could not be saved stays on the page and in this
// tab (over a reload or a sign-in), is tried again, and is not left behind without a warning.
// Without this script a page is saved when it is left by its buttons.

const form = document.querySelector("form[data-autosave]");
const status = document.getElementById("gespeichert");
const PAUSE = 1200;
const DELAYS = [2000, 5000, 10000, 30000];
const LOST_AFTER = 15000;

if (form && status) start();

function start() {
  const texts = status.dataset;
  const store = `amt-draft:${form.dataset.autosave}:${form.dataset.page}`;
  const waiting = new Map();
  let timer = 0;
  let failed = 0;
  let busy = false;
  let leaving = false;
  let going = false;
  let stopped = false;

  const isAnswer = (one) =>
    one.name &&
    !["hidden", "file", "submit", "button"].includes(one.type) &&
    !one.closest("[data-not-an-answer]");

  const controlsOf = (name) => [...form.elements].filter((one) => one.name === name);

  const valuesOf = (name) =>
    controlsOf(name).flatMap((one) => {
      if (["checkbox", "radio"].includes(one.type)) return one.checked ? [one.value] : [];
      return [one.value];
    });

  const fill = (name, values) => {
    for (const one of controlsOf(name)) {
      if (["checkbox", "radio"].includes(one.type)) one.checked = values.includes(one.value);
      else one.value = values[0] ?? "";
    }
  };

  const remember = () => {
    try {
      if (waiting.size) sessionStorage.setItem(store, JSON.stringify([...waiting]));
      else sessionStorage.removeItem(store);
    } catch {
      // A full or forbidden store: the page itself still holds everything.
    }
  };

  const say = (text, link = null) => {
    if (status.textContent.trim() === text && !link) return;
    status.textContent = text;
    if (!link) return;
    const way = document.createElement("a");
    way.href = link.url;
    way.textContent = link.text;
    status.append(" ", way);
  };

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  const note = (name, pause) => {
    waiting.set(name, valuesOf(name));
    remember();
    if (!stopped) later(pause);
  };

  const send = (name, values, keepalive = false) =>
    fetch(form.dataset.autosave, {
      method: "POST",
      keepalive,
      redirect: "manual",
      signal: AbortSignal.timeout(LOST_AFTER),
      headers: {
        "Content-Type": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value,
        "X-Page": location.pathname,
      },
      body: JSON.stringify({ page: form.dataset.page, field: name, values }),
    });

  const fail = (text) => {
    const pause = DELAYS[Math.min(failed, DELAYS.length - 1)];
    failed += 1;
    say(text);
    later(pause);
  };

  // One answer after the other, the oldest first; true when it is settled.
  async function saveOne(name, values) {
    let response;
    try {
      response = await send(name, values);
    } catch {
      fail(texts.offline);
      return false;
    }
    if (response.status >= 500 || response.type === "opaqueredirect") {
      fail(texts.failed);
      return false;
    }
    const told = await response.json().catch(() => null);
    if (response.status === 401 && told) {
      stopped = true;
      say(told.text, { url: told.url, text: told.link });
      return false;
    }
    if (response.status === 409 && told) {
      stopped = true;
      waiting.clear();
      remember();
      say(told.text);
      return false;
    }
    if (response.status === 403 || (response.status === 404 && !told)) {
      // The page is older than the session: its own buttons still save it.
      stopped = true;
      say(texts.failed);
      return false;
    }
    failed = 0;
    // The page that comes may have been asked for before this was saved: it gets the answer from here.
    if (going) return true;
    if (waiting.get(name) === values) waiting.delete(name);
    remember();
    if (response.ok && told) {
      say(told.text);
      document.dispatchEvent(new CustomEvent("amt:session", { detail: told.seconds }));
    }
    return true;
  }

  async function save() {
    if (busy || stopped || leaving) return;
    busy = true;
    try {
      for (const [name, values] of [...waiting]) {
        if (!(await saveOne(name, values))) return;
      }
    } finally {
      busy = false;
    }
    if (waiting.size && !going) later(0);
  }

  form.addEventListener("change", ({ target }) => isAnswer(target) && note(target.name, 0));
  form.addEventListener("input", ({ target }) => {
    const typed = !["checkbox", "radio", "select-one"].includes(target.type);
    if (isAnswer(target) && typed) note(target.name, PAUSE);
  });
  form.addEventListener("submit", () => {
    // The page as a whole goes now; what waits is part of it.
    leaving = true;
    clearTimeout(timer);
    sessionStorage.removeItem(store);
  });
  addEventListener("online", () => later(0));
  addEventListener("beforeunload", (event) => {
    // While the line holds, what waits is sent as the page goes.
    if (waiting.size && !leaving && (failed || stopped)) event.preventDefault();
    going = true;
    // A download looks like leaving, too; then this page stays and goes on.
    setTimeout(() => {
      going = false;
      if (waiting.size) later(0);
    }, DELAYS[0]);
  });
  addEventListener("pagehide", () => {
    if (leaving || stopped) return;
    for (const [name, values] of waiting) send(name, values, true).catch(() => {});
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) leaving = going = false;
  });

  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(store) ?? "[]");
  } catch {
    sessionStorage.removeItem(store);
  }
  for (const [name, values] of kept) {
    fill(name, values);
    note(name, 0);
  }
}
