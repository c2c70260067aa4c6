// The record: its fields with their evidence, checks, verdict, the other papers; what to do.
const SHOWN_FIELDS = [
  "recipient", "abbreviation", "jurisdiction", "award", "award_name", "granting_body", "year",
  "score", "previous_score", "predicates", "rank", "rank_scope", "streak", "event_date", "speaker",
];
const ACTIONS = [["accept", "a"], ["correct", "c"], ["reject", "r"], ["add", "n"], ["undo", "u"]];
const EVIDENCE_OF_FIELD = { previous_score: "previous", award_name: "award", award: "award" };

function fieldRow(name, detail, own, ruling) {
  const record = detail.record;
  const changed = ruling && ruling.action === "correct" && Object.hasOwn(ruling.fields || {}, name);
  const value = shownValue(name, changed ? ruling.fields[name] : own[name]);
  const was = changed ? shownValue(name, own[name]) : "";
  if (!value && !was) return null;
  const key = EVIDENCE_OF_FIELD[name] || name;
  const spans = changed && name !== "recipient" && name !== "score" ? null : (changed ? (ruling.spans || {})[name] : record.evidence[key]);
  const lit = FIELD_OF_EVIDENCE[key] || key;
  const origin = changed ? word("page-by-reviewer") : record.provenance[key] && !spans ? record.provenance[key] : "";
  const shown = value || "–";
  return el("tr", {},
    el("th", { scope: "row" }, word(`field-${name}`)),
    el("td", {},
      spans ? el("button", { type: "button", title: word("page-jump"), data: { field: lit }, on: { click: () => light(lit) } }, shown) : el("span", {}, shown),
      was ? el("span", { class: "was" }, was) : null,
      origin ? el("span", { class: "origin" }, ` (${wordOr(`page-origin-${origin}`, origin)})`) : null,
      name === "score" && record.score && record.score.text.replace(",", ".") !== record.score.value && !changed ? el("span", { class: "origin" }, ` “${record.score.text}”`) : null));
}

// Names may hold digits and a point of their own; all else that looks so is a figure.
const NAMED_VALUES = ["table", "rule", "teller", "recipient", "field", "date"];

function reasonText(reason) {
  const values = Object.entries(reason.values || {}).map(([name, value]) => [name,
    name === "speaker" || name === "what" ? wordOr(`verdict-${name}-${value}`, value)
      : NAMED_VALUES.includes(name) ? value : figuresIn(value)]);
  // where only labels differ there is no difference to name
  const labels = (reason.values || {}).difference === "-" ? `verdict-${reason.code}-labels` : "";
  return wordOr(Object.hasOwn(setup.texts[state.lang], labels) ? labels : `verdict-${reason.code}`,
    reason.message || reason.code, Object.fromEntries(values));
}

function reasonList(reasons) {
  return el("ul", { class: "reasons" }, reasons.map((reason) => el("li", {},
    reasonText(reason),
    reason.cause ? el("span", { class: "faint" }, ` (${wordOr(`cause-of-${reason.cause}`, reason.cause)})`) : null,
    (reason.evidence || []).slice(0, 6).map((piece) => el("div", {}, el("q", {}, piece.text), " ",
      sourceOf(piece.url))))));
}

