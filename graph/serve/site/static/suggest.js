// Suggestions beneath the search field: a list box after the ARIA pattern of a combobox. Arrows choose, Enter goes there, Escape closes; without this script the field searches as before.
(() => {
  const field = document.getElementById("q");
  const form = field?.form;
  if (!form) return;
  const list = document.createElement("ul");
  list.id = "suggested"; list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "Names that fit"); list.hidden = true;
  form.append(list);
  const told = document.createElement("p");
  told.className = "hidden"; told.setAttribute("role", "status");
  form.append(told);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id], ["autocomplete", "off"]]) field.setAttribute(name, value);
  let chosen = -1, asked = "", waiting = 0;
  const close = () => { list.hidden = true; chosen = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const choose = (number) => {
    const rows = [...list.children];
    if (!rows.length) return;
    chosen = (number + rows.length) % rows.length; // round and round
    rows.forEach((row, n) => row.setAttribute("aria-selected", String(n === chosen)));
    if (rows[chosen]) { field.setAttribute("aria-activedescendant", rows[chosen].id); rows[chosen].scrollIntoView({ block: "nearest" }); } else field.removeAttribute("aria-activedescendant");
  };
  const show = (found) => {
    list.replaceChildren(...found.map((one, n) => {
      const row = document.createElement("li"), name = document.createElement("span"), about = document.createElement("span");
      row.id = `suggested-${n}`; row.setAttribute("role", "option"); row.setAttribute("aria-selected", "false"); row.dataset.href = one.href;
      name.textContent = one.label; about.className = "quiet"; about.textContent = [one.kind, one.about].filter(Boolean).join(", ");
      row.append(name, " ", about);
      row.addEventListener("mousedown", (event) => { event.preventDefault(); location.href = one.href; });
      return row;
    }));
    list.hidden = found.length === 0; chosen = -1;
    field.setAttribute("aria-expanded", String(!list.hidden)); field.removeAttribute("aria-activedescendant");
    told.textContent = found.length ? `${found.length} names fit; arrow down to choose` : "";
  };
  const ask = async () => {
    const words = field.value.trim();
    if (words === asked) return;
    asked = words;
    if (words.length < 2) { show([]); return; }
    try {
      const got = await fetch(`/suggest?q=${encodeURIComponent(words)}`);
      if (got.ok && asked === words) show(await got.json());
    } catch { close(); }
  };
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { if (!list.hidden) { event.preventDefault(); close(); } return; } // a second one empties the field
    if (list.hidden) { if (event.key === "ArrowDown") { asked = ""; ask(); } return; }
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? -1 : chosen - 1); }
    else if (event.key === "Enter" && list.children[chosen]) { event.preventDefault(); location.href = list.children[chosen].dataset.href; }
  });
  field.addEventListener("blur", close);
})();
