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

// A page that says what was done was the answer to a form: what was kept for it is no longer needed.
const sent = sessionStorage.getItem("candor sent");
if (sent && document.querySelector(".flash")) {
  localStorage.removeItem(sent);
  sessionStorage.removeItem("candor sent");
}

// What is typed stays on the device until it was sent, so that a lost network loses nothing.
for (const form of document.querySelectorAll("form[data-keep]")) {
  const key = `candor ${form.dataset.keep}`;
  const fields = () => [...form.querySelectorAll("textarea, input[type=text]")];
  const live = document.getElementById("live");
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    localStorage.removeItem(key);
  }
  for (const field of fields()) {
    if (field.value === "" && kept[field.name]) field.value = kept[field.name];
  }
  form.addEventListener("input", () => {
    const typed = Object.fromEntries(fields().map((field) => [field.name, field.value]));
    localStorage.setItem(key, JSON.stringify(typed));
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
