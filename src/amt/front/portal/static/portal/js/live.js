// Says politely that the matter changed while its page is open. The page works without it.
const place = document.getElementById("neues");
if (place && "EventSource" in window) {
  const source = new EventSource(place.dataset.live);
  const tell = () => {
    if (place.childElementCount) return;
    const words = document.createElement("p");
    words.textContent = `${place.dataset.text} `;
    const link = document.createElement("a");
    link.href = window.location.pathname;
    link.textContent = place.dataset.link;
    words.append(link);
    place.append(words);
  };
  source.addEventListener("message", tell);
  source.addEventListener("change", tell);
  window.addEventListener("pagehide", () => source.close());
}
