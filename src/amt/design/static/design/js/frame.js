// Small comforts of every page; nothing depends on them.

const root = document.documentElement;
const device = matchMedia("(prefers-color-scheme: dark)");

const shownTheme = () => root.dataset.kernTheme ?? (device.matches ? "dark" : "light");

function remember(theme) {
  try {
    if (theme === null) localStorage.removeItem("amt-theme");
    else localStorage.setItem("amt-theme", theme);
  } catch {
    // Storage is switched off: the choice lasts for this page.
  }
}

function switchTheme() {
  const wanted = shownTheme() === "dark" ? "light" : "dark";
  const deviceTheme = device.matches ? "dark" : "light";
  if (wanted === deviceTheme) {
    delete root.dataset.kernTheme;
    remember(null);
  } else {
    root.dataset.kernTheme = wanted;
    remember(wanted);
  }
  labelThemeSwitches();
}

function labelThemeSwitches() {
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    button.hidden = false;
    button.dataset.themeSwitch = shownTheme();
  }
}

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  button.addEventListener("click", switchTheme);
}
device.addEventListener("change", labelThemeSwitches);
labelThemeSwitches();

// Screen readers and keyboards begin at the errors.
document.getElementById("error-summary")?.focus();

// A fold opens when somebody is led into it.
function unfold() {
  const id = decodeURIComponent(location.hash.slice(1));
  for (let part = id && document.getElementById(id); part; part = part.parentElement) {
    if (part instanceof HTMLDetailsElement) part.open = true;
  }
}
addEventListener("hashchange", unfold);
unfold();

// A second click sends nothing; the server refuses doubles as well.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method === "get" || form.method === "dialog") return;
  if (event.submitter?.formTarget === "_blank") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
});
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
