// Keeps the bar of a run moving while its page is open. Without this the page reloads by itself.
const place = document.querySelector("[data-progress]");
const PATIENCE = 4000; // milliseconds, where no notice comes

if (place && place.dataset.moving) {
  let busy = false;
  const look = async () => {
    if (busy) return;
    busy = true;
    try {
      const answer = await fetch(place.dataset.progress, { credentials: "same-origin" });
      if (!answer.ok) return;
      const fresh = document.createElement("template");
      fresh.innerHTML = await answer.text();
      const part = fresh.content.querySelector("#fortschritt");
      if (!part) return;
      place.replaceChildren(part);
      // The trial or the run is over: the rest of the page says something else now.
      if (!part.dataset.moving) location.reload();
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(look, PATIENCE);
  if (place.dataset.live && "EventSource" in window) {
    const source = new EventSource(place.dataset.live);
    source.addEventListener("change", look);
    addEventListener("pagehide", () => source.close());
  }
  addEventListener("pagehide", () => clearInterval(timer));
}
