// The menus work without this; with it, Escape and a click elsewhere close the account's, and the room one is in is in sight on a phone.
document.querySelector(".nav [aria-current]")?.scrollIntoView({ inline: "nearest", block: "nearest" });
const close = (except) => document.querySelectorAll("details.menu[open]").forEach((menu) => { if (menu !== except) menu.open = false; });
document.addEventListener("click", (event) => close(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.menu[open]");
  if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
});
