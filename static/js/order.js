// Components are dragged into their order; the buttons beside them do the same without this.
{
  const root = document.querySelector("[data-order][data-action]");
  const live = document.getElementById("live");
  const items = (list) => [...list.children];

  const number = (list) => {
    items(list).forEach((item, index) => {
      const field = item.querySelector(".reorder input[name=position]");
      if (field) field.value = index + 1;
    });
  };

  const say = (sentence, kind) => {
    live.textContent = sentence;
    live.className = kind;
  };

  const save = async (list, moved, before) => {
    const body = new URLSearchParams({ csrf: root.querySelector("input[name=csrf]").value });
    if (list.dataset.order) body.set("parent", list.dataset.order);
    for (const item of items(list)) body.append("order", item.dataset.id);
    try {
      const answer = await fetch(root.dataset.action, { method: "POST", body });
      if (!answer.ok || !answer.redirected) throw new Error(`answered ${answer.status}`);
      number(list);
      const sentence = root.dataset.saved
        .replace("%position%", items(list).indexOf(moved) + 1)
        .replace("%count%", items(list).length)
        .replace("%name%", () => moved.querySelector(".tree__name").textContent);
      say(sentence, "flash");
    } catch {
      list.append(...before);
      say(root.dataset.failed, "note");
    }
  };

  // The item before which the dragged one falls: the first whose middle is below the pointer.
  const below = (list, dragged, y) =>
    items(list).find((item) => {
      if (item === dragged) return false;
      const box = item.getBoundingClientRect();
      return y < box.top + Math.min(box.height, 2 * dragged.offsetHeight) / 2;
    }) ?? null;

  const drag = (handle, item) => {
    const list = item.parentElement;
    handle.addEventListener("pointerdown", (down) => {
      if (down.button !== 0) return;
      down.preventDefault();
      item.classList.add("is-dragged");
      const before = items(list);
      const follow = (event) => {
        const next = below(list, item, event.clientY);
        if (next !== item.nextElementSibling) list.insertBefore(item, next);
      };
      const end = (event) => {
        document.removeEventListener("pointermove", follow);
        document.removeEventListener("pointerup", end);
        document.removeEventListener("pointercancel", end);
        item.classList.remove("is-dragged");
        if (event.type === "pointercancel") list.append(...before);
        else if (before.some((one, index) => one !== list.children[index])) save(list, item, before);
      };
      document.addEventListener("pointermove", follow);
      document.addEventListener("pointerup", end);
      document.addEventListener("pointercancel", end);
    });
  };

  if (root) {
    for (const list of [root, ...root.querySelectorAll("[data-order]")]) {
      for (const item of items(list)) {
        const handle = document.createElement("span");
        handle.className = "handle";
        handle.title = root.dataset.handle;
        handle.setAttribute("aria-hidden", "true");
        handle.textContent = "⠿";
        item.prepend(handle);
        drag(handle, item);
      }
    }
  }
}
