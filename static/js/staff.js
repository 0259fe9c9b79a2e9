// What staff pages do besides: every page works without it.

// A status chosen while the message is empty offers its standard sentence.
for (const form of document.querySelectorAll("form")) {
  const sentences = new Map(
    [...form.querySelectorAll("[data-standard]")].map((item) => [item.dataset.standard, item.textContent]),
  );
  const message = form.querySelector("textarea[name=body]");
  if (!message || sentences.size === 0) continue;
  form.addEventListener("change", (event) => {
    if (event.target.name !== "status") return;
    const isOurs = message.value.trim() === "" || [...sentences.values()].includes(message.value.trim());
    if (isOurs) message.value = sentences.get(event.target.value) ?? message.value;
  });
}

// A page that says what was done was the answer to a form: what was kept for it is no longer needed. Any
// other answer did not take it.
const sent = sessionStorage.getItem("candor sent");
sessionStorage.removeItem("candor sent");
if (sent && document.querySelector(".flash")) localStorage.removeItem(sent);

// What is typed stays on the device until it was sent, so that a lost network or a closed page loses nothing.
// Where the page shows something else than it did then, what is there counts.
for (const form of document.querySelectorAll("form[data-keep]")) {
  // A page that a link filled in is another form than the empty one.
  const asked = new URLSearchParams(location.search);
  asked.delete("done");
  const key = `candor ${form.dataset.keep} ${asked}`;
  const fields = () => [...form.querySelectorAll("textarea, input[type=text]")];
  const live = document.getElementById("live");
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    localStorage.removeItem(key);
  }
  const back = fields().filter((field) => kept[field.name]?.over === field.defaultValue);
  for (const field of back) field.value = kept[field.name].text;
  if (back.length > 0) {
    const note = document.createElement("p");
    const discard = document.createElement("button");
    note.className = "note";
    note.textContent = `${live.dataset.restored} `;
    discard.type = "button";
    discard.className = "button";
    discard.textContent = live.dataset.discard;
    discard.addEventListener("click", () => {
      for (const field of back) field.value = field.defaultValue;
      localStorage.removeItem(key);
      note.remove();
    });
    note.append(discard);
    form.prepend(note);
  }
  form.addEventListener("input", () => {
    const typed = fields()
      .filter((field) => field.value !== field.defaultValue)
      .map((field) => [field.name, { over: field.defaultValue, text: field.value }]);
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(typed)));
  });
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      // The return key may press a button that nobody sees.
      const seen = "button[type=submit]:not(.visually-hidden)";
      const button = event.submitter?.matches(seen) ? event.submitter : form.querySelector(seen);
      button.textContent = live.dataset.offline;
      live.textContent = live.dataset.offline;
      return;
    }
    sessionStorage.setItem("candor sent", key);
  });
}

// Whoever logs out leaves nothing on the device.
for (const form of document.querySelectorAll('form[action="/admin/logout"]')) {
  form.addEventListener("submit", () => {
    const ours = Object.keys(localStorage).filter((key) => key.startsWith("candor "));
    for (const key of ours) localStorage.removeItem(key);
  });
}
