// Tells how far the scan of each file is, without loading the page anew. Without this script the
// page says it when it is loaded next.

const PAUSES = [700, 1000, 1500, 2000, 3000, 5000, ...Array(12).fill(15000)];
const FRESH = "[data-files]";

let tries = 0;

function waits() {
  return document.querySelector(".amt-files__state--waiting") !== null;
}

function later() {
  if (waits() && tries < PAUSES.length) setTimeout(look, PAUSES[tries++]);
}

async function look() {
  try {
    const answer = await fetch(location.href.split("#")[0], { cache: "no-store" });
    if (answer.ok && !answer.redirected) {
      show(new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
  } catch {
    // The line is gone; the next look may find it again.
  }
  later();
}

function show(page) {
  for (const list of document.querySelectorAll(FRESH)) {
    const fresh = [...page.querySelectorAll(FRESH)].find(
      (one) => one.dataset.files === list.dataset.files,
    );
    if (!fresh || fresh.innerHTML === list.innerHTML) continue;
    const held = list.contains(document.activeElement) ? document.activeElement.value : null;
    const before = new Set(sentences(list));
    list.replaceChildren(...fresh.childNodes);
    if (held !== null) [...list.querySelectorAll("button")].find((one) => one.value === held)?.focus();
    const said = list.previousElementSibling;
    if (said?.matches("[data-files-said]")) {
      said.textContent = sentences(list)
        .filter((one) => !before.has(one))
        .join(" ");
    }
  }
}

function sentences(list) {
  return [...list.querySelectorAll("[data-file]")].map((one) => {
    const name = one.querySelector(".amt-files__name, h3")?.textContent.trim() ?? "";
    return `${name}: ${one.querySelector("[data-file-state]")?.textContent.trim() ?? ""}`;
  });
}

later();
