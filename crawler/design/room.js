"use strict";
// Keys of the reading room: / goes to the search field; j and k go to the next and previous headline of a list.
(() => {
  const headlines = () => [...document.querySelectorAll("main a.headline")];

  function step(direction) {
    const all = headlines();
    const here = all.indexOf(document.activeElement);
    const target = all[here < 0 ? (direction > 0 ? 0 : all.length - 1) : here + direction];
    if (target) target.focus();
  }

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, select, textarea");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      document.querySelector(".masthead input").focus();
    }
    if (document.body.classList.contains("inspection")) return; // it has these keys for its blocks
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
  });
})();
