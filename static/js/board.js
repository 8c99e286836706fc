// Drag a mentee ([data-move]) onto a mentor's card ([data-mentor]): it opens the page that says what the change costs.
// Everything can be done without this by the links on each row.
const dropped = "text/x-gurukool-move";

document.querySelectorAll(".drag-hint").forEach((hint) => { hint.hidden = !matchMedia("(pointer: fine)").matches; });

document.querySelectorAll("[data-move]").forEach((row) => {
  row.draggable = true;
  row.addEventListener("dragstart", (event) => {
    event.dataTransfer.setData(dropped, row.dataset.move);
    event.dataTransfer.effectAllowed = "move";
  });
});

document.querySelectorAll("[data-mentor]").forEach((card) => {
  const over = (event) => event.dataTransfer.types.includes(dropped);
  card.addEventListener("dragover", (event) => { if (over(event)) { event.preventDefault(); card.classList.add("over"); } });
  card.addEventListener("dragleave", (event) => { if (!card.contains(event.relatedTarget)) card.classList.remove("over"); });
  card.addEventListener("drop", (event) => {
    if (!over(event)) return;
    event.preventDefault();
    const url = new URL(event.dataTransfer.getData(dropped), location.href);
    url.searchParams.set("to", card.dataset.mentor);
    location.assign(url);
  });
});
