// “Quote” with words of the message selected quotes these; without, or without JavaScript, the whole message.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-quote]");
  const selected = document.getSelection();
  if (!link || !selected.toString().trim()) return;
  const body = link.closest(".message").querySelector(".body");
  if (!body.contains(selected.anchorNode) || !body.contains(selected.focusNode)) return;
  const address = new URL(link.href);
  address.searchParams.set("passage", selected.toString().slice(0, 1500));
  link.href = address;
});
