// Keys, marking of spans by selecting text, and pick-lists. Every page works without this file, by forms and links.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const base = document.body.dataset.base;
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const typing = (node) => node && (node.matches("input:not([type=checkbox], [type=radio]), textarea, select") || node.isContentEditable);
  let leaving = false;
  addEventListener("submit", (event) => {
    if (leaving) event.preventDefault(); // one verdict per look: a second press before the next page is not another verdict
    else if (event.target.method === "post") leaving = true;
  });
  addEventListener("pageshow", () => { leaving = false; });

  // -- the record's place in the text comes into view
  const text = $("#text"), own = $(".own[data-o]") || $(".sentence.here") || $(".note.here");
  if (text && own) {
    const box = text.getBoundingClientRect(), at = own.getBoundingClientRect();
    text.scrollTop += at.top - box.top - box.height / 3;
  }

  // -- marking
  const fields = $("#fields");
  let target = null, dirty = false;
  const spans = fields ? all("input.span", fields).filter((i) => !i.readOnly) : [];
  const mark = (input) => {
    target = input;
    all(".field.marking").forEach((f) => f.classList.remove("marking"));
    if (input) {
      const field = input.closest(".field");
      field.classList.add("marking");
      all(".mark", fields).forEach((b) => b.setAttribute("aria-pressed", String(field.contains(b))));
    } else if (fields) all(".mark", fields).forEach((b) => b.setAttribute("aria-pressed", "false"));
    const note = $("#marking");
    if (note) note.textContent = input ? `Select words in the text for “${$("label", input.closest(".field")).textContent}”.` : "Select words in the text to mark them.";
  };
  spans.forEach((input) => input.addEventListener("focus", () => mark(input)));
  if (fields) fields.addEventListener("focusin", (event) => { if (target && !target.closest(".field").contains(event.target)) mark(null); });
  if (fields) all(".mark", fields).forEach((b) => b.addEventListener("click", () => mark($("input.span", b.closest(".field")))));
  const offset = (node, within) => {
    // The raw offset of a place in the text: code points, as the server counts.
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-o]");
    if (!piece) return null;
    const before = document.createRange();
    before.setStart(piece, 0);
    before.setEnd(node, within);
    return Number(piece.dataset.o) + [...before.toString()].length;
  };
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.commonAncestorContainer)) return null;
    // Notes stand among the sentences that call them: a run of words is of the one or of the other.
    const within = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".note");
    const over = all("[data-o]", text).filter((p) => range.intersectsNode(p) && p.firstChild && within(p) === within(range.startContainer));
    if (!over.length) return null;
    const first = over[0], last = over[over.length - 1];
    const start = first.contains(range.startContainer) ? offset(range.startContainer, range.startOffset) : Number(first.dataset.o);
    const end = last.contains(range.endContainer) ? offset(range.endContainer, range.endOffset) : Number(last.dataset.o) + [...last.textContent].length;
    let words = "", reached = 0;
    for (const piece of over) {
      const letters = [...piece.textContent], from = Number(piece.dataset.o);
      if (words && from > reached) words += " "; // a blank between sentences, or what a note's body interrupts
      reached = from + letters.length;
      words += letters.slice(Math.max(0, start - from), Math.max(0, end - from)).join("");
    }
    const left = [...words].length - [...words.trimStart()].length, right = [...words].length - [...words.trimEnd()].length;
    return words.trim() ? { start: start + left, end: end - right, words: words.trim().replace(/\s+/g, " ") } : null;
  };
  // -- what selected words are for is asked beside them, unless a field is being marked
  const heard = new Map(); // an input of spans -> the words in the text that it now means
  const show = (input) => {
    const range = heard.get(input);
    if (input === spans[0]) text.classList.toggle("moved", Boolean(range));
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.set("chosen", new Highlight(...heard.values()));
  };
  const choice = document.createElement("div");
  choice.id = "choice"; choice.hidden = true;
  choice.setAttribute("role", "group"); choice.setAttribute("aria-label", "What the selected words are for");
  document.body.append(choice);
  const offer = (found) => {
    const button = (words, act) => {
      const made = document.createElement("button");
      made.type = "button"; made.textContent = words;
      made.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
      made.addEventListener("click", () => { choice.hidden = true; act(); });
      return made;
    };
    const field = spans.length && $("label", spans[0].closest(".field")).textContent;
    const rows = spans.length ? [button(`Use for “${field}”`, () => use(spans[0], found))] : [];
    if ($("#add")) rows.push(button("New record", () => keys.n()));
    if (!rows.length) return;
    choice.replaceChildren(...rows);
    choice.hidden = false;
    const at = getSelection().getRangeAt(0).getClientRects(), last = at[at.length - 1], own = choice.getBoundingClientRect();
    choice.style.left = `${Math.max(8, Math.min(last.right - own.width / 2, innerWidth - own.width - 8))}px`;
    choice.style.top = `${Math.max(8, Math.min(last.bottom + 6, innerHeight - own.height - 8))}px`;
  };
  const take = () => {
    choice.hidden = true;
    const found = text && selected();
    if (!found) return;
    if (!target) return offer(found);
    use(target, found);
    mark(null);
  };
  const use = (input, found) => {
    heard.set(input, getSelection().getRangeAt(0).cloneRange());
    show(input);
    input.value = `${found.start}-${found.end}`;
    const shown = $("output", input.closest(".field"));
    if (!("was" in shown.dataset)) shown.dataset.was = shown.textContent;
    shown.textContent = found.words;
    shown.classList.remove("quiet");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  if (text) {
    const began = (event) => { text.classList.toggle("in-note", Boolean(event.target.closest(".note"))); text.classList.toggle("in-body", !event.target.closest(".note")); };
    text.addEventListener("mousedown", began);
    text.addEventListener("touchstart", began, { passive: true });
    text.addEventListener("scroll", () => { choice.hidden = true; }, { passive: true });
    addEventListener("scroll", () => { choice.hidden = true; }, { passive: true });
    addEventListener("mousedown", (event) => { if (!choice.contains(event.target)) choice.hidden = true; });
    text.addEventListener("mouseup", () => setTimeout(take));
    text.addEventListener("change", (event) => {
      if (!event.target.id.startsWith("show-")) return;
      const off = all(".legend input", text).filter((i) => !i.checked).map((i) => i.id.slice(5));
      document.cookie = `regesta_unmarked=${off.join(".")}; path=${base || "/"}; max-age=31536000; samesite=strict`;
    });
    text.addEventListener("touchend", () => setTimeout(take));
    text.addEventListener("keyup", (event) => { if (event.shiftKey || event.key === "Shift") take(); });
    text.addEventListener("click", (event) => {
      if (!getSelection().isCollapsed) return;
      const piece = event.target.closest("[data-o]");
      if (!piece) return;
      if (piece.closest(".call")) return; // the label opens its note
      const names = (piece.dataset.i || "").split(" ").filter(Boolean);
      const link = names.length && document.getElementById(`item-${names[names.length - 1]}`);
      if (link) link.click();
    });
    all(".around a").forEach((link) => {
      const pieces = () => all(`[data-i~="${link.id.slice(5)}"]`, text);
      link.addEventListener("mouseenter", () => pieces().forEach((p) => p.classList.add("hover")));
      link.addEventListener("mouseleave", () => pieces().forEach((p) => p.classList.remove("hover")));
    });
  }
  const plain = (control) => (control.tagName === "SELECT" ? ([...control.options].find((o) => o.defaultSelected) || control.options[0]).value : control.defaultValue);
  const revertible = (field, same) => {
    // A changed field has a button that puts back what it held.
    let button = $(".revert", field);
    if (!button && !same) {
      button = document.createElement("button");
      button.type = "button"; button.className = "small revert"; button.textContent = "revert";
      button.setAttribute("aria-label", `Revert ${$("label", field).textContent}`);
      button.addEventListener("click", () => {
        const control = $("input, select, textarea", field), shown = $("output", field);
        control.value = plain(control);
        if (shown && "was" in shown.dataset) shown.textContent = shown.dataset.was;
        heard.delete(control);
        if (text) show(control);
        control.dispatchEvent(new Event("input", { bubbles: true, detail: 0 }));
        control.focus({ preventScroll: true });
        if (control.matches(".span")) mark(null);
      });
      $("label", field).after(button);
    }
    if (button) button.hidden = same;
  };
  if (fields) {
    fields.addEventListener("input", (event) => {
      const field = event.target.closest(".field");
      if (!field) return;
      const control = event.target, held = $(".held", field);
      if (held) held.hidden = control.value !== control.defaultValue; // they are the words of what it held
      const same = control.tagName === "SELECT" ? [...control.options].every((o) => o.selected === o.defaultSelected) : control.value === control.defaultValue;
      field.classList.toggle("changed", !same);
      revertible(field, same);
      dirty = Boolean($(".field.changed", fields));
      const words = $("#accept span");
      if (words) words.textContent = dirty ? "Accept as edited" : "Accept";
    });
    addEventListener("beforeunload", (event) => { if (dirty && !leaving) event.preventDefault(); });
  }

  // -- pick-lists
  all("[data-pick]").forEach((field, number) => {
    const input = $("input", field);
    if (!input || input.readOnly) return;
    const list = document.createElement("ul");
    list.className = "options"; list.id = `options-${number}`; list.hidden = true;
    list.setAttribute("role", "listbox"); list.setAttribute("aria-label", "Suggestions");
    field.append(list);
    input.setAttribute("role", "combobox"); input.setAttribute("aria-autocomplete", "list"); input.setAttribute("aria-controls", list.id); input.setAttribute("aria-expanded", "false");
    const names = field.dataset.pick === "actor" && !("id" in field.dataset); // fields of actors hold names, the others ids
    let rows = [], at = -1, timer = 0, asked = 0;
    const close = () => { list.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
    const point = (to) => {
      at = (to + rows.length) % rows.length;
      all("li", list).forEach((li, n) => { li.setAttribute("aria-selected", String(n === at)); if (n === at) { input.setAttribute("aria-activedescendant", li.id); li.scrollIntoView({ block: "nearest" }); } });
    };
    const choose = (row) => {
      const value = names ? row.label : row.id;
      input.value = "many" in input.dataset ? [...input.value.split(";").slice(0, -1).map((s) => s.trim()), value].filter(Boolean).join("; ") : value;
      input.title = row.label;
      close();
      input.dispatchEvent(new Event("input", { bubbles: true }));
      clearTimeout(timer);
    };
    const ask = async () => {
      const words = ("many" in input.dataset ? input.value.split(";").pop() : input.value).trim();
      if (!words) return close();
      const mine = ++asked;
      const answer = await fetch(`${base}/pick?${new URLSearchParams({ kind: field.dataset.pick, q: words, document: field.dataset.document })}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || mine !== asked || document.activeElement !== input) return;
      const here = document.getElementById("fields")?.action.split("/").pop();
      rows = (await answer.json()).filter((row) => row.id !== decodeURIComponent(here || ""));
      list.replaceChildren(...rows.map((row, n) => {
        const li = document.createElement("li");
        li.id = `${list.id}-${n}`; li.setAttribute("role", "option"); li.setAttribute("aria-selected", "false");
        li.textContent = row.label.length > 140 ? `${row.label.slice(0, 140)} …` : row.label;
        li.addEventListener("mousedown", (event) => { event.preventDefault(); choose(row); });
        return li;
      }));
      list.hidden = !rows.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if ("id" in field.dataset && rows.length) point(0);
    };
    input.addEventListener("input", (event) => { if (event.isTrusted || event.detail === undefined) { clearTimeout(timer); timer = setTimeout(ask, 120); } });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown") point(at + 1);
      else if (event.key === "ArrowUp") point(at - 1);
      else if (event.key === "Enter" && at >= 0) choose(rows[at]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault(); event.stopPropagation();
    });
  });

  // -- keys
  const open = (box, input) => { const details = $(box); if (details) { details.open = true; $(input).focus(); } };
  const help = $("#help");
  $("#help-button")?.addEventListener("click", () => help.showModal());
  const rows = all(".row");
  const step = (by) => {
    if (rows.length) { const now = rows.indexOf(document.activeElement); rows[Math.min(rows.length - 1, Math.max(0, now + by))].focus(); }
    else $(by > 0 ? '[rel="next"]' : '[rel="prev"]')?.click();
  };
  const press = (selector) => { if (!leaving) $(selector)?.click(); };
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press("#accept"),
    d: () => press("#defer"),
    u: () => press("#undo button, .flash button"),
    r: () => open("#reject-box", "#reason"),
    m: () => open("#merge-box", "#into"),
    c: () => open("#comment-box", "#comment"),
    n: () => {
      const found = text && selected();
      if (!found) return press("#add");
      const values = { document: text.dataset.document, at: `${found.start}-${found.end}`, back: text.dataset.back || "", queue: text.dataset.queue || "" };
      location.href = `${base}/new?${new URLSearchParams(values)}`;
    },
    e: () => { const first = fields && all("input:not([type=hidden]), select, textarea", fields).find((i) => i.checkVisibility()); if (first) { first.focus(); first.select?.(); } },
    q: () => $("#to-queue").click(),
    x: () => { const box = document.activeElement?.closest("li")?.querySelector("input.pick"); if (box) box.checked = !box.checked; },
    "/": () => { $("#q")?.focus(); $("#q")?.select(); },
    "?": () => help.showModal(),
  };
  $("#add")?.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  $("#add")?.addEventListener("click", (event) => { if (text && selected()) { event.preventDefault(); keys.n(); } });
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") { choice.hidden = true; if (target) mark(null); all(".acts details[open]").forEach((d) => { d.open = false; }); if (typing(document.activeElement)) document.activeElement.blur(); return; }
    if (typing(document.activeElement) || help.open) return;
    if (event.key === "Enter" && document.activeElement === document.body) { $("#begin")?.click(); return; }
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
