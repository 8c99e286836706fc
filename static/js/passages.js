// Selecting words in a section puts them into the field for the passage one remarks on, and opens it.
document.addEventListener("selectionchange", () => {
  const selected = document.getSelection();
  const words = selected.toString().trim();
  if (!words || !selected.anchorNode) return;
  const section = selected.anchorNode.parentElement.closest("[data-section]");
  if (!section || !section.contains(selected.focusNode)) return;
  const field = document.querySelector(`[data-passage-of="${section.dataset.section}"]`);
  field.value = words;
  field.closest("details").open = true;
});
