"use strict";
(() => {
  const table = document.querySelector(".overview");
  const sources = [...table.tBodies];
  const heads = [...table.tHead.rows[0].cells];
  const problems = document.querySelector("#problems");
  const find = document.querySelector("#find");

  function button(text) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    return made;
  }

  function filter() {
    const words = find.value.trim().toLowerCase();
    for (const source of sources) {
      const isOk = source.dataset.state === "ok";
      source.hidden = (problems.checked && isOk) || !source.rows[0].textContent.toLowerCase().includes(words);
    }
    const count = sources.filter((source) => !source.hidden).length;
    document.querySelector("#shown").textContent = `${count} of ${sources.length} shown`;
  }

  // Numbers are compared as numbers, everything else as text.
  function compare(first, second, column) {
    const [one, other] = [first, second].map((source) => source.rows[0].cells[column].dataset.sort);
    return one !== "" && other !== "" && !isNaN(one) && !isNaN(other) ? one - other : one.localeCompare(other);
  }

  function sort(column) {
    const isDown = heads[column].getAttribute("aria-sort") === "ascending";
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[column].setAttribute("aria-sort", isDown ? "descending" : "ascending");
    const sorted = sources.toSorted((first, second) => compare(first, second, column) * (isDown ? -1 : 1));
    table.append(...sorted);
  }

  function unfold(source, isOpen) {
    const toggle = source.querySelector("button");
    source.rows[1].hidden = !isOpen;
    toggle.setAttribute("aria-expanded", isOpen);
  }

  for (const source of sources) {
    const name = source.rows[0].cells[0].firstElementChild;
    const toggle = button(name.textContent);
    toggle.setAttribute("aria-controls", source.rows[1].id);
    name.replaceWith(toggle);
    source.rows[0].addEventListener("click", () => unfold(source, source.rows[1].hidden));
    unfold(source, false);
  }
  heads.forEach((head, column) => {
    const title = button(head.textContent);
    title.addEventListener("click", () => sort(column));
    head.replaceChildren(title);
  });
  problems.addEventListener("change", filter);
  find.addEventListener("input", filter);
  document.querySelector(".controls").hidden = false;
  filter();
})();
