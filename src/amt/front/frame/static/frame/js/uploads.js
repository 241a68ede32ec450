// Large files in parts: they survive a broken line and a reloaded page. Without this script, or
// for small files, the form sends them itself.

const LARGE = 1024 * 1024;
const CHUNK = 5 * 1024 * 1024;
// Ten minutes of trying again; afterwards a button goes on.
const DELAYS = [0, 1000, 3000, 5000, ...Array(60).fill(10000)];

const sending = new WeakSet();

function fill(text, values) {
  return text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
}

class Place {
  constructor(element) {
    this.element = element;
    this.texts = element.dataset;
    this.status = element.querySelector("[data-upload-status]");
    this.bar = element.querySelector("progress");
    this.resume = element.querySelector("[data-upload-resume]");
    this.cancel = element.querySelector("[data-upload-cancel]");
    this.form = element.closest("form");
    // The second one is for the camera of a phone.
    this.inputs = [
      ...this.form.querySelectorAll(
        `input[type="file"][name="${CSS.escape(element.dataset.label)}"]`,
      ),
    ];
    [this.input] = this.inputs;
  }

  get files() {
    return this.inputs.flatMap((one) => [...one.files]).filter((file) => file.size > LARGE);
  }

  // What has arrived, or will not, is let go; small files still go with the form.
  letGo(isLetGo) {
    for (const one of this.inputs) {
      const rest = new DataTransfer();
      for (const file of one.files) if (!isLetGo(file)) rest.items.add(file);
      one.files = rest.files;
    }
  }

  say(text) {
    if (this.status.textContent !== text) this.status.textContent = text;
  }

  show(state) {
    this.element.hidden = false;
    this.element.dataset.state = state;
    this.resume.hidden = state !== "stopped";
    this.cancel.hidden = ["cancelled", "refused", "done"].includes(state);
    this.bar.hidden = ["cancelled", "refused"].includes(state);
    if (state === "sending") this.input.removeAttribute("aria-invalid");
  }

  // What the server says was begun of this very file, here or on another day.
  begun(file) {
    const found = [...document.querySelectorAll("[data-begun]")].find(
      (one) =>
        one.dataset.label === this.texts.label &&
        one.dataset.name === file.name &&
        Number(one.dataset.size) === file.size,
    );
    return found?.dataset.begun ?? null;
  }

  // Resolves to true when the file has arrived, to false when it has not and will not.
  async send(file) {
    await import(this.texts.client);
    const { Upload } = globalThis.tus;
    const token = this.form.elements.csrfmiddlewaretoken.value;
    this.show("sending");
    this.bar.value = 0;
    return new Promise((resolve) => {
      const upload = new Upload(file, {
        endpoint: this.texts.upload,
        uploadUrl: this.begun(file),
        chunkSize: CHUNK,
        retryDelays: DELAYS,
        storeFingerprintForResuming: false,
        headers: { "X-CSRFToken": token },
        metadata: { filename: file.name, filetype: file.type, label: this.texts.label },
        onProgress: (sent, total) => this.progress(file, sent, total),
        onShouldRetry: (problem) => this.mayRetry(problem),
        onSuccess: () => {
          this.bar.value = 100;
          this.say(fill(this.texts.textDone, { name: file.name }));
          this.show("done");
          end(true);
        },
        onError: (problem) => {
          if (this.mayRetry(problem)) {
            this.say(this.texts.textStopped);
            this.show("stopped");
          } else {
            this.fail(file, problem);
            end(false);
          }
        },
      });
      const goOn = () => {
        if (this.resume.hidden) return;
        this.show("sending");
        upload.start();
      };
      const stop = () => {
        upload.abort(true).catch(() => {});
        this.say(this.texts.textCancelled);
        this.show("cancelled");
        this.letGo((one) => one === file);
        this.input.focus();
        end(false);
      };
      const end = (arrived) => {
        this.resume.removeEventListener("click", goOn);
        this.cancel.removeEventListener("click", stop);
        removeEventListener("online", goOn);
        resolve(arrived);
      };
      this.resume.addEventListener("click", goOn);
      this.cancel.addEventListener("click", stop);
      addEventListener("online", goOn);
      upload.start();
    });
  }

  progress(file, sent, total) {
    const percent = Math.floor((sent / total) * 100);
    this.bar.value = percent;
    // Every tenth part is said, so that a screen reader does not talk without an end.
    const rounded = Math.floor(percent / 10) * 10;
    this.say(fill(this.texts.textSending, { name: file.name, percent: rounded }));
  }

  // A line that is gone comes back; what the office refused stays refused.
  mayRetry(problem) {
    const status = problem.originalResponse?.getStatus() ?? 0;
    if (status === 0 || status >= 500 || status === 409 || status === 423) {
      this.say(this.texts.textBroken);
      return true;
    }
    return false;
  }

  // The file is let go, so that the form can be sent without it.
  fail(file, problem) {
    const answer = problem.originalResponse;
    const isSentence = answer?.getHeader("Content-Type")?.startsWith("text/plain");
    this.say(`${file.name}: ${(isSentence && answer.getBody()) || this.texts.textFailed}`);
    this.show("refused");
    this.letGo((one) => one === file);
    this.input.setAttribute("aria-invalid", "true");
    this.input.focus();
  }
}

async function sendAll(form, places, submitter) {
  sending.add(form);
  let arrived = true;
  for (const place of places) {
    for (const file of place.files) arrived = (await place.send(file)) && arrived;
  }
  sending.delete(form);
  if (!arrived) return;
  for (const place of places) place.letGo((file) => file.size > LARGE);
  form.requestSubmit(submitter);
}

const places = [...document.querySelectorAll("[data-upload]")].map((one) => new Place(one));
for (const form of new Set(places.map((place) => place.form))) {
  form.addEventListener("submit", (event) => {
    const large = places.filter((place) => place.form === form && place.files.length > 0);
    if (sending.has(form)) {
      event.preventDefault();
      large.find((place) => !place.cancel.hidden)?.cancel.focus();
    } else if (large.length > 0) {
      event.preventDefault();
      sendAll(form, large, event.submitter);
    }
  });
}
