// What scrolls in a box of its own can be reached by keyboard.
const reach = () =>
  document.querySelectorAll("pre, .output, .picture, .cell_output, .table-wrapper, .formula, .output div").forEach((box) => {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1;
    if (scrolls && /auto|scroll/.test(getComputedStyle(box).overflowX)) box.tabIndex = 0;
  });
addEventListener("load", reach);
addEventListener("resize", reach);

// The explorer keeps what it is asked behind the "#", where no form puts it.
addEventListener("submit", (event) => {
  if (!event.target.matches(".ask")) return;
  event.preventDefault();
  location.href = `${event.target.action}#${new URLSearchParams(new FormData(event.target))}`;
});

// The sense of a term for who has no mouse to point with: by a tap; by keyboard, where a term that
// needs explaining is a stop at its first place, and arrow keys go on from word to word.
const tell = (term) => {
  document.querySelector(".gloss")?.remove();
  if (!term) return;
  const shown = document.createElement("p");
  shown.className = "gloss";
  shown.setAttribute("role", "status");
  document.querySelector("article").append(shown);
  shown.textContent = `${term.textContent}: ${term.title}`;
};
const termOf = (event) => event.target.closest(".report abbr");
addEventListener("click", (event) => tell(termOf(event)));
addEventListener("focusin", (event) => tell(termOf(event)));
addEventListener("keydown", (event) => {
  const term = termOf(event), step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (event.key === "Escape") tell();
  if (event.key === "Enter" && term) tell(term);
  if (!term || !step) return;
  event.preventDefault();
  const terms = [...document.querySelectorAll(".report abbr")];
  const to = terms[terms.indexOf(term) + step];
  if (!to) return;
  if (!to.hasAttribute("tabindex")) to.tabIndex = -1;
  to.focus();
});
addEventListener("DOMContentLoaded", () => {
  const seen = new Set();
  for (const term of document.querySelectorAll(".report section :not(a) > abbr[title*=': ']")) {
    if (seen.has(term.textContent)) continue;
    seen.add(term.textContent);
    term.tabIndex = 0;
    term.setAttribute("role", "button");
  }
});

// Where a search led to a page, begin at what was found. Sphinx marks it a moment after loading,
// and passes over some of what stands behind a mark, so it is asked until it finds no more.
const found = () => [...document.querySelectorAll("article .highlighted")];
const begin = () => {
  const terms = new Set(found().map((one) => one.textContent.toLowerCase()));
  for (let before = -1; before < found().length; ) {
    before = found().length;
    for (const one of terms) _highlightText(document.querySelector("article"), one, "highlighted");
  }
  found()[0]?.scrollIntoView({ block: "center", behavior: "instant" });
};
addEventListener("load", () => location.hash || setTimeout(begin, 50));

// One button for the code of all cells, where it is folded.
addEventListener("DOMContentLoaded", () => {
  const folded = document.querySelectorAll("article .cell details.hide");
  if (!folded.length) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "all-code";
  const say = (shown) => (button.textContent = shown ? "Hide all code 隐藏全部代码" : "Show all code 显示全部代码");
  say(false);
  button.addEventListener("click", () => {
    const shown = ![...folded].every((one) => one.open);
    folded.forEach((one) => (one.open = shown));
    say(shown);
  });
  document.querySelector("article h1").after(button);
});
