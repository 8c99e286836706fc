// Guess the reader's time zone into `data-guess-zone` fields; the server adds that attribute only while it is unconfirmed.
// Browsers still report some names tzdata has renamed: offer the name people know, if the list has it.
const RENAMED = {
  "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Rangoon": "Asia/Yangon",
  "Europe/Kiev": "Europe/Kyiv", "America/Buenos_Aires": "America/Argentina/Buenos_Aires", "America/Godthab": "America/Nuuk",
  "America/Indianapolis": "America/Indiana/Indianapolis", "Atlantic/Faeroe": "Atlantic/Faroe", "Africa/Asmera": "Africa/Asmara",
};

const guessed = () => { try { return Intl.DateTimeFormat().resolvedOptions().timeZone || ""; } catch { return ""; } };

const fill = (field) => {
  const zone = guessed();
  const names = [RENAMED[zone], zone].filter(Boolean);
  const options = field.options && [...field.options].map((option) => option.value);
  const name = options ? names.find((candidate) => options.includes(candidate)) : names[0];
  if (!name) return;
  field.value = name;
  field.dispatchEvent(new Event("change", { bubbles: true }));
  if (field.type === "hidden") return;
  const hint = document.createElement("p");
  hint.className = "form-text";
  hint.textContent = `Guessed from your browser: ${name.replaceAll("_", " ")}. Please check it is where you live now.`;
  field.after(hint);
};

document.querySelectorAll("[data-guess-zone]").forEach(fill);
