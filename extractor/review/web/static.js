// The same answers from the data inside the file; decisions stay in this browser.
class StaticBackend {
  constructor() {
    this.records = setup.records;
    this.byId = new Map(this.records.map((each) => [each.id, each]));
    this.texts = new Map(this.records.map((each) => [each.id, [
      each.recipient, each.jurisdiction, each.predicates, each.record.recipient.abbreviation,
      each.record.award.name, each.record.article.title, each.record.speaker && each.record.speaker.name,
    ].filter(Boolean).join(" ").toLocaleLowerCase("id")]));
    this.key = `award-review:${setup.opening.name}:${this.records.length}:${this.records[0] ? this.records[0].id : ""}`;
  }
  async opening() { return setup.opening; }
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
      article: setup.articles[own.article_id],
      verdict: { status: own.verdict, reasons: own.reasons, verified: own.verified },
      conflict: Boolean(own.conflict),
      others,
      siblings,
    };
  }
  async decisions() {
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
    const found = award ? setup.matrices.find((each) => each.code === award) : setup.matrices[0];
    if (!found) return null;
    const rows = found.rows.filter((row) => !region || row.jurisdiction_code === region
      || (row.jurisdiction_code || "").startsWith(`${region}.`));
    return { ...found, rows };
  }
  async pictures() { return setup.pictures[state.lang]; }
  async news() { throw new Error("static"); }
}
