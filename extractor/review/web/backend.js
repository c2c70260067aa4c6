// The program behind the page: every question with the token, which no other site can send.
class ServerBackend {
  constructor() {
    const given = new URLSearchParams(location.hash.slice(1)).get("token");
    if (given) sessionStorage.setItem("review-token", given);
    this.token = given || sessionStorage.getItem("review-token") || "";
  }
  async ask(path, query = {}, body = undefined) {
    const given = new URLSearchParams();
    for (const [name, value] of Object.entries(query)) {
      if (value !== "" && value !== null && value !== undefined) given.set(name, value);
    }
    const headers = { "x-review-token": this.token };
    if (body !== undefined) headers["content-type"] = "application/json";
    const answer = await fetch(`${path}?${given}`, {
      method: body === undefined ? "GET" : "POST",
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "omit",
      redirect: "error",
    });
    if (answer.status === 401) throw new Error("token");
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.json();
  }
  opening() { return this.ask("/api/facets"); }
  list(wanted) { return this.ask("/api/records", wanted); }
  detail(id) { return this.ask(`/api/record/${encodeURIComponent(id)}`); }
  decisions() { return this.ask("/api/decisions"); }
  matrix(award, region) { return this.ask("/api/matrix", { award, region }); }
  pictures(award, region) { return this.ask("/api/pictures", { award, region, lang: state.lang }); }
  news(asked) { return this.ask("/api/news", {}, asked); }
  async save(decision) { await this.ask("/api/decisions", {}, decision); }
}
