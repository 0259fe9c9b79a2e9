// The figures of an accent follow what is typed. Without this the button "Check the contrast" shows them.
const figures = document.getElementById("accent-figures");
if (figures) {
  const form = figures.closest("form");
  const fields = ["accent_light", "accent_dark"];
  const live = document.getElementById("live");
  let asked = 0;
  let pause;
  const ask = async () => {
    const number = ++asked;
    const query = new URLSearchParams(fields.map((name) => [name, form.elements[name].value]));
    try {
      const answer = await fetch(`${figures.dataset.from}?${query}`);
      if (!answer.ok || answer.redirected || number !== asked) return;
      figures.innerHTML = await answer.text();
      if (live) live.textContent = [...figures.querySelectorAll("[data-verdict]")].map((it) => it.textContent).join(" ");
    } catch {
      // The network is away: the figures stay, and the button asks again.
    }
  };
  form.addEventListener("input", (event) => {
    if (!fields.includes(event.target.name)) return;
    clearTimeout(pause);
    pause = setTimeout(ask, 300);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-takes]");
    if (!button) return;
    event.preventDefault();
    const field = form.elements[button.dataset.takes];
    field.value = button.value;
    field.focus();
    ask();
  });
}
