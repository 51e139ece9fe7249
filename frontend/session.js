// Five minutes before the session ends the page says so, and lets the person stay. Until the server knows better, the
// session of a page ends as it was told when the page was asked for; another tab that was used later tells this one.
const WARNING = 5 * 60 * 1000;
const dialog = document.getElementById("session-end");

if (dialog) {
  const form = dialog.querySelector("form[method=post]");
  const trouble = dialog.querySelector("[data-trouble]");
  const tabs = new BroadcastChannel("session-end");
  let ends = { idle: 0, whole: 0 };
  let shown = "";

  const state = () => {
    const left = Math.min(ends.idle, ends.whole) - Date.now();
    if (left <= 0) return "ended";
    if (left > WARNING) return "";
    return ends.whole <= ends.idle ? "whole" : "idle";
  };
  const show = () => {
    const found = state();
    if (found === shown) return;
    shown = found;
    trouble.hidden = true;
    if (!found) return dialog.close();
    const end = new Date(Math.min(ends.idle, ends.whole));
    const time = end.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    for (const place of dialog.querySelectorAll("[data-time]")) place.textContent = time;
    for (const part of dialog.querySelectorAll("[data-when]")) {
      part.hidden = !part.dataset.when.split(" ").includes(found);
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("form:not([hidden]) button").focus();
  };
  const told = (since, { idle, whole }) => {
    ends = { idle: since + Number(idle) * 1000, whole: since + Number(whole) * 1000 };
    tabs.postMessage(ends);
    show();
  };

  tabs.addEventListener("message", ({ data }) => {
    if (data.idle > ends.idle) ends = data;
    show();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const since = Date.now();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!answer.ok) throw new Error(answer.status);
      told(since, await answer.json());
    } catch {
      trouble.hidden = false;
    }
  });
  told(Date.now() - performance.now(), dialog.dataset); // since the page was asked for
  setInterval(show, 1000);
}
