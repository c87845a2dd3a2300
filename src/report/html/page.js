"use strict";
(() => {
  const form = document.getElementById("filters");
  const count = document.getElementById("count");
  const folded = (element) => element.textContent.toLowerCase();
  const sections = [...document.querySelectorAll("section[data-file]")].map((element) => ({ element, file: element.dataset.file }));
  const beads = [...document.querySelectorAll(".bead")].map((element) => ({
    element,
    text: folded(element),
    file: element.closest("section").dataset.file,
    findings: [],
  }));
  const byElement = new Map(beads.map((bead) => [bead.element, bead]));
  const findings = [...document.querySelectorAll(".finding")].map((element) => {
    const bead = byElement.get(element.parentElement);
    const finding = { element, level: element.dataset.level, rule: element.dataset.rule, bead, shown: true };
    finding.file = element.closest("section").dataset.file;
    finding.text = bead ? bead.text : folded(element);
    if (bead) bead.findings.push(finding);
    return finding;
  });
  let shown = findings;
  let here = -1;

  const filter = () => {
    const levels = new Set([...form.elements.level].filter((box) => box.checked).map((box) => box.value));
    const rule = form.elements.rule.value;
    const file = form.elements.file.value;
    const words = form.elements.words.value.trim().toLowerCase();
    for (const finding of findings) {
      finding.shown = levels.has(finding.level) && (!rule || finding.rule === rule) && (!file || finding.file === file)
        && finding.text.includes(words);
      finding.element.hidden = !finding.shown;
    }
    for (const bead of beads) {
      const plain = form.elements.all.checked && (!words || bead.text.includes(words));
      bead.element.hidden = !plain && !bead.findings.some((finding) => finding.shown);
    }
    for (const section of sections) section.element.hidden = file !== "" && section.file !== file;
    shown = findings.filter((finding) => finding.shown);
    go(-1);
  };

  const go = (index) => {
    for (const element of document.querySelectorAll(".here")) element.classList.remove("here");
    here = shown.length ? Math.min(index, shown.length - 1) : -1;
    if (here >= 0) {
      const { element } = shown[here];
      element.classList.add("here");
      element.scrollIntoView({ block: "center" });
    }
    count.textContent = `${here + 1 ? `${here + 1} of ` : ""}${shown.length}`;
  };
  const next = () => shown.length && go((here + 1) % shown.length);
  const previous = () => shown.length && go(here > 0 ? here - 1 : shown.length - 1);

  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("next").addEventListener("click", next);
  document.getElementById("previous").addEventListener("click", previous);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") document.activeElement.blur();
    if (event.target.closest("input[type=search], select")) return;
    const act = { j: next, n: next, k: previous, p: previous, "/": () => form.elements.words.focus() }[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  filter();
})();
