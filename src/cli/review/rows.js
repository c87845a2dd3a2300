"use strict";
// What page.js makes its elements with.
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "class") element.className = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

// --- rows of beads, as many as a book has
// A browser lays out runs of rows, and passes over those out of sight; each row by itself would be too many to look after.
// Those that the reader does not look at yet are made bit by bit.
const RUN = 50;
const AT_ONCE = 10;
const SLICE = 15;
const rowsIn = (container) => {
  let rows = [];
  let keys = [];
  let runs = [];
  let build = null;
  let waiting = null;
  const runOf = (index) => {
    let from = 0;
    const at = runs.findIndex((run) => (from += run.size) > index);
    return at < 0 ? runs.length - 1 : at;
  };
  const made = (at) => {
    const run = runs[at];
    if (!run || run.made) return;
    run.made = true;
    const from = runs.slice(0, at).reduce((sum, { size }) => sum + size, 0);
    for (let index = from; index < from + run.size; index += 1) rows[index] = build(index);
    run.element.append(...rows.slice(from, from + run.size));
  };
  const rest = () => {
    const begun = performance.now();
    let next = runs.findIndex((run) => !run.made);
    for (; next >= 0 && next < runs.length && performance.now() - begun < SLICE; next += 1) made(next);
    waiting = runs.some((run) => !run.made) ? setTimeout(rest) : null;
  };
  const anew = () => {
    rows = keys.map(() => null);
    runs = Array.from({ length: Math.ceil(keys.length / RUN) }, (_, run) => ({ element: make("div", { class: "run" }), size: Math.min(RUN, keys.length - run * RUN), made: false }));
    container.replaceChildren(...runs.map((run) => run.element));
    for (let at = 0; at < AT_ONCE; at += 1) made(at);
    clearTimeout(waiting);
    waiting = setTimeout(rest);
  };
  return {
    at: (index) => {
      // The rows around it are made as well, so that it stays where it is scrolled to.
      if (index in rows) for (let at = runOf(index) - 1, last = at + 2; at <= last; at += 1) made(at);
      return rows[index];
    },
    indexOf: (element) => rows.indexOf(element),
    forget: () => { [keys, rows, runs] = [[], [], []]; },
    // Makes the rows whose keys are new, between those at the beginning and the end that stay as they are.
    draw: (wanted, builder) => {
      build = builder;
      const shorter = Math.min(keys.length, wanted.length);
      let [before, after] = [0, 0];
      while (before < shorter && keys[before] === wanted[before]) before += 1;
      while (after < shorter - before && keys[keys.length - 1 - after] === wanted[wanted.length - 1 - after]) after += 1;
      const [gone, come] = [keys.length - before - after, wanted.length - before - after];
      const old = keys;
      keys = wanted;
      if (!gone && !come) return;
      const first = runOf(before);
      if (!old.length || gone > RUN || runs[first].size + come > 3 * RUN) return anew();
      // What goes may reach into the next runs; the new rows stand in the first.
      build = (index) => (index < before ? builder(index) : index < before + gone ? make("div") : builder(index - gone + come));
      for (let at = first, last = runOf(before + gone); at <= last; at += 1) made(at);
      build = builder;
      const fresh = Array.from({ length: come }, (_, index) => builder(before + index));
      const [{ element }, beside] = [runs[first], rows[before]];
      if (beside && beside.parentElement === element) beside.before(...fresh);
      else element.append(...fresh);
      for (const row of rows.slice(before, before + gone)) {
        runs.find((run) => run.element === row.parentElement).size -= 1;
        row.remove();
      }
      runs[first].size += come;
      rows.splice(before, gone, ...fresh);
    },
  };
};
