// Pictures: images that cannot run anything, each with the table of its figures.
async function renderPictures() {
  const sheet = document.getElementById("sheet");
  const made = await backend.pictures(wanted.award, wanted.region);
  replace(sheet, el("div", { class: "pictures" },
    wanted.award || wanted.region ? el("p", { class: "faint" }, word("page-pictures-chosen")) : null,
    made.length ? null : el("p", { class: "faint" }, word("page-none")),
    made.map((picture) => el("figure", {},
      el("figcaption", {}, el("h2", {}, picture.title), el("p", { class: "faint" }, picture.told)),
      el("div", { class: "drawn", tabindex: "0", role: "region", "aria-label": picture.title },
        el("img", { src: picture.image, alt: picture.title })),
      el("details", {}, el("summary", {}, word("page-figures")),
        el("table", {}, el("thead", {}, el("tr", {}, picture.heads.map((head) => el("th", { scope: "col" }, head)))),
          el("tbody", {}, picture.rows.map((row) => el("tr", {}, row.map((cell) => el("td", {}, cell)))))))))));
}
