// A box over a column of boxes selects them all. Without it they are ticked one by one.
for (const all of document.querySelectorAll("input[data-select-all]")) {
  const boxes = () => [...all.closest("form").querySelectorAll(`input[name="${all.dataset.selectAll}"]`)];
  const look = () => {
    const ticked = boxes().filter((box) => box.checked).length;
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
  };
  all.hidden = false;
  all.addEventListener("change", () => boxes().forEach((box) => { box.checked = all.checked; }));
  all.closest("form").addEventListener("change", (event) => event.target !== all && look());
  look();
}
