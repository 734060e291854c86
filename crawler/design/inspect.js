"use strict";
(() => {
  const blocks = [...document.querySelectorAll(".block")];
  const boxes = [...document.querySelectorAll("#filter input")];
  const folds = [...document.querySelectorAll("aside details")];
  const parts = [...document.querySelectorAll(".fold")]; // long runs of blocks outside the article
  const wide = matchMedia("(min-width: 60rem)");

  function filter() {
    const kinds = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const block of blocks) block.hidden = !kinds.has(block.dataset.kind);
    for (const part of parts) part.hidden = [...part.querySelectorAll(".block")].every((block) => block.hidden);
    const count = blocks.filter((block) => !block.hidden).length;
    document.querySelector("#shown").textContent = `${count} of ${blocks.length} blocks`;
  }

  function show(which) {
    for (const box of boxes) box.checked = which === "all" || (box.value === "kept") === (which === "kept");
    for (const part of parts) part.firstElementChild.open = which === "removed";
    filter();
  }

  // The next visible removal after the focused block, or the previous one.
  function step(direction) {
    const removed = blocks.filter((block) => !block.hidden && block.dataset.kind !== "kept" && block.checkVisibility());
    const focused = document.activeElement.closest(".block");
    const isNext = (block) => focused.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_FOLLOWING;
    const isPrevious = (block) => focused.compareDocumentPosition(block) & Node.DOCUMENT_POSITION_PRECEDING;
    let target = removed[0];
    if (focused) target = direction > 0 ? removed.find(isNext) : removed.findLast(isPrevious);
    if (target) target.focus();
  }

  function quiet(isQuiet) {
    document.body.classList.toggle("quiet", isQuiet);
  }

  function fold() {
    for (const part of folds) part.open = wide.matches;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "Escape") quiet(true);
  });
  for (const block of blocks) {
    block.addEventListener("focus", () => quiet(false));
    block.addEventListener("mouseenter", () => quiet(false));
    block.addEventListener("click", () => quiet(false));
  }
  // A tap beside the blocks puts the card away; a tap on a block must not leave it under its card.
  document.addEventListener("click", (event) => {
    const block = event.target.closest(".block");
    if (!block) quiet(true);
    else if (!wide.matches) block.scrollIntoView({ block: "nearest" });
  });
  for (const button of document.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => show(button.dataset.show));
  }
  for (const box of boxes) box.addEventListener("change", filter);
  wide.addEventListener("change", fold);
  fold();
  filter();
})();
