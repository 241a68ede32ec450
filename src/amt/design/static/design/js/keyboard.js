// Keys of the desk: j k g . ? and letters given by data-key. They act only outside of fields
// and without Ctrl, Alt or Meta, and the person can switch them off in the help.

const store = "amt-keys";
const dialog = document.getElementById("tastenhilfe");

function enabled() {
  try {
    return localStorage.getItem(store) !== "off";
  } catch {
    return true;
  }
}

const writing = (target) =>
  target.isContentEditable || target.closest("input, textarea, select, [role=textbox], dialog");

function move(step) {
  const items = [...document.querySelectorAll("[data-keys-item]")];
  if (!items.length) return;
  const here = items.findIndex((item) => item.contains(document.activeElement));
  const next = here < 0 ? (step > 0 ? 0 : items.length - 1) : here + step;
  items[Math.min(Math.max(next, 0), items.length - 1)].focus();
}

function enter(selector) {
  document.querySelector(selector)?.querySelector("a[href], button:not([disabled])")?.focus();
}

const commands = {
  "?": () => dialog?.showModal(),
  j: () => move(1),
  k: () => move(-1),
  g: () => enter("[data-keys-go], .amt-desk-nav"),
  ".": () => enter("[data-keys-actions]"),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey) {
    const form = event.target.closest("form") ?? document.querySelector("form[data-keys-confirm]");
    if (form?.matches("[data-keys-confirm]")) {
      event.preventDefault();
      form.requestSubmit();
    }
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (!enabled() || writing(event.target)) return;
  const marked = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const command = commands[event.key] ?? (marked && (() => marked.click()));
  if (command) {
    event.preventDefault();
    command();
  }
});

for (const button of document.querySelectorAll("[data-keyboard-open]")) {
  button.hidden = false;
  button.addEventListener("click", () => dialog?.showModal());
}
for (const box of document.querySelectorAll("[data-keyboard-switch]")) {
  box.checked = enabled();
  box.addEventListener("change", () => {
    try {
      localStorage.setItem(store, box.checked ? "on" : "off");
    } catch {
      box.checked = true;
    }
  });
}
