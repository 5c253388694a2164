// The desk in the browser: a file dropped anywhere on the field is sent, and work is watched until its state changes.
(() => {
  const drop = document.getElementById("drop");
  if (drop) {
    const file = drop.elements.file;
    const send = () => { drop.classList.add("sending"); drop.querySelector("button").disabled = true; drop.submit(); };
    for (const kind of ["dragenter", "dragover"]) drop.addEventListener(kind, (event) => { event.preventDefault(); drop.classList.add("over"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length === 0) return;
      file.files = event.dataTransfer.files;
      send();
    });
    file.addEventListener("change", () => file.files.length && send());
  }

  const work = document.getElementById("work");
  if (!work || !["reading", "working"].includes(work.dataset.state)) return;
  const stages = work.querySelector(".stages");
  const row = (stage) => {
    const li = document.createElement("li"), name = document.createElement("span"), bar = document.createElement("progress"), step = document.createElement("small");
    name.textContent = stage.name;
    bar.max = 1;
    if (stage.done > 0) bar.value = stage.done; // a bar without a value moves by itself
    bar.setAttribute("aria-label", stage.name);
    step.textContent = stage.done < 1 ? stage.step : "";
    li.append(name, " ", bar, " ", step);
    return li;
  };
  const look = async () => {
    const told = await fetch(work.dataset.watch).then((reply) => reply.json()).catch(() => null);
    if (told && told.state !== work.dataset.state) return location.reload();
    if (told) stages?.replaceChildren(...told.stages.map(row));
    setTimeout(look, 700);
  };
  look();
})();
