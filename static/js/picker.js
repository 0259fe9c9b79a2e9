// Choosing components: what the choices come to while one chooses, and a search among many groups.

for (const picker of document.querySelectorAll(".picker[data-outcome]")) {
  const form = picker.closest("form");
  const line = picker.querySelector(".picker__outcome");
  const wait = 300;
  let waiting;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(picker.dataset.outcome, { method: "POST", body });
      const text = answer.ok ? await answer.text() : "";
      if (mine === asked) line.textContent = text;
    } catch {
      line.textContent = "";
    }
  };
  picker.addEventListener("input", (event) => {
    if (!event.target.name) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, wait);
  });

  const groups = [...picker.querySelectorAll("details[data-group]")];
  const find = picker.querySelector(".picker__find");
  if (groups.length < 8) continue;
  find.hidden = false;
  find.querySelector("input").addEventListener("input", (event) => {
    const wanted = event.target.value.trim().toLowerCase();
    for (const group of groups) {
      const labels = [...group.querySelectorAll("summary, label")];
      group.hidden = !labels.some((label) => label.textContent.toLowerCase().includes(wanted));
    }
  });
}
