// The reading view: layers are switched on and off (and stay so), and an address of a character leads to the words there.
(() => {
  const text = document.getElementById("text");
  if (!text) return;
  document.documentElement.classList.add("with-script");
  for (const box of document.querySelectorAll("[data-layer]")) {
    const name = `regesta layer ${box.dataset.layer}`;
    try { box.checked = localStorage.getItem(name) !== "off"; } catch { /* no storage: all layers, each time */ }
    const turn = () => text.classList.toggle(`no-${box.dataset.layer}`, !box.checked);
    box.addEventListener("change", () => { turn(); try { localStorage.setItem(name, box.checked ? "on" : "off"); } catch { /* as above */ } });
    turn();
  }
  // #at=123 or #at=123-145: the sentence that holds that character.
  const lead = () => {
    const at = Number(/^#at=(\d+)/.exec(location.hash)?.[1] ?? NaN);
    if (Number.isNaN(at)) return;
    const sentences = [...text.querySelectorAll(".sentence")].filter((s) => Number(s.id.slice(1)) <= at);
    const found = sentences.at(-1);
    if (!found) return;
    for (const s of text.querySelectorAll(".sentence.here")) s.classList.remove("here");
    found.classList.add("here");
    found.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", lead);
  lead();
})();
