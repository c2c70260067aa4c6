// "Cek berita": a pasted text, perhaps a table, and what verification says of each claim.
const asked = { text: "", published: "", table: null, tableName: "" };

function renderNews() {
  const sheet = document.getElementById("sheet");
  if (!setup.news) { replace(sheet, el("p", {}, word("page-news-needs-program"))); return; }
  const drop = el("div", { class: "drop", on: {
    dragover: (event) => { event.preventDefault(); drop.classList.add("over"); },
    dragleave: () => drop.classList.remove("over"),
    drop: (event) => { event.preventDefault(); drop.classList.remove("over"); takeTable(event.dataTransfer.files[0]); },
  } },
    el("label", { for: "news-table" }, word("page-news-table")), " ",
    el("input", { type: "file", id: "news-table", accept: ".csv,.tsv,.xlsx,.json,.jsonl,.parquet,.html,.htm,.pdf", on: { change: (event) => takeTable(event.target.files[0]) } }),
    el("p", { id: "news-table-name", class: "faint" }, asked.tableName));
  replace(sheet, el("div", { class: "news" },
    el("h2", {}, word("page-news")),
    el("p", { class: "faint" }, word("page-news-told")),
    el("p", {}, el("label", { for: "news-text" }, word("page-news-text"))),
    el("textarea", { id: "news-text", value: asked.text, on: { input: (event) => { asked.text = event.target.value; } } }),
    el("p", {}, el("label", { for: "news-published" }, word("page-news-published")), " ",
      el("input", { type: "date", id: "news-published", value: asked.published, on: { input: (event) => { asked.published = event.target.value; } } })),
    drop,
    el("button", { type: "button", id: "news-check", class: "primary", on: { click: checkNews } }, word("page-news-check")),
    el("div", { id: "news-answer", "aria-live": "polite" })));
}

function takeTable(file) {
  if (!file) return;
  if (file.size > 5000000) { alertUser(word("page-news-table-large")); return; }
  const reader = new FileReader();
  reader.addEventListener("load", () => {
    asked.table = String(reader.result).split(",")[1] || "";
    asked.tableName = file.name;
    document.getElementById("news-table-name").textContent = file.name;
  });
  reader.readAsDataURL(file);
}

async function checkNews() {
  const node = document.getElementById("news-answer");
  if (!asked.text.trim()) { alertUser(word("page-news-empty")); return; }
  alertUser("");
  replace(node, el("p", { class: "faint" }, word("page-news-working")));
  let answer;
  try {
    answer = await backend.news({ text: asked.text, published: asked.published || null, table: asked.table, table_name: asked.tableName || null });
  } catch (problem) {
    replace(node);
    alertUser(word("page-not-answered", { why: problem.message }));
    return;
  }
  if (answer.problem) { replace(node, el("p", { class: "contradicted" }, answer.problem[state.lang])); return; }
  replace(node,
    el("h2", { tabindex: "-1" }, word("page-news-found", { count: answer.verdicts.filter((v) => v.record_id).length })),
    answer.verdicts.length ? null : el("p", {}, word("page-news-nothing")),
    answer.verdicts.map((verdict) => el("div", { class: `answer ${verdict.status}` },
      el("p", {}, verdictChip(verdict.status), " ", el("b", {}, verdict.recipient || word("page-news-article")), " ",
        figure(verdict.score), " ", (verdict.predicates || []).join("; "), " ",
        el("span", { class: "faint" }, verdict.award ? `${awardName(verdict.award)}${verdict.year ? ` ${verdict.year}` : ""}` : "")),
      verdict.sentence ? el("p", { class: "faint" }, `“${verdict.sentence}”`) : null,
      verdict.reasons.length ? reasonList(verdict.reasons) : el("p", { class: "faint" }, word("page-no-reasons")))));
  node.querySelector("h2").focus();
}
