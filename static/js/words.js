// A live word count under any `textarea[data-words-to]` (and `data-words-from`), and textareas that grow with their text.
const count = (text) => (text.match(/\S+/g) || []).length;

const verdict = (words, from, to) => {
  const said = words === 1 ? "1 word" : `${words} words`;
  if (words < from) return `${said}; ${from} to ${to} read best`;
  if (words <= to) return from ? `${said}: a good length` : `${said} of ${to}`;
  return `${said}; ${words - to} more than the ${to} that read best`;
};

const watch = (area) => {
  const from = Number(area.dataset.wordsFrom || 0);
  const to = Number(area.dataset.wordsTo);
  const line = document.createElement("p");
  line.className = "words";
  const spoken = document.createElement("span"); // told to screen readers after a pause, not at every key
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  const seen = document.createElement("span");
  seen.setAttribute("aria-hidden", "true");
  line.append(seen, spoken);
  area.after(line);
  let pause;
  const show = () => {
    seen.textContent = verdict(count(area.value), from, to);
    clearTimeout(pause);
    pause = setTimeout(() => { if (document.activeElement === area) spoken.textContent = seen.textContent; }, 1200);
  };
  area.addEventListener("input", show);
  show();
};

const grow = (area) => { area.style.height = "auto"; area.style.height = `${area.scrollHeight + 2}px`; };

const ready = (root) => {
  root.querySelectorAll("textarea[data-words-to]:not([data-watched])").forEach((area) => { area.dataset.watched = ""; watch(area); });
  if (CSS.supports("field-sizing", "content")) return;
  root.querySelectorAll("textarea:not([data-grows])").forEach((area) => {
    area.dataset.grows = "";
    area.addEventListener("input", () => grow(area));
    grow(area);
  });
};

ready(document);
document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
