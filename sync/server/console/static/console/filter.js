// Narrows a list of boxes to tick by what is typed, whatever the accents. Ticks stay.
const folded = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "");
for (const field of document.querySelectorAll("input[data-filters]")) {
  const labels = document.getElementById(field.dataset.filters).querySelectorAll("label");
  field.addEventListener("input", () => {
    const sought = folded(field.value.trim());
    for (const label of labels) label.hidden = !label.dataset.folded.includes(sought);
  });
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
}