// The paper of a piece of evidence, or the table's file and row.
function sourceOf(url) {
  if (!url) return null;
  if (/^https?:\/\//i.test(url)) return link(url, url.split("/")[2]);
  return url.includes(".") ? el("span", { class: "faint" }, url.split("/").at(-1)) : null;
}

function othersTable(detail) {
  if (!detail.others.length) return el("p", { class: "faint" }, word("page-no-others"));
  const mine = gold(detail.record);
  return el("table", { class: "others" },
    el("thead", {}, el("tr", {}, ["page-site", "field-score", "field-predicates", "page-published"].map((code) => el("th", { scope: "col" }, word(code))))),
    el("tbody", {}, detail.others.map((other) => el("tr", {},
      el("td", {}, el("button", { class: "quiet", type: "button", on: { click: () => openRecord(other.id) } }, other.site || "?"), other.copy ? el("span", { class: "faint" }, ` (${word("page-reprint")})`) : null),
      el("td", { class: other.score !== mine.score && other.score !== null && mine.score !== null ? "clash digits" : "digits" }, figure(other.score)),
      el("td", {}, other.predicates || ""),
      el("td", { class: "day" }, day(other.published))))));
}

function siblingList(detail) {
  const added = ledger.additions(detail.article.sha256);
  if (!detail.siblings.length && !added.length) return null;
  return [
    el("h3", {}, word("page-siblings")),
    el("ul", { class: "reasons" },
      detail.siblings.map((each) => el("li", {}, el("button", { class: "quiet", type: "button", on: { click: () => openRecord(each.id) } }, each.recipient), " ", figure(each.score), " ", el("span", { class: "faint" }, each.predicates || ""))),
      added.map((each) => el("li", {}, el("b", {}, each.fields.recipient), " ", figure(each.fields.score), " ", el("span", { class: "chip confirmed" }, word("review-added"))))),
  ];
}

function renderRecord() {
  const detail = state.detail;
  const section = document.getElementById("record");
  if (!section) return;
  if (!detail) { replace(section, el("p", { class: "faint" }, word("page-nothing"))); return; }
  const own = gold(detail.record);
  const ruling = ledger.ruling(detail.record.record_id);
  const review = ledger.review(detail.record.record_id);
  const tableReasons = detail.verdict.reasons.filter((reason) => reason.code.includes("table"));
  replace(section,
    el("div", { class: "mobile" },
      el("button", { type: "button", on: { click: () => step(-1) } }, "‹ ", word("page-previous")),
      el("button", { type: "button", on: { click: () => step(1) } }, word("page-next"), " ›")),
    el("h2", { id: "record-title" }, shownValue("recipient", ruling && ruling.action === "correct" && ruling.fields.recipient ? ruling.fields.recipient : own.recipient)),
    el("p", {}, verdictChip(detail.verdict.status), " ",
      detail.conflict && detail.verdict.status !== "conflicting" ? el("span", { class: "clash" }, word("page-papers-differ"), " ") : null,
      review ? el("span", { class: "decided", id: "review" }, `${word(`review-${review}`)} – ${ruling.reviewer}`) : el("span", { class: "faint", id: "review" }, word("page-undecided"))),
    el("blockquote", { class: "sentence" }, sentenceOf(detail)),
    el("div", { id: "record-body" },
      el("table", { class: "fields" }, el("tbody", {}, SHOWN_FIELDS.map((name) => fieldRow(name, detail, own, ruling)))),
      detail.record.checks.length ? [el("h3", {}, word("page-checks")), el("ul", { class: "reasons" }, detail.record.checks.map((check) => el("li", {}, wordOr(`remark-${check.code}`, `${check.code}: ${check.message}`, { told: figuresIn(check.message || "") }))))] : null,
      el("h3", {}, word("page-verdict")),
      detail.verdict.reasons.length ? reasonList(detail.verdict.reasons) : el("p", { class: "faint" }, word(detail.verdict.verified ? "page-no-reasons" : "page-not-verified")),
      tableReasons.length || !detail.verdict.verified ? null : el("p", { class: "faint" }, word("page-no-table")),
      el("h3", {}, word("page-others")), othersTable(detail),
      siblingList(detail)),
    el("div", { class: "actions", role: "group", "aria-label": word("page-actions") },
      ACTIONS.map(([action, key]) => el("button", { type: "button", id: `act-${action}`, on: { mousedown: (event) => event.preventDefault(), click: () => act(action) } }, word(`page-${action}`), " ", el("kbd", {}, key)))),
  );
}

async function act(action) {
  const detail = state.detail;
  if (action === "undo") {
    const undone = await ledger.undo();
    if (!undone) { announce(word("page-nothing-to-undo")); return; }
    if (undone.record_id) await openRecord(undone.record_id);
    await refresh();
    announce(word("page-undone"));
    return;
  }
  if (!detail) return;
  if (action === "correct" || action === "add") { openForm(detail, action === "add"); return; }
  const article = { url: detail.article.url, sha256: detail.article.sha256 };
  const decision = { action, record_id: detail.record.record_id, article };
  if (await ledger.decide(decision)) await afterDecision(word(`page-${action}ed`), true);
}

// Saved: say so, and go on to the next record.
async function afterDecision(told, advance) {
  form.open = false;
  const next = advance ? neighbour(1) : null;
  if (next) await openRecord(next); else renderWhole();
  await refresh();
  announce(told);
}
