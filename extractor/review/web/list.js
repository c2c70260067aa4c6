// The list: filters, search, rows; and moving through it.
// An award's name needs the whole width; the others stand in pairs.
const FILTERS = ["award", "region", "year", "verdict", "site", "review"];
const PAGE = 100;
const wanted = { q: "", award: "", year: "", region: "", verdict: "", site: "", review: "", order: "conflict" };
const MORE = { loading: false };

function option(value, text) {
  return el("option", { value }, text);
}

function filterChoices(name) {
  const facets = state.facets;
  if (name === "award") return facets.awards.map((f) => option(f.value, `${awardName(f.value)} (${f.n})`));
  if (name === "year") return facets.years.map((f) => option(String(f.value), `${f.value} (${f.n})`));
  if (name === "verdict") return facets.verdicts.map((f) => option(f.value, `${word(`status-of-${f.value}`)} (${f.n})`));
  if (name === "site") return facets.sites.map((f) => option(f.value, `${f.value} (${f.n})`));
  if (name === "review") return ["open", "accepted", "corrected", "rejected"].map((value) => option(value, word(value === "open" ? "page-undecided" : `review-${value}`)));
  return regionChoices();
}

// A province first, with all that lies in it; then its regencies and cities.
function regionChoices() {
  const sums = new Map();
  const names = new Map();
  for (const facet of state.facets.regions) {
    const province = facet.value.slice(0, 2);
    sums.set(province, (sums.get(province) || 0) + facet.n);
    if (facet.value.length === 2) names.set(province, facet.name);
  }
  const choices = [];
  for (const province of [...sums.keys()].sort()) {
    const name = names.get(province) || word("page-province", { code: province });
    choices.push(option(province, `${name} (${sums.get(province)})`));
    for (const facet of state.facets.regions.filter((f) => f.value.length > 2 && f.value.startsWith(`${province}.`))) {
      choices.push(option(facet.value, `\u2003${facet.name} (${facet.n})`));
    }
  }
  return choices;
}

function renderFilters() {
  const change = (name) => async (event) => { wanted[name] = event.target.value; await reload(true); };
  let timer = 0;
  return el("div", { class: "filters", role: "search" },
    el("label", {}, el("input", { id: "search", class: "wide", type: "search", placeholder: word("page-search"), "aria-label": word("page-search"), value: wanted.q, on: { input: (event) => { wanted.q = event.target.value; clearTimeout(timer); timer = setTimeout(() => reload(true), 150); } } })),
    FILTERS.map((name) => {
      const select = el("select", { id: `filter-${name}`, class: name === "award" ? "wide" : null, "aria-label": word(`page-filter-${name}`), on: { change: change(name) } }, option("", word(`page-filter-${name}`)), filterChoices(name));
      select.value = wanted[name];
      return select;
    }),
    (() => {
      const select = el("select", { id: "filter-order", "aria-label": word("page-order"), on: { change: change("order") } }, ["conflict", "newest", "article"].map((value) => option(value, word(`page-order-${value}`))));
      select.value = wanted.order;
      return state.sample ? null : select;
    })());
}

function listRow(row) {
  const ruling = ledger.ruling(row.id);
  const fields = ruling && ruling.action === "correct" ? ruling.fields : {};
  const score = Object.hasOwn(fields, "score") ? fields.score : row.score;
  const review = ledger.review(row.id);
  return el("li", {}, el("button", { type: "button", data: { id: row.id }, "aria-current": String(row.id === state.id), on: { click: () => openRecord(row.id) } },
    el("span", { class: "who" }, fields.recipient || row.recipient), " ",
    row.conflict ? el("span", { class: "clash", title: word("page-papers-differ") }, "≠") : null,
    el("span", { class: "what" },
      el("b", {}, figure(score) || row.predicates || "–"),
      el("span", {}, `${row.award}${row.year ? ` ${row.year}` : ""}`),
      el("span", {}, row.jurisdiction || ""),
      el("span", { class: row.verdict }, word(`status-of-${row.verdict}`)),
      review ? el("b", {}, `✓ ${word(`review-${review}`)}`) : null)));
}

