// What scrolls in a box of its own can be reached by keyboard.
const reach = () =>
  document.querySelectorAll("pre, .output, .table-wrapper, .formula, .output div").forEach((box) => {
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
