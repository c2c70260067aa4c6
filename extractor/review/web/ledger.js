// The decisions: what stands for each record, saved before anything else happens.
const REVIEWS = { accept: "accepted", correct: "corrected", add: "added", reject: "rejected" };

const ledger = {
  decisions: [],
  undone: new Set(),
  standing: new Map(),

  take(decisions) {
    this.decisions = [...decisions];
    this.settle();
  },
  settle() {
    this.undone = new Set(this.decisions.filter((d) => d.action === "undo").map((d) => d.undoes));
    this.standing = new Map();
    const held = this.decisions.filter((d) => d.action !== "undo" && !this.undone.has(d.id));
    held.sort((a, b) => a.at.localeCompare(b.at) || a.id.localeCompare(b.id));
    for (const decision of held) this.standing.set(decision.record_id || decision.id, decision);
  },
  ruling(id) { return this.standing.get(id) || null; },
  review(id) {
    const ruling = this.ruling(id);
    return ruling ? REVIEWS[ruling.action] : null;
  },
  additions(sha256) {
    return [...this.standing.values()].filter((d) => d.action === "add" && d.article.sha256 === sha256);
  },
  async decide(decision) {
    const whole = {
      id: freshId(), reviewer: state.reviewer, at: new Date().toISOString(), ...decision,
    };
    try {
      await backend.save(whole);
    } catch (problem) {
      alertUser(word("page-not-saved", { why: problem.message }));
      return null;
    }
    alertUser("");
    this.decisions.push(whole);
    this.settle();
    return whole;
  },
  // My last decision that still stands.
  last() {
    return this.decisions.findLast((d) =>
      d.action !== "undo" && !this.undone.has(d.id) && d.reviewer === state.reviewer) || null;
  },
  async undo() {
    const last = this.last();
    if (!last) return null;
    return (await this.decide({ action: "undo", undoes: last.id })) ? last : null;
  },
  jsonl() {
    return this.decisions.map((decision) => JSON.stringify(decision)).join("\n") + "\n";
  },
};

// The record with a correction's fields over its own, as the page shows it.
function gold(record) {
  const region = record.recipient.jurisdiction;
  return {
    recipient: record.recipient.name,
    abbreviation: record.recipient.abbreviation,
    jurisdiction: region ? region.name : null,
    award: record.award.code,
    award_name: record.award.text,
    granting_body: record.award.granting_body,
    year: record.award.year,
    score: record.score ? record.score.value : null,
    previous_score: record.score ? record.score.previous : null,
    unit: record.score ? record.score.unit : null,
    predicates: record.predicates,
    rank: record.rank ? record.rank.position : null,
    rank_scope: record.rank ? record.rank.scope : null,
    streak: record.streak,
    event_date: record.event_date,
    speaker: record.speaker ? record.speaker.name : null,
  };
}

function shownValue(name, value) {
  if (value === null || value === undefined || value === "") return "";
  if (name === "predicates") return value.join("; ");
  if (name === "score" || name === "previous_score") return figure(value);
  if (name === "award") return awardName(value);
  return String(value);
}

function awardName(code) {
  const known = (state.vocabulary.awards || {})[code];
  return known ? known.name : code;
}

function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const anchor = el("a", { href: address, download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
