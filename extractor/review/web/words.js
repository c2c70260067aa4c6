// What the page begins with, its texts, and how elements are made: text is only ever text.
const setup = JSON.parse(document.getElementById("setup").textContent);
const state = { lang: setup.lang, tab: "results", id: null, rows: [], total: 0, decided: 0 };

function word(code, values = {}) {
  const texts = setup.texts[state.lang] || {};
  const text = Object.hasOwn(texts, code) ? texts[code] : code;
  return text.replace(/\{(\w+)\}/g, (whole, name) =>
    Object.hasOwn(values, name) ? String(values[name]) : whole);
}

// Text of a code if the catalogue has one, else the fallback (a message from the data).
function wordOr(code, fallback, values = {}) {
  return Object.hasOwn(setup.texts[state.lang] || {}, code) ? word(code, values) : fallback;
}

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, run] of Object.entries(value)) node.addEventListener(event, run);
    else if (key === "class") node.className = value;
    else if (key === "value") node.value = value;
    else if (key === "data") Object.assign(node.dataset, value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function replace(node, ...children) {
  node.replaceChildren(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

// A link only where it leads to the web: any other scheme stays text.
function link(url, text) {
  if (!/^https?:\/\//i.test(url || "")) return el("span", {}, text || url || "");
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, text || url);
}

function figure(digits) {
  if (digits === null || digits === undefined || digits === "") return "";
  return state.lang === "id" ? String(digits).replace(".", ",") : String(digits);
}

// Figures inside of a text, with the reader's decimal sign.
function figuresIn(text) {
  return state.lang === "id" ? String(text).replace(/(^|[^\w.,])(\d+)\.(\d+)(?![\w.])/g, "$1$2,$3") : String(text);
}

function day(published) {
  return (published || "").slice(0, 10);
}

// "2025-02-04T15:10:00+07:00" as "2025-02-04 15:10": the clock of the place, as the site gives it.
function moment(published) {
  return (published || "").slice(0, 16).replace("T", " ");
}

function verdictChip(status) {
  return el("span", { class: `chip ${status}` }, word(`status-of-${status}`));
}

function alertUser(text) {
  document.getElementById("alert").textContent = text;
}

function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Offsets count code points; JavaScript counts UTF-16 units. Equal unless the text is astral.
class Characters {
  constructor(text) {
    this.text = text;
    this.points = /[\ud800-\udfff]/.test(text) ? Array.from(text) : null;
  }
  slice(start, end) {
    return this.points ? this.points.slice(start, end).join("") : this.text.slice(start, end);
  }
  get length() {
    return this.points ? this.points.length : this.text.length;
  }
  indexOf(words, from) {
    if (!this.points) return this.text.indexOf(words, from);
    const units = this.points.slice(0, from).join("").length;
    const found = this.text.indexOf(words, units);
    return found < 0 ? -1 : Array.from(this.text.slice(0, found)).length;
  }
}

function countPoints(text) {
  return /[\ud800-\udfff]/.test(text) ? Array.from(text).length : text.length;
}
