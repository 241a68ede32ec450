// Says ten minutes before that the session ends; any key or click on the page prolongs it.
// Without this script the page says the time of day at which it ends.

const place = document.getElementById("sitzung");
const WARNED_BEFORE = 10 * 60;

if (place) watch();

function watch() {
  let timer = 0;
  let warned = false;

  const restart = (seconds) => {
    clearTimeout(timer);
    warned = false;
    timer = setTimeout(warn, Math.max(0, seconds - WARNED_BEFORE) * 1000);
  };

  const warn = () => {
    warned = true;
    place.hidden = false;
    place.querySelector("[data-session-text]").textContent = place.dataset.warning;
  };

  async function prolong() {
    if (!warned) return;
    warned = false;
    const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
    let response;
    try {
      response = await fetch(place.dataset.session, {
        method: "POST",
        headers: { "X-CSRFToken": token, "X-Page": location.pathname },
      });
    } catch {
      // No connection: the next key tries again.
      warned = true;
      return;
    }
    const told = await response.json().catch(() => null);
    if (!told) return;
    place.querySelector("[data-session-text]").textContent = told.text;
    if (response.ok) restart(told.seconds);
  }

  addEventListener("keydown", prolong);
  addEventListener("pointerdown", prolong);
  document.addEventListener("amt:session", (event) => restart(event.detail));
  restart(Number(place.dataset.seconds));
}
