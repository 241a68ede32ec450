// Says politely that the case changed while its page is open. The page works without it.
const place = document.getElementById("neues");
if (place && "EventSource" in window) {
  const source = new EventSource(place.dataset.live);
  source.addEventListener("change", () => {
    if (place.childElementCount) return;
    const words = document.createElement("p");
    words.textContent = `${place.dataset.text} `;
    const link = document.createElement("a");
    link.href = location.pathname;
    link.textContent = place.dataset.link;
    words.append(link);
    place.append(words);
  });
  addEventListener("pagehide", () => source.close());
}
