// Says politely that the matter changed while its page is open. The page works without it.
const place = document.getElementById("neues");
if (place && "EventSource" in window) {
  const source = new EventSource(place.dataset.live);
  const kinds = new Set(place.dataset.kinds.split(" "));
  source.addEventListener("change", (event) => {
    if (place.childElementCount || !kinds.has(JSON.parse(event.data).kind)) return;
    const words = document.createElement("p");
    words.textContent = `${place.dataset.text} `;
    const link = document.createElement("a");
    link.href = window.location.pathname;
    link.textContent = place.dataset.link;
    words.append(link);
    place.append(words);
  });
  window.addEventListener("pagehide", () => source.close());
}
