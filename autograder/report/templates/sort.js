// Lets people sort a table by any column. Without it, the tables stand as they are.
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent;
      const compare = new Intl.Collator("en", { numeric: true }).compare;
      const number = (one, other) => Number(one) - Number(other);
      const order = head.classList.contains("number") ? number : compare;
      const rows = [...body.rows].sort((one, other) => order(key(one), key(other)));
      body.append(...(down ? rows.reverse() : rows));
    });
  });
}
