// Recipient x year: what was reported; a click shows the papers behind a cell.
const matrixChoice = { award: "", region: "" };

function matrixCell(cell, change, row, year) {
  const mark = change ? "change" : "";
  if (!cell) return el("td", { class: mark || null });
  if (cell.state !== "reported") return el("td", { class: `empty ${mark}` }, word(`cell-${cell.state}`));
  const told = [
    el("span", { class: "digits" }, figure(cell.digits)), cell.digits && cell.predicates ? " · " : "", cell.predicates || (cell.digits ? "" : word("cell-reported")),
    el("br"), el("span", { class: "faint" }, word("page-papers", { count: cell.papers })), " ",
    cell.conflict !== "none" ? el("span", { class: "clash" }, word(`mark-${cell.conflict}`, { others: cell.others.map(figure).join("; ") || "–" })) : null,
  ];
  return el("td", { class: mark || null }, el("button", { type: "button", on: { click: () => showVoices(cell, row, year) } }, told));
}

function showVoices(cell, row, year) {
  const node = document.getElementById("voices");
  replace(node,
    el("h2", { tabindex: "-1" }, `${row.recipient}${row.jurisdiction ? `, ${row.jurisdiction}` : ""} – ${year}`),
    el("table", { class: "others" },
      el("thead", {}, el("tr", {}, ["page-site", "field-score", "field-predicates", "page-published", "page-verdict"].map((code) => el("th", { scope: "col" }, word(code))))),
      el("tbody", {}, cell.voices.map((voice) => el("tr", {},
        el("td", {}, link(voice.url, voice.site || voice.url || "?")),
        el("td", { class: `digits ${voice.digits !== cell.digits ? "clash" : ""}` }, figure(voice.digits)),
        el("td", {}, voice.predicates || ""), el("td", { class: "day" }, day(voice.published)),
        el("td", {}, verdictChip(voice.verdict), " ", el("button", { type: "button", class: "quiet", on: { click: () => openRecord(voice.record_id) } }, word("page-check-record"))))))));
  node.hidden = false;
  node.scrollIntoView({ block: "nearest" });
  node.querySelector("h2").focus();
}

async function renderMatrix() {
  const sheet = document.getElementById("sheet");
  const matrix = await backend.matrix(matrixChoice.award, matrixChoice.region);
  const awards = el("select", { id: "matrix-award", "aria-label": word("page-filter-award"), on: { change: async (event) => { matrixChoice.award = event.target.value; await renderMatrix(); } } }, state.facets.awards.map((f) => option(f.value, `${awardName(f.value)} (${f.n})`)));
  const regions = el("select", { id: "matrix-region", "aria-label": word("page-filter-region"), on: { change: async (event) => { matrixChoice.region = event.target.value; await renderMatrix(); } } }, option("", word("page-filter-region")), regionChoices());
  awards.value = matrixChoice.award || (matrix ? matrix.code : "");
  regions.value = matrixChoice.region;
  const choose = el("div", { class: "choose" }, awards, regions);
  if (!matrix) { replace(sheet, choose, el("p", { class: "faint" }, word("page-none"))); return; }
  const changes = new Map(matrix.changes.map((change) => [change.year, change]));
  const undated = matrix.rows.some((row) => row.undated);
  replace(sheet, choose,
    el("p", { class: "faint" }, word("page-matrix-told", { articles: matrix.articles_read })),
    matrix.changes.map((change) => el("p", { class: "contradicted" }, word("sheet-change", { year: change.year, rule: change.regulation || "–" }))),
    el("div", { class: "voices", id: "voices", hidden: true, role: "region", "aria-label": word("page-voices") }),
    el("table", { class: "matrix" },
      el("caption", { class: "faint" }, matrix.name),
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, word("head-recipient")),
        matrix.years.map((year) => el("th", { scope: "col", class: changes.has(year) ? "change" : null }, String(year), changes.has(year) ? el("div", { class: "contradicted" }, word("sheet-new-method")) : null)),
        undated ? el("th", { scope: "col" }, word("sheet-undated")) : null)),
      el("tbody", {}, matrix.rows.map((row) => el("tr", {},
        el("th", { scope: "row" }, row.recipient, matrix.code === "other" ? ` (${row.award_name})` : "", row.jurisdiction && !row.recipient.endsWith(row.jurisdiction) ? el("div", { class: "faint" }, row.jurisdiction) : null),
        row.cells.map((cell, turn) => matrixCell(cell, changes.has(matrix.years[turn]), row, matrix.years[turn])),
        undated ? matrixCell(row.undated, false, row, word("sheet-undated")) : null)))),
    matrix.rows.length < matrix.all_rows && !matrixChoice.region ? el("p", {}, word("page-matrix-cut", { shown: matrix.rows.length, all: matrix.all_rows })) : null);
}
