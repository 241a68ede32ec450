/* Makes a combobox with a list of proposals of a field for a street (WAI-ARIA, editable, list).

What is typed always counts: a proposal is taken only when somebody chooses it. Without this script
one types the street. */

const WAIT = 200;
const SHORTEST = 2;

for (const box of document.querySelectorAll("[data-proposals]")) start(box, box.querySelector("input"));

function start(box, field) {
  const texts = box.dataset;
  const list = document.createElement("ul");
  const told = document.createElement("span");
  let timer = 0;
  let asked = "";
  let wasOpen = false;
  let active = -1;

  list.id = `${field.id}-vorschlaege`;
  list.className = "amt-proposals";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", texts.title);
  list.hidden = true;
  told.className = "kern-sr-only";
  told.setAttribute("role", "status");
  box.classList.add("amt-combobox");
  box.append(list, told);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);

  const isOpen = () => !list.hidden;

  function choose(index) {
    active = index;
    for (const [place, option] of [...list.children].entries()) {
      option.setAttribute("aria-selected", String(place === index));
      if (place === index) option.scrollIntoView({ block: "nearest" });
    }
    if (index < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", list.children[index].id);
  }

  function close() {
    clearTimeout(timer);
    asked = "";
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function show(names) {
    list.replaceChildren(
      ...names.map((name, place) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${place + 1}`;
        option.setAttribute("role", "option");
        option.textContent = name;
        return option;
      }),
    );
    list.hidden = names.length === 0;
    field.setAttribute("aria-expanded", String(isOpen()));
    choose(-1);
    if (names.length === 1) told.textContent = texts.one;
    else if (names.length) told.textContent = texts.many.replace("{n}", names.length);
    else told.textContent = wasOpen ? texts.none : "";
    wasOpen ||= isOpen();
  }

  async function look() {
    const text = field.value.trim();
    if (text.length < SHORTEST) {
      close();
      told.textContent = "";
      return;
    }
    if (text === asked) return;
    asked = text;
    const postcode = document.getElementById(texts.with)?.value.trim() ?? "";
    const query = new URLSearchParams({ q: text, plz: postcode });
    try {
      const answer = await fetch(`${texts.proposals}?${query}`);
      if (!answer.ok) return;
      const { streets } = await answer.json();
      // Whoever went on typing, chose, or left the field wants no list any more.
      if (text !== asked || document.activeElement !== field) return;
      show(streets.length === 1 && streets[0] === text ? [] : streets);
    } catch {
      // Offline: one goes on typing.
    }
  }

  function take(index) {
    field.value = list.children[index].textContent;
    close();
    told.textContent = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
    clearTimeout(timer);
  }

  function move(by) {
    const count = list.children.length;
    // One place more than there are proposals: the text that was typed itself.
    choose(((active + 1 + by + count + 1) % (count + 1)) - 1);
  }

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT);
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (isOpen()) move(event.key === "ArrowDown" ? 1 : -1);
      else look();
    } else if (event.key === "Enter" && isOpen() && active >= 0) {
      event.preventDefault();
      take(active);
    } else if (event.key === "Escape" && isOpen()) {
      event.preventDefault();
      close();
    }
  });
  field.addEventListener("blur", close);
  // Before the field would lose the focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const place = [...list.children].indexOf(target);
    if (place >= 0) take(place);
  });
}
