// Correcting a record, and adding one that was missed: the same form.
const FORM_FIELDS = [
  "recipient", "abbreviation", "jurisdiction", "award", "award_name", "granting_body", "year",
  "score", "previous_score", "unit", "predicates", "rank", "rank_scope", "streak", "event_date", "speaker",
];
const WHOLE_NUMBERS = new Set(["year", "rank", "streak"]);
const form = { open: false, spans: {}, before: {}, adding: false };

function openForm(detail, adding) {
  const ruling = ledger.ruling(detail.record.record_id);
  const own = gold(detail.record);
  const base = !adding && ruling && ruling.action === "correct" ? { ...own, ...ruling.fields } : own;
  form.open = true;
  form.adding = adding;
  form.spans = !adding && ruling && ruling.spans ? { ...ruling.spans } : {};
  form.before = own;
  let values = base;
  if (adding) {
    const words = selectedWords(detail);
    values = {};
    for (const name of ["award", "award_name", "granting_body", "year", "event_date", "jurisdiction"]) values[name] = base[name];
    if (words) {
      values.recipient = words.text;
      form.spans = { recipient: words };
    }
  }
  const node = el("form", { class: "correct", id: "form", on: { submit: (event) => { event.preventDefault(); submitForm(detail); } } });
  for (const name of FORM_FIELDS) {
    const value = values[name];
    const shown = name === "predicates" ? (value || []).join("; ") : name === "score" || name === "previous_score" ? figure(value) : value;
    const input = el("input", {
      id: `form-${name}`, name, value: shown === null || shown === undefined ? "" : String(shown),
      list: name === "award" ? "awards" : name === "jurisdiction" ? "regions" : null,
      inputmode: WHOLE_NUMBERS.has(name) ? "numeric" : null, autocomplete: "off",
    });
    const takes = name === "recipient" || name === "score";
    node.append(
      el("label", { for: `form-${name}` }, word(`field-${name}`)), input,
      takes ? el("button", { type: "button", title: word("page-take-selection"), "aria-label": `${word("page-take-selection")}: ${word(`field-${name}`)}`, on: { mousedown: (event) => event.preventDefault(), click: () => takeSelection(detail, name) } }, "⇤") : el("span"),
    );
  }
  node.append(
    el("datalist", { id: "awards" }, Object.entries(state.vocabulary.awards).map(([code, award]) => el("option", { value: code }, award.name))),
    el("datalist", { id: "regions" }, state.vocabulary.regions.map((name) => el("option", { value: name }))),
    el("div", { class: "row-end" },
      el("button", { type: "submit" }, word(adding ? "page-save-added" : "page-save-corrected"), " ", el("kbd", {}, "Enter")),
      el("button", { type: "button", on: { click: closeForm } }, word("page-cancel"), " ", el("kbd", {}, "Esc"))),
  );
  replace(document.getElementById("record-body"), el("h3", {}, word(adding ? "page-adding" : "page-correcting")), el("p", { class: "faint" }, word("page-form-told")), node);
  document.querySelector(".actions").hidden = true;
  const first = adding && values.recipient ? "score" : "recipient";
  const input = document.getElementById(`form-${first}`);
  input.focus();
  input.select();
}

function takeSelection(detail, name) {
  const words = selectedWords(detail);
  if (!words) { alertUser(word("page-nothing-selected")); return; }
  alertUser("");
  form.spans[name] = words;
  const input = document.getElementById(`form-${name}`);
  input.value = name === "score" ? words.text.replace(/\s+/g, "") : words.text;
  input.focus();
}

// "94,62" and "94.62" are the same figure; digits are kept as written.
function digitsOf(text) {
  const plain = text.replace(/\s+/g, "").replace(",", ".");
  return /^-?\d{1,12}(\.\d{1,12})?$/.test(plain) ? plain : undefined;
}

function readForm() {
  const values = {};
  for (const name of FORM_FIELDS) {
    const text = document.getElementById(`form-${name}`).value.trim();
    let value = text === "" ? null : text;
    if (name === "predicates") value = text === "" ? [] : text.split(";").map((one) => one.trim()).filter(Boolean);
    else if (value !== null && WHOLE_NUMBERS.has(name)) value = /^\d{1,6}$/.test(text) ? Number(text) : undefined;
    else if (value !== null && (name === "score" || name === "previous_score")) value = digitsOf(text);
    else if (value !== null && name === "event_date") value = /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
    else if (value !== null && name === "award") value = Object.hasOwn(state.vocabulary.awards, text) || text === "other" ? text : undefined;
    else if (value !== null && name === "jurisdiction") value = state.vocabulary.regions.includes(text) ? text : undefined;
    if (value === undefined || (name === "recipient" && value === null) || (name === "award" && value === null)) {
      const input = document.getElementById(`form-${name}`);
      input.setAttribute("aria-invalid", "true");
      input.focus();
      alertUser(word("page-bad-value", { field: word(`field-${name}`) }));
      return null;
    }
    values[name] = value;
  }
  return values;
}

async function submitForm(detail) {
  const values = readForm();
  if (!values) return;
  const article = { url: detail.article.url, sha256: detail.article.sha256 };
  const spans = { ...form.spans };
  if (form.adding) {
    if (!spans.recipient) {
      const found = new Characters(detail.article.text).indexOf(values.recipient, 0);
      if (found >= 0) spans.recipient = { start: found, end: found + countPoints(values.recipient), text: values.recipient };
    }
    if (values.score === null) delete spans.score;
    const fields = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
    if (await ledger.decide({ action: "add", article, fields, spans })) await afterDecision(word("page-added"), false);
    return;
  }
  const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
  const fields = Object.fromEntries(FORM_FIELDS.filter((name) => !same(values[name], form.before[name])).map((name) => [name, values[name]]));
  if (!Object.keys(fields).length) { closeForm(); await act("accept"); return; }
  for (const name of Object.keys(spans)) if (!(name in fields)) delete spans[name];
  const decision = { action: "correct", record_id: detail.record.record_id, article, fields, spans };
  if (await ledger.decide(decision)) await afterDecision(word("page-corrected"), true);
}

function closeForm() {
  if (!form.open) return;
  form.open = false;
  alertUser("");
  renderRecord();
}
