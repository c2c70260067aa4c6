// The page itself: tabs, language, what the address remembers, and the beginning.
const backend = setup.mode === "static" ? new StaticBackend() : new ServerBackend();

function announce(text) {
  const count = document.getElementById("count");
  if (count) count.textContent = `${word("page-count", { decided: state.decided, total: state.total })} · ${text}`;
}

function failed(problem) {
  document.querySelector(".opening")?.remove();
  const known = { token: "page-no-token", "old-browser": "page-old-browser" };
  alertUser(word(known[problem.message] || "page-not-answered", { why: problem.message }));
}

// Filters and the open record stand in the address, so that a reload comes back to them.
function remember() {
  const kept = new URLSearchParams();
  if (state.tab !== "results") kept.set("tab", state.tab);
  if (state.id) kept.set("id", state.id);
  for (const [name, value] of Object.entries(wanted)) if (value && !(name === "order" && value === "conflict")) kept.set(name, value);
  kept.set("lang", state.lang);
  history.replaceState(null, "", `#${kept}`);
}

function recall() {
  const kept = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(wanted)) if (kept.get(name)) wanted[name] = kept.get(name);
  if (TABS.includes(kept.get("tab"))) state.tab = kept.get("tab");
  if (kept.get("id")) state.id = kept.get("id");
  if (Object.hasOwn(setup.texts, kept.get("lang"))) state.lang = kept.get("lang");
}

function renderTop() {
  document.documentElement.lang = state.lang;
  document.title = `${state.name} – award-extractor`;
  document.getElementById("name").textContent = state.name;
  document.getElementById("skip").textContent = word("page-skip");
  replace(document.getElementById("tabs"), TABS.map((name, turn) => el("button", { type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(state.tab === name), "aria-controls": "main", tabindex: state.tab === name ? "0" : "-1", on: { click: () => showTab(name).catch(failed), keydown: (event) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    event.stopPropagation();
    const next = TABS[(turn + by + TABS.length) % TABS.length];
    showTab(next).then(() => document.getElementById(`tab-${next}`).focus()).catch(failed);
  } } }, word(`page-tab-${name}`))));
  document.getElementById("tabs").setAttribute("aria-label", word("page-tabs"));
  replace(document.getElementById("tools"),
    el("span", { class: "faint" }, state.reviewer, state.sample ? ` · ${word("page-sample", { size: state.sample })}` : ""),
    el("button", { type: "button", id: "language", on: { click: () => switchLanguage() } }, state.lang === "id" ? "English" : "Indonesia"),
    el("button", { type: "button", id: "download", on: { click: saveDecisions } }, word("page-download")),
    el("button", { type: "button", id: "open-help", "aria-label": word("page-keys"), on: { click: openHelp } }, "?"));
}

async function showTab(name) {
  state.tab = name;
  renderTop();
  const main = document.getElementById("main");
  main.setAttribute("role", "tabpanel");
  main.setAttribute("aria-labelledby", `tab-${name}`);
  if (name === "results") {
    replace(main, renderResults());
    renderRows();
    renderWhole();
    renderProgress();
  } else {
    replace(main, el("div", { class: "sheet", id: "sheet", tabindex: "0", role: "region", "aria-label": word(`page-tab-${name}`) }));
    renderProgress();
    if (name === "matrix") await renderMatrix();
    else if (name === "pictures") await renderPictures();
    else renderNews();
  }
  fit();
  remember();
}

async function switchLanguage() {
  state.lang = state.lang === "id" ? "en" : "id";
  await showTab(state.tab);
}

// The panes fill what the heading leaves of the window.
function fit() {
  const top = document.getElementById("top").offsetHeight;
  document.documentElement.style.setProperty("--top", `${top}px`);
}

async function begin() {
  recall();
  replace(document.getElementById("main"), el("p", { class: "opening faint" }, word("page-opening")));
  const opening = backend.opening();
  const made = backend.decisions();
  const first = { ...wanted, offset: 0, limit: PAGE };
  const { facets, vocabulary, reviewer, name, sample } = await opening;
  Object.assign(state, { facets, vocabulary, reviewer, name, sample });
  ledger.take(await made);
  const answer = await backend.list(first);
  Object.assign(state, { rows: answer.rows, total: answer.total, decided: answer.decided });
  const id = state.id || (state.rows[0] ? state.rows[0].id : null);
  if (id) {
    try { state.detail = await backend.detail(id); state.id = id; } catch { state.id = null; }
  }
  await showTab(state.tab);
}

addEventListener("resize", fit);
begin().catch(failed);
