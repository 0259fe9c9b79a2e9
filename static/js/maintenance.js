// Says while a planned time is typed how long it is, in the page's zone; the preview says more.
for (const window of document.querySelectorAll("[data-zone]")) {
  const { zone, takes, utc, backwards } = window.dataset;
  const [from, until] = window.querySelectorAll("input[type=datetime-local]");
  const output = window.querySelector("[data-outlook]");
  const lang = document.documentElement.lang;

  // How far the zone's clocks are ahead of UTC at an instant.
  const ahead = (at) => {
    const parts = new Intl.DateTimeFormat("en-u-hc-h23", {
      timeZone: zone, year: "numeric", month: "numeric", day: "numeric",
      hour: "numeric", minute: "numeric", second: "numeric",
    }).formatToParts(at);
    const part = (type) => Number(parts.find((one) => one.type === type).value);
    return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) - at;
  };
  // The first instant at which the zone's clocks show a time; one that they jump over is as much later.
  const instant = (text) => {
    const shown = Date.parse(`${text}Z`);
    const day = 24 * 60 * 60 * 1000;
    const candidates = [shown - ahead(shown - day), shown - ahead(shown + day)];
    const fitting = candidates.filter((at) => at + ahead(at) === shown);
    return fitting.length > 0 ? Math.min(...fitting) : candidates[0];
  };
  const length = (minutes) => {
    const unit = (count, name) => count > 0
      ? [new Intl.NumberFormat(lang, { style: "unit", unit: name, unitDisplay: "long" }).format(count)]
      : [];
    return [
      ...unit(Math.floor(minutes / 1440), "day"),
      ...unit(Math.floor(minutes / 60) % 24, "hour"),
      ...unit(minutes % 60, "minute"),
    ].join(" ");
  };
  const say = () => {
    if (!from.value || !until.value) {
      output.textContent = "";
      return;
    }
    const [start, end] = [instant(from.value), instant(until.value)];
    if (!(end > start)) {
      output.textContent = backwards;
      return;
    }
    const plain = (at) => new Date(at).toISOString().slice(0, 16).replace("T", " ");
    output.textContent =
      `${takes} ${length(Math.round((end - start) / 60000))} · ${utc} ${plain(start)} – ${plain(end)}`;
  };
  from.addEventListener("change", say);
  until.addEventListener("change", say);
  say();
}
