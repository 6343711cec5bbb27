// What scrolls in a box of its own can be reached by keyboard.
const reach = () =>
  document.querySelectorAll("pre, .output, .table-wrapper, .formula, .output div").forEach((box) => {
    const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight + 1;
    if (scrolls && /auto|scroll/.test(getComputedStyle(box).overflowX)) box.tabIndex = 0;
  });
addEventListener("load", reach);
addEventListener("resize", reach);
