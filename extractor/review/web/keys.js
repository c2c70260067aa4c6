// One letter each; never while somebody types, never with a modifier.
const TABS = ["results", "matrix", "pictures", "news"];
const KEYS = {
  j: () => step(1), ArrowDown: () => step(1), k: () => step(-1), ArrowUp: () => step(-1),
  a: () => act("accept"), c: () => act("correct"), r: () => act("reject"), n: () => act("add"), u: () => act("undo"),
  "/": () => document.getElementById("search").focus(),
  1: () => showTab("results"), 2: () => showTab("matrix"), 3: () => showTab("pictures"), 4: () => showTab("news"),
  d: () => saveDecisions(), l: () => switchLanguage(), "?": () => openHelp(),
};
const EVERYWHERE = new Set(["1", "2", "3", "4", "d", "l", "?"]);

function typing(target) {
  return target.closest && target.closest("input, textarea, select, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (form.open) { event.preventDefault(); closeForm(); }
    else if (typing(event.target)) event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (typing(event.target) || document.getElementById("help").open) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const run = KEYS[key];
  if (!run || (state.tab !== "results" && !EVERYWHERE.has(key))) return;
  if (form.open && !EVERYWHERE.has(key)) return;
  event.preventDefault();
  Promise.resolve(run()).catch(failed);
});

function openHelp() {
  const dialog = document.getElementById("help");
  const rows = ["j", "k", "a", "c", "r", "n", "u", "/", "1 2 3 4", "d", "l", "?"];
  replace(dialog, el("h2", {}, word("page-keys")),
    el("dl", {}, rows.map((key) => [el("dt", {}, key.split(" ").map((one) => el("kbd", {}, one))), el("dd", {}, word(`key-${key.split(" ")[0]}`))])),
    el("p", {}, word("page-add-told")),
    el("button", { type: "button", on: { click: () => dialog.close() } }, word("page-close"), " ", el("kbd", {}, "Esc")));
  dialog.setAttribute("aria-label", word("page-keys"));
  dialog.showModal();
}

function saveDecisions() {
  download("decisions.jsonl", ledger.jsonl(), "application/jsonl");
}
