// Keeps URLs short and readable: fields left empty are not sent. Everything works without it.
for (const form of document.querySelectorAll("form[data-drop-empty]")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && field.value === "") {
        field.disabled = true;
      }
    }
    setTimeout(() => {
      for (const field of form.elements) {
        field.disabled = false;
      }
    });
  });
}

// A panel that was opened from the keyboard or the mouse closes with Escape or a click beside it.
const panels = () => document.querySelectorAll("details.viewing[open]");
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const panel of panels()) {
      panel.open = false;
      panel.querySelector("summary").focus();
    }
  }
});
document.addEventListener("click", (event) => {
  for (const panel of panels()) {
    if (!panel.contains(event.target)) {
      panel.open = false;
    }
  }
});
