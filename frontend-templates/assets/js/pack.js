// While a pack is being made, its standing is fetched anew now and then. Without it the page has a link that does the same.
const PAUSE = 2000;

async function look() {
  const shown = document.getElementById("standing");
  if (!shown || shown.dataset.finished === "true") {
    return;
  }
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.getElementById("standing");
    if (answer.ok && next?.dataset.finished === "true") {
      location.reload();
      return;
    }
    if (answer.ok && next) {
      shown.replaceChildren(...next.childNodes);
    }
  } catch {
    // The server may be restarting: the next look will tell.
  }
  setTimeout(look, PAUSE);
}

setTimeout(look, PAUSE);
