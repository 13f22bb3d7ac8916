// Makes the marks of the patch timeline quicker to walk through: one tab stop for the picture, arrow keys from mark to mark and from
// lane to lane, and what a mark says shown at once. Without it every mark is a tab stop of its own and says the same.
const SVG_MARK = "svg.mark";

for (const picture of document.querySelectorAll("[data-marks]")) {
  const lanes = [...picture.querySelectorAll("svg.track")]
    .map((lane) => [...lane.querySelectorAll(SVG_MARK)].sort((one, other) => left(one) - left(other)))
    .filter((marks) => marks.length > 0);
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);

  let current = lanes[0]?.[0];
  for (const mark of lanes.flat()) {
    mark.querySelector("title")?.remove();
    mark.setAttribute("tabindex", mark === current ? "0" : "-1");
    mark.addEventListener("pointerenter", () => show(mark));
    mark.addEventListener("pointerleave", hide);
    mark.addEventListener("focus", () => show(mark));
    mark.addEventListener("blur", hide);
  }

  picture.addEventListener("keydown", (event) => {
    const mark = event.target.closest(SVG_MARK);
    if (event.key === "Escape") {
      hide();
    }
    const next = mark && neighbour(mark, event.key);
    if (next) {
      event.preventDefault();
      current.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      current = next;
      next.focus();
    }
  });

  function neighbour(mark, key) {
    const row = lanes.findIndex((marks) => marks.includes(mark));
    const column = lanes[row].indexOf(mark);
    switch (key) {
      case "ArrowLeft":
        return lanes[row][column - 1];
      case "ArrowRight":
        return lanes[row][column + 1];
      case "Home":
        return lanes[row][0];
      case "End":
        return lanes[row].at(-1);
      case "ArrowUp":
        return nearest(lanes[row - 1], mark);
      case "ArrowDown":
        return nearest(lanes[row + 1], mark);
      default:
        return undefined;
    }
  }

  function nearest(marks, mark) {
    return marks?.reduce((best, other) => (distance(other, mark) < distance(best, mark) ? other : best));
  }

  function show(mark) {
    tip.textContent = mark.getAttribute("aria-label");
    tip.hidden = false;
    const place = mark.querySelector(".reach").getBoundingClientRect();
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = `${Math.max(8, Math.min(place.left, room))}px`;
    const above = place.top - tip.offsetHeight - 6;
    tip.style.top = `${above > 0 ? above : place.bottom + 6}px`;
  }

  function hide() {
    tip.hidden = true;
  }
}

function left(mark) {
  return Number.parseFloat(mark.getAttribute("x"));
}

function distance(one, other) {
  return Math.abs(left(one) - left(other));
}