function renderRows() {
  const list = document.getElementById("rows");
  if (!list) return;
  replace(list, state.rows.map(listRow),
    state.rows.length < state.total ? el("li", {}, el("button", { type: "button", id: "more", on: { click: more } }, word("page-more", { count: state.total - state.rows.length }))) : null,
    state.total === 0 ? el("li", {}, el("p", { class: "faint" }, word("page-none"))) : null);
}

async function reload(openFirst) {
  const answer = await backend.list({ ...wanted, offset: 0, limit: PAGE });
  Object.assign(state, { rows: answer.rows, total: answer.total, decided: answer.decided });
  renderRows();
  renderProgress();
  remember();
  if (openFirst && !form.open && !state.rows.some((row) => row.id === state.id)) {
    if (state.rows[0]) await openRecord(state.rows[0].id);
    else { state.id = null; state.detail = null; renderWhole(); }
  }
}

// After a decision: counts anew; the rows stay where they are, so that nothing jumps away.
async function refresh() {
  const answer = await backend.list({ ...wanted, offset: 0, limit: 1 });
  Object.assign(state, { decided: answer.decided });
  if (!wanted.review) state.total = answer.total;
  renderRows();
  renderProgress();
  showCurrent();
}

async function more() {
  if (MORE.loading || state.rows.length >= state.total) return;
  MORE.loading = true;
  const answer = await backend.list({ ...wanted, offset: state.rows.length, limit: PAGE });
  state.rows.push(...answer.rows);
  MORE.loading = false;
  renderRows();
}

function neighbour(by) {
  const at = state.rows.findIndex((row) => row.id === state.id);
  const next = state.rows[at < 0 ? 0 : at + by];
  return next ? next.id : null;
}

async function step(by) {
  const at = state.rows.findIndex((row) => row.id === state.id);
  if (by > 0 && at === state.rows.length - 1) await more();
  const next = neighbour(by);
  if (next) await openRecord(next);
}

async function openRecord(id) {
  const turn = (openRecord.turn = (openRecord.turn || 0) + 1);
  const detail = await backend.detail(id);
  if (turn !== openRecord.turn) return;
  Object.assign(state, { id, detail });
  form.open = false;
  if (state.tab !== "results") await showTab("results"); else renderWhole();
  if (narrow()) document.getElementById("record").scrollIntoView({ block: "start" });
  remember();
}

function showCurrent() {
  for (const button of document.querySelectorAll("#rows button[data-id]")) {
    const current = button.dataset.id === state.id;
    button.setAttribute("aria-current", String(current));
    if (current) scrollWithin(document.getElementById("rows"), button);
  }
}

// Into sight within its own pane: the window stays where the reader has it.
function scrollWithin(pane, node) {
  const [outer, inner] = [pane.getBoundingClientRect(), node.getBoundingClientRect()];
  if (inner.top < outer.top) pane.scrollTop -= outer.top - inner.top;
  else if (inner.bottom > outer.bottom) pane.scrollTop += inner.bottom - outer.bottom;
}

function renderProgress() {
  replace(document.getElementById("progress"),
    el("progress", { max: String(Math.max(state.total, 1)), value: String(Math.min(state.decided, state.total)), "aria-label": word("page-progress") }),
    el("span", { id: "count" }, word("page-count", { decided: state.decided, total: state.total })));
}

function renderResults() {
  return el("div", { class: "results" },
    el("section", { class: "list", "aria-label": word("page-list") }, renderFilters(), el("ul", { class: "rows", id: "rows", tabindex: "0", "aria-label": word("page-list") })),
    el("section", { class: "article", id: "article", tabindex: "0", "aria-label": word("page-article") }),
    el("section", { class: "record", id: "record", tabindex: "0", "aria-label": word("page-record") }));
}

function narrow() {
  return matchMedia("(max-width: 800px)").matches;
}

function renderWhole() {
  const section = document.getElementById("article");
  if (!section) return;
  const body = state.detail ? renderArticle(state.detail) : [];
  if (narrow() && state.detail) replace(section, el("details", { id: "fold" }, el("summary", {}, word("page-article")), body));
  else replace(section, body);
  section.scrollTop = 0;
  renderRecord();
  document.getElementById("record").scrollTop = 0;
  if (!narrow() && state.detail) light(state.detail.record.evidence.score ? "score" : "recipient");
  showCurrent();
}
