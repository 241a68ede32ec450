/* Proposals for streets from the official list. Without this script one types the street. */

const WAIT = 200;
const SHORTEST = 2;

for (const block of document.querySelectorAll("[data-streets]")) {
  for (const field of block.querySelectorAll('input[name$=".street"]')) {
    const list = document.createElement("datalist");
    list.id = `${field.id}-strassen`;
    field.after(list);
    field.setAttribute("list", list.id);
    let timer = 0;
    let latest = "";
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const text = field.value.trim();
        if (text.length < SHORTEST || text === latest) return;
        latest = text;
        const postcode = block.querySelector('input[name$=".postcode"]')?.value.trim() ?? "";
        const query = new URLSearchParams({ q: text, plz: postcode });
        try {
          const answer = await fetch(`${block.dataset.streets}?${query}`);
          if (!answer.ok || text !== latest) return;
          const { streets } = await answer.json();
          list.replaceChildren(...streets.map((name) => new Option(name, name)));
        } catch {
          /* Offline: one goes on typing. */
        }
      }, WAIT);
    });
  }
}
