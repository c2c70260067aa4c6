// The data of a file: base64 of gzip of JSON. Browsers older than 2023 cannot unpack it.
async function unpacked() {
  if (!("DecompressionStream" in window)) throw new Error("old-browser");
  const letters = atob(document.getElementById("packed").textContent);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

// The same answers from the data inside the file; decisions stay in this browser.
class StaticBackend {
  constructor() {
    this.ready = unpacked().then((held) => this.take(held));
  }
  take(held) {
    this.held = held;
    this.records = held.records;
    this.byId = new Map(this.records.map((each) => [each.id, each]));
    this.texts = new Map(this.records.map((each) => [each.id, [
      each.recipient, each.jurisdiction, each.predicates, each.record.recipient.abbreviation,
      each.record.award.name, each.record.article.title, each.record.speaker && each.record.speaker.name,
    ].filter(Boolean).join(" ").toLocaleLowerCase("id")]));
    this.key = `award-review:${setup.opening.name}:${this.records.length}:${this.records[0] ? this.records[0].id : ""}`;
  }
  async opening() {
    await this.ready;
    return setup.opening;
  }
  async list(wanted) {
    const words = (wanted.q || "").toLocaleLowerCase("id").match(/[\p{L}\p{N}]+/gu) || [];
    const found = this.records.filter((each) =>
      (!wanted.award || each.award === wanted.award)
      && (!wanted.region || each.region === wanted.region || (each.region || "").startsWith(`${wanted.region}.`))
      && (!wanted.year || String(each.year) === String(wanted.year))
      && (!wanted.verdict || each.verdict === wanted.verdict)
      && (!wanted.site || each.site === wanted.site)
      && (!wanted.review || (ledger.review(each.id) || "open") === wanted.review)
      && words.every((one) => this.texts.get(each.id).includes(one)));
    if (wanted.order === "newest") {
      found.sort((a, b) => (b.published || "").localeCompare(a.published || ""));
    }
    return {
      total: found.length,
      decided: found.filter((each) => ledger.review(each.id)).length,
      rows: found.slice(wanted.offset, wanted.offset + wanted.limit),
    };
  }
  async detail(id) {
    const own = this.byId.get(id);
    if (!own) throw new Error("404");
    const others = this.records.filter((each) => each.cluster_id === own.cluster_id && each.id !== id);
    const siblings = this.records.filter((each) => each.article_id === own.article_id && each.id !== id);
    return {
      record: own.record,
      article: this.held.articles[own.article_id],
      verdict: { status: own.verdict, reasons: own.reasons, verified: own.verified },
      conflict: Boolean(own.conflict),
      others,
      siblings,
    };
  }
  async decisions() {
    await this.ready;
    let kept = [];
    try { kept = JSON.parse(localStorage.getItem(this.key) || "[]"); } catch { kept = []; }
    return [...setup.decisions, ...kept];
  }
  async save(decision) {
    const kept = JSON.parse(localStorage.getItem(this.key) || "[]");
    kept.push(decision);
    localStorage.setItem(this.key, JSON.stringify(kept));
  }
  async matrix(award, region) {
    const found = award ? this.held.matrices.find((each) => each.code === award) : this.held.matrices[0];
    if (!found) return null;
    const rows = found.rows.filter((row) => !region || row.jurisdiction_code === region
      || (row.jurisdiction_code || "").startsWith(`${region}.`));
    return { ...found, rows };
  }
  async pictures() { return this.held.pictures[state.lang]; }
  async news() { throw new Error("static"); }
}
