// The coach beside a textarea: puts an offer into the text where one is typing, and keeps still when it has nothing new to say.
const place = (element) => element.closest(".coach-place");
const lookAgain = (area) => area.dispatchEvent(new CustomEvent("look", { bubbles: true }));

const put = (area, start, end, better) => {
  area.focus();
  area.setSelectionRange(start, end);
  // execCommand keeps the browser's own undo; where it is gone, the text is set all the same
  if (!document.execCommand(better ? "insertText" : "delete", false, better)) area.setRangeText(better, start, end, "end");
};

document.addEventListener("click", (event) => {
  const button = event.target.closest(".coach-place [data-take]");
  const area = button && document.getElementById(place(button).dataset.for);
  if (!area) return;
  event.preventDefault();
  if (area.value === place(button).read) put(area, ...button.dataset.take.split(" ").map(Number), button.dataset.better);
  lookAgain(area); // typed on since, or just changed: the advice was about another text
});

const areaOf = (target) => target?.classList.contains("coach-place") && document.getElementById(target.dataset.for);

document.addEventListener("htmx:beforeRequest", (event) => {
  const area = areaOf(event.detail.target);
  if (area) event.detail.target.asked = area.value;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  if (!areaOf(target) || xhr.status !== 200) return;
  target.read = target.asked;
  if (target.said === xhr.responseText) event.detail.shouldSwap = false; // no flicker, and nothing said twice to a screen reader
  target.said = xhr.responseText;
});

// After a review step the advice on the page is about the text on the page.
document.querySelectorAll(".coach-place").forEach((each) => { each.read = document.getElementById(each.dataset.for).value; });
