// Says politely that the case changed while its page is open. The page works without it.
const place = document.getElementById("neues");
if (place && "EventSource" in window) {
  const source = new EventSource(place.dataset.live);
  source.addEventListener("change", (event) => {
    // "look_again" only says that notices may have been lost; that is no news to a reader.
    const { kind } = JSON.parse(event.data);
    if (kind === "look_again" || place.childElementCount) return;
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
