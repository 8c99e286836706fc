// The review table and pile: j and k step through the rows, n opens the next review; ticks say what is left. All of it works without this.
// Single keys can be switched off (WCAG 2.1.4); the choice stays in this browser.
const OFF = "keys-off";
const isTyping = (target) => target.closest("textarea, select, input:not([type=checkbox], [type=radio])");

const step = (by) => {
  const links = [...document.querySelectorAll("[data-step]")];
  const here = links.indexOf(document.activeElement);
  const next = links[here < 0 ? 0 : Math.max(0, Math.min(links.length - 1, here + by))];
  if (next) next.focus();
};

document.addEventListener("keydown", (event) => {
  if (localStorage.getItem(OFF) || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const link = event.key === "n" && document.querySelector("[data-key=n]");
  if (link) link.click();
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});

const offerSwitch = (place) => {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet no-print";
  const show = () => {
    const off = localStorage.getItem(OFF);
    button.textContent = off ? "Keys are off" : "Keys: j down, k up, n next";
    button.setAttribute("aria-pressed", String(!off));
  };
  button.addEventListener("click", () => { if (localStorage.getItem(OFF)) localStorage.removeItem(OFF); else localStorage.setItem(OFF, "1"); show(); });
  show();
  place.after(button);
};

const countPlaces = (form) => {
  const output = form.querySelector("[data-capacity]");
  const show = () => {
    const ticked = form.querySelectorAll("[name=picked]:checked");
    const mentees = [...ticked].filter((box) => box.dataset.role === "mentee").length;
    const admits = form.querySelector("[name=verdict]:checked")?.value === "admitted";
    const left = Number(form.dataset.left) - (admits ? mentees : 0);
    output.textContent = `${ticked.length} ticked; ${left} place${left === 1 ? "" : "s"} for mentees left${admits ? " after admitting them" : ""}.`;
  };
  form.addEventListener("change", show);
};

document.querySelectorAll("table[data-steps]").forEach(offerSwitch);
document.querySelectorAll("form[data-left]").forEach(countPlaces);
