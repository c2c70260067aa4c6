// The article: evidence highlighted, dropped lines faint, selections as offsets.
const FIELD_OF_EVIDENCE = { previous: "previous_score", award: "award_name" };

function spansOf(detail) {
  const spans = [];
  const add = (field, span, kind) => spans.push({ field, start: span.start, end: span.end, kind });
  const ruling = ledger.ruling(detail.record.record_id);
  const corrected = ruling && ruling.spans ? ruling.spans : {};
  for (const [name, held] of Object.entries(detail.record.evidence)) {
    if (corrected[name]) continue;
    for (const span of Array.isArray(held) ? held : [held]) {
      add(FIELD_OF_EVIDENCE[name] || name, span, "own");
    }
  }
  for (const [name, span] of Object.entries(corrected)) add(name, span, "own");
  for (const sibling of detail.siblings) {
    if (sibling.start !== null && sibling.start !== undefined) {
      spans.push({ field: `sibling:${sibling.id}`, start: sibling.start, end: sibling.end || sibling.start + 1, kind: "sibling" });
    }
  }
  return spans;
}

// A paragraph cut at every edge of a span, so that overlapping evidence stays whole.
function paragraphPieces(text, from, to, spans) {
  const inside = spans.filter((span) => span.start < to && span.end > from && span.end > span.start);
  const edges = new Set([from, to]);
  for (const span of inside) {
    edges.add(Math.max(from, span.start));
    edges.add(Math.min(to, span.end));
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const pieces = [];
  for (let turn = 0; turn + 1 < sorted.length; turn += 1) {
    const [start, end] = [sorted[turn], sorted[turn + 1]];
    const over = inside.filter((span) => span.start <= start && span.end >= end);
    const own = over.filter((span) => span.kind === "own");
    const words = text.slice(start, end);
    if (!over.length) {
      pieces.push(el("span", { data: { start } }, words));
      continue;
    }
    const fields = [...new Set((own.length ? own : over).map((span) => span.field))];
    pieces.push(el("mark", {
      class: own.length ? null : "sibling",
      title: own.length ? fields.map((name) => word(`field-${name}`)).join(", ") : word("page-sibling"),
      data: { start, fields: fields.join(" ") },
      on: { click: () => markClicked(fields) },
    }, words));
  }
  return pieces;
}

function renderArticle(detail) {
  const article = detail.article;
  const text = new Characters(article.text);
  const spans = spansOf(detail);
  const paragraphs = article.text === "" ? [] : article.text.split("\n");
  const body = el("div", { class: "text", id: "article-text" });
  const droppedAfter = (position) => article.dropped.filter((block) => block.after === position)
    .map((block) => el("p", { class: "dropped" }, el("em", {}, wordOr(`dropped-${block.rule}`, block.rule)), block.text));
  body.append(...droppedAfter(-1));
  let offset = 0;
  paragraphs.forEach((paragraph, position) => {
    const end = offset + countPoints(paragraph);
    body.append(el("p", {}, paragraphPieces(text, offset, end, spans)));
    body.append(...droppedAfter(position));
    offset = end + 1;
  });
  const byline = [article.site, article.author, moment(article.published)].filter(Boolean).join(" · ");
  return [
    el("h2", {}, article.title || word("page-untitled")),
    el("p", { class: "faint" }, byline, " ", article.url ? link(article.url, word("page-open-article")) : null),
    article.findings.length ? el("div", {}, el("h3", {}, word("page-article-findings")), reasonList(article.findings.flatMap((f) => f.reasons))) : null,
    body,
  ];
}

function markClicked(fields) {
  const sibling = fields.find((name) => name.startsWith("sibling:"));
  if (sibling) { openRecord(sibling.slice(8)); return; }
  const button = document.querySelector(`.fields [data-field="${CSS.escape(fields[0])}"]`);
  if (button) { light(fields[0]); button.focus(); button.scrollIntoView({ block: "nearest" }); }
}

// Show where a field's words stand; the way back is a click on them.
function light(field) {
  for (const node of document.querySelectorAll("mark.on, .fields button.on")) node.classList.remove("on");
  const marks = [...document.querySelectorAll("#article-text mark")].filter((mark) =>
    mark.dataset.fields.split(" ").includes(field));
  for (const mark of marks) mark.classList.add("on");
  const button = document.querySelector(`.fields [data-field="${CSS.escape(field)}"]`);
  if (button) button.classList.add("on");
  if (marks[0]) {
    const folded = marks[0].closest("details");
    if (folded) folded.open = true;
    if (folded) marks[0].scrollIntoView({ block: "center" });
    else scrollToMiddle(document.getElementById("article"), marks[0]);
  }
  return marks.length;
}

function scrollToMiddle(pane, node) {
  const [outer, inner] = [pane.getBoundingClientRect(), node.getBoundingClientRect()];
  if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 40) {
    pane.scrollTop += inner.top - outer.top - outer.height / 2;
  }
}

// The selected words as offsets of the article's text; null where nothing of it is selected.
function selectedWords(detail) {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offsetAt(range.startContainer, range.startOffset, false);
  const end = offsetAt(range.endContainer, range.endOffset, true);
  if (start === null || end === null || end <= start) return null;
  const text = new Characters(detail.article.text);
  const words = text.slice(start, end);
  const left = countPoints(words) - countPoints(words.trimStart());
  const right = countPoints(words) - countPoints(words.trimEnd());
  const trimmed = words.trim();
  return trimmed ? { start: start + left, end: end - right, text: trimmed } : null;
}

function offsetAt(node, within, atEnd) {
  const body = document.getElementById("article-text");
  if (!body || !body.contains(node)) return null;
  if (node.nodeType === Node.TEXT_NODE) {
    const piece = node.parentElement.closest("[data-start]");
    return piece ? Number(piece.dataset.start) + countPoints(node.data.slice(0, within)) : null;
  }
  // an edge between elements: the piece before it, or the one after
  const pieces = [...body.querySelectorAll("[data-start]")];
  const edge = document.createRange();
  edge.setStart(node, within);
  if (atEnd) {
    const before = pieces.filter((piece) => edge.comparePoint(piece, 0) < 0 && !piece.contains(node)).at(-1);
    return before ? Number(before.dataset.start) + countPoints(before.textContent) : null;
  }
  const after = pieces.find((piece) => edge.comparePoint(piece, 0) >= 0);
  return after ? Number(after.dataset.start) : null;
}

// The sentence around the record's score, else its recipient: what a narrow screen shows first.
function sentenceOf(detail) {
  const evidence = detail.record.evidence;
  const held = evidence.score || evidence.recipient;
  const span = Array.isArray(held) ? held[0] : held;
  if (!span) return "";
  const text = new Characters(detail.article.text);
  const whole = text.slice(0, text.length);
  const before = text.slice(0, span.start);
  const left = Math.max(before.lastIndexOf("\n"), before.lastIndexOf(". ")) + 1;
  const after = whole.slice(before.length);
  const stops = [after.indexOf("\n"), after.indexOf(". ")].filter((at) => at >= 0);
  const right = stops.length ? before.length + Math.min(...stops) + 1 : whole.length;
  return whole.slice(left, right).trim();
}
