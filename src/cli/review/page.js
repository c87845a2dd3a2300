"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const SETTLED = new Set(["baseline", "dismissed", "ignored"]);
  const DOUBTFUL = 0.7;
  const state = { pairs: [], view: null, others: new Map(), screen: "pairs", here: null, bead: 0, side: "target", caret: { source: null, target: null } };
  const filters = $("filters");
  // Where room is short, the fields that narrow the queue down are folded away.
  const small = matchMedia("(max-width: 48rem)");
  const fold = () => { $("narrow").open = !small.matches; };
  small.addEventListener("change", fold);
  fold();

  const texts = rowsIn($("texts"));
  const links = rowsIn($("beads"));

  // --- what lasts over a reload of the page: nothing but where the reader was
  const remember = () => {
    const kept = { screen: state.screen, pair: state.view?.pair ?? 0, here: state.here, bead: state.bead };
    for (const field of filters.elements) if (field.name) kept[field.name] = field.type === "checkbox" ? field.checked : field.value;
    try { localStorage.setItem("kanhe", JSON.stringify(kept)); } catch { /* a browser may refuse */ }
  };
  const remembered = () => {
    try { return JSON.parse(localStorage.getItem("kanhe")) ?? {}; } catch { return {}; }
  };

  // --- speaking to the server
  const tell = (text, error = false) => {
    $("status").textContent = text;
    $("status").classList.toggle("error", error);
  };
  let conflicts = [];
  const ask = async (path, body) => {
    const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    let response;
    try {
      response = await fetch(path, options);
    } catch {
      tell("kanhe review does not answer; is it still running?", true);
      throw new Error("no answer");
    }
    const json = response.headers.get("Content-Type") === "application/json";
    const answer = json ? await response.json() : { error: await response.text() };
    if (response.ok) return answer;
    tell(answer.error, true);
    if (answer.changed?.length) showConflicts(answer.changed);
    throw new Error(answer.error);
  };
  // What is shown of a pair; of one that is known already the server tells what has changed since.
  const askView = async (pair, body, path = "") => {
    const known = state.view;
    const since = known?.pair === pair && known.version !== undefined ? `?since=${known.version}` : "";
    const answer = await ask(`/api/pairs/${pair}${path}${since}`, body);
    if (answer.since === undefined) return answer;
    const { from, gone, beads, findings, since: _, ...rest } = answer;
    return {
      ...known,
      ...rest,
      beads: gone || beads.length ? [...known.beads.slice(0, from), ...beads, ...known.beads.slice(from + gone)] : known.beads,
      findings: findings.map((one) => (Array.isArray(one) ? { ...known.findings[one[0]], bead: one[1] } : one)),
    };
  };
  let busy = false;
  const once = async (work) => {
    if (busy) return;
    busy = true;
    document.body.classList.add("busy");
    try { await work(); } catch (error) { if (!$("status").classList.contains("error")) tell(String(error), true); } finally {
      busy = false;
      document.body.classList.remove("busy");
    }
  };

  // --- pairs
  const cell = (name, text, attributes = {}) => make("td", { "data-name": name, ...attributes }, String(text));
  const drawPairs = () => {
    const rows = state.pairs.map((entry) => {
      const known = entry.summary;
      const row = make("tr", { tabindex: "0", onclick: () => openPair(entry.pair, "findings") }, cell("original", entry.source), cell("rendering", entry.target));
      row.addEventListener("keydown", (event) => { if (event.key === "Enter") openPair(entry.pair, "findings"); });
      if (!known) row.append(cell("open", "…"), cell("", ""), cell("", ""), cell("", ""), cell("", ""));
      else if (known.error) row.append(make("td", { colspan: "5", class: "bad" }, known.error));
      else {
        const { counts } = known;
        const open = counts.new + counts.reopened + counts.confirmed;
        const share = known.beads ? Math.round((100 * known.reviewed) / known.beads) : 0;
        const details = [["reopened", counts.reopened], ["confirmed", counts.confirmed]].filter(([, count]) => count).map(([name, count]) => `${count} ${name}`);
        row.append(
          cell("open", open + (details.length ? ` (${details.join(", ")})` : ""), counts.reopened ? { class: "alert" } : {}),
          cell("settled", counts.baseline + counts.dismissed + counts.ignored),
          cell("accepted", `${share} % (${known.reviewed} of ${known.beads})`),
          cell("doubtful", known.doubtful),
          cell("stale", known.stale, known.stale ? { class: "alert" } : {}),
        );
      }
      return row;
    });
    $("pairs").querySelector("tbody").replaceChildren(...rows);
    $("remarks").textContent = state.pairs.flatMap((entry) => entry.summary?.remarks ?? []).join("\n");
    const current = state.view?.pair ?? 0;
    $("pair").replaceChildren(...state.pairs.map((entry) => make("option", { value: entry.pair }, entry.target)));
    $("pair").value = String(current);
  };
  const countPairs = async () => {
    for (const entry of state.pairs) {
      if (entry.summary) continue;
      entry.summary = await ask(`/api/pairs/${entry.pair}/summary`);
      drawPairs();
    }
  };
  const openPair = (pair, screen) => once(async () => {
    tell("reading …");
    show(await askView(pair));
    tell("");
    go(screen ?? state.screen);
  });
  const show = (view, here = null) => {
    if (state.view?.pair !== view.pair) {
      state.here = here;
      state.bead = 0;
      state.caret = { source: null, target: null };
    }
    if (!sameTexts(state.view, view)) {
      texts.forget();
      links.forget();
    }
    state.view = view;
    keep(view);
    state.bead = Math.min(state.bead, Math.max(view.beads.length - 1, 0));
    const entry = state.pairs[view.pair];
    if (entry) entry.summary = view.summary;
    changed(view.changed);
    $("undo").disabled = !view.undo;
    $("undo").title = view.undo ? `Z: ${view.undo}` : "Z";
    drawPairs();
    drawRules();
    drawQueue();
    if (state.screen === "alignment") drawBeads();
  };
  const sameTexts = (one, other) => one?.pair === other.pair && ["source", "target"].every((side) => {
    const [before, after] = [one[side]?.segments ?? [], other[side].segments];
    return before === after || before.length === after.length && before.every((segment, index) => segment.text === after[index].text && segment.line === after[index].line);
  });

  // --- findings
  // The same words may be found twice: a finding is known by its id, and which of those it is.
  const keep = ({ pair, findings, beads, target }) => {
    const seen = new Map();
    for (const finding of findings) {
      seen.set(finding.id, (seen.get(finding.id) ?? 0) + 1);
      finding.key = `${finding.id}#${seen.get(finding.id)}@${pair}`;
      finding.pair = pair;
      finding.doubtful = beads[finding.bead]?.confidence < DOUBTFUL;
      finding.file = target.name;
    }
    state.others.set(pair, findings);
  };
  const everywhere = () => filters.elements.scope.value === "all";
  // The findings of this pair, or of all that have been read, in the order of the pairs.
  const inScope = () => (everywhere() ? state.pairs.flatMap((entry) => state.others.get(entry.pair) ?? []) : state.view.findings);
  const readAll = async () => {
    for (const { pair } of state.pairs) {
      if (state.others.has(pair)) continue;
      tell(`reading pair ${pair + 1} of ${state.pairs.length} …`);
      try {
        const view = await ask(`/api/pairs/${pair}`);
        keep(view);
        state.pairs[pair].summary = view.summary;
      } catch { state.others.set(pair, []); }
    }
    tell("");
  };
  const listed = () => {
    const { rule, level, state: wanted, doubtful, words } = filters.elements;
    const search = words.value.trim().toLowerCase();
    return inScope()
      .map((finding) => ({ finding, key: finding.key }))
      .filter(({ finding }) => (!rule.value || finding.rule === rule.value)
        && (!level.value || finding.level === level.value)
        && (!wanted.value || (wanted.value === "open" ? !SETTLED.has(finding.state) : finding.state === wanted.value))
        && (!doubtful.checked || finding.doubtful)
        && (!search || [finding.message, finding.source.text, finding.target.text, finding.rule, finding.note, finding.file].some((text) => text.toLowerCase().includes(search))));
  };
  // Goes to a finding, in another pair where it stands there.
  const choose = async (key) => {
    const pair = key === null ? state.view.pair : Number(key.slice(key.lastIndexOf("@") + 1));
    if (pair !== state.view.pair) {
      tell("reading …");
      show(await askView(pair), key);
      tell("");
      return;
    }
    state.here = key;
    drawHere();
  };
  const drawRules = () => {
    const { rule } = filters.elements;
    const kept = rule.value;
    const rules = [...new Set(inScope().map((finding) => finding.rule))].sort();
    rule.replaceChildren(make("option", { value: "" }, "all"), ...rules.map((name) => make("option", {}, name)));
    rule.value = rules.includes(kept) ? kept : "";
  };
  const quoted = (words) => (words ? `“${words.length > 60 ? `${words.slice(0, 60)}…` : words}”` : "—");
  // The rows of the queue; one whose finding is as it was stays.
  const entries = new Map();
  const entryOf = ({ finding, key: itemKey }) => {
    const shown = JSON.stringify([finding.level, finding.rule, finding.state, finding.source.text, finding.target.text, everywhere() ? `${finding.file}:${finding.target.line}` : ""]);
    const known = entries.get(itemKey);
    if (known?.shown === shown) return known.row;
    const row = make("li", { "data-key": itemKey, tabindex: "-1", class: SETTLED.has(finding.state) ? "settled" : "", onclick: () => once(() => choose(itemKey)) },
      make("div", { class: "rule" }, make("span", {}, make("span", { class: `level ${finding.level}` }, finding.level), ` ${finding.rule}`), make("span", { class: `badge ${finding.state}` }, finding.state)),
      make("div", { dir: "auto" }, `${quoted(finding.source.text)} → ${quoted(finding.target.text)}`),
      everywhere() ? make("div", { class: "file" }, `${finding.file}:${finding.target.line}`) : null);
    entries.set(itemKey, { shown, row });
    return row;
  };
  // Puts rows into a list, and touches only those that are others.
  const fill = (list, rows) => {
    const before = [...list.children];
    const moved = (row, index) => row !== before[index] && row.parentNode === list;
    if (before.length !== rows.length || rows.some(moved)) return list.replaceChildren(...rows);
    before.forEach((row, index) => { if (row !== rows[index]) row.replaceWith(rows[index]); });
  };
  const drawQueue = () => {
    const items = listed();
    const here = items.filter((item) => item.finding.pair === state.view.pair);
    if (!here.some((item) => item.key === state.here)) state.here = (here.find((item) => !SETTLED.has(item.finding.state)) ?? here[0])?.key ?? null;
    $("queue-count").textContent = `${items.filter((item) => !SETTLED.has(item.finding.state)).length} open, ${items.length} in all`;
    fill($("queue"), items.map(entryOf));
    drawHere();
  };
  const current = () => {
    return state.view?.findings?.find((finding) => finding.key === state.here) ?? null;
  };
  // How the same words of the original are rendered in other beads of this pair.
  const MOST = 20;
  const elsewhere = (finding) => {
    const words = finding.source.text.trim();
    if (words.length < 2 || words.length > 40) return null;
    const { source, target, beads } = state.view;
    const joined = (side, { start, end }) => side.segments.slice(start, end).map((segment) => segment.text).join(" ");
    const found = beads.filter((bead, index) => index !== finding.bead && bead.target.start < bead.target.end && joined(source, bead.source).includes(words));
    if (!found.length) return null;
    return make("details", {}, make("summary", {}, `“${words}” stands in ${found.length} other ${found.length === 1 ? "place" : "places"}`),
      make("ul", {}, ...found.slice(0, MOST).map((bead) => make("li", { dir: "auto" }, `${target.segments[bead.target.start].line}: ${joined(target, bead.target)}`)),
        found.length > MOST ? make("li", {}, `and ${found.length - MOST} more`) : null));
  };
  const drawHere = () => {
    remember();
    // What is not shown is not drawn.
    if (state.screen !== "findings") return;
    drawTexts();
    for (const item of $("queue").children) item.classList.toggle("here", item.dataset.key === state.here);
    const finding = current();
    $("card").hidden = !finding;
    for (const row of $("texts").querySelectorAll(".here, .near")) row.classList.remove("here", "near");
    for (const mark of $("texts").querySelectorAll("mark")) mark.classList.toggle("other", mark.dataset.key !== state.here);
    if (!finding) return;
    const act = (text, title, work) => make("button", { type: "button", title, onclick: work }, text);
    $("card").replaceChildren(...[
      make("p", {}, make("span", { class: `level ${finding.level}` }, finding.level), ` ${finding.rule} `, make("span", { class: `badge ${finding.state}` }, finding.state)),
      make("p", { dir: "auto" }, finding.message),
      finding.suggestion ? make("p", {}, `write “${finding.suggestion}”`) : null,
      finding.said ? make("p", { class: "said" }, finding.said) : null,
      finding.note ? make("p", { class: "said" }, `note: ${finding.note}`) : null,
      finding.terms.length ? make("p", { class: "said", dir: "auto" }, `glossary: ${finding.terms.map(([term, renderings]) => `${term} = ${renderings}`).join("; ")}`) : null,
      elsewhere(finding),
      make("p", { class: "said" }, `rendering ${finding.target.line}:${finding.target.column}, original ${finding.source.line}:${finding.source.column}, id ${finding.id.slice(0, 8)}`),
      make("div", { class: "acts" },
        act("dismiss …", "X", dismiss),
        act("confirm", "F", () => decide("confirmed")),
        act("note", "N", note),
        act("all like this …", "B", alike),
        finding.verdict ? act("take back", "C", () => decide(null)) : null,
        act("wrong alignment", "L", wrongAlignment)),
    ].filter((part) => part !== null));
    $("queue").querySelector(".here")?.scrollIntoView({ block: "nearest" });
    const row = texts.at(finding.bead);
    if (row) {
      row.classList.add("here");
      // Where room is short, only what stands around the words is shown.
      for (let at = finding.bead - 1; at <= finding.bead + 1; at += 1) {
        texts.at(at)?.classList.add("near");
        texts.at(at)?.parentElement.classList.add("near");
      }
      if (state.screen === "findings") row.scrollIntoView({ block: matchMedia("(max-width: 48rem)").matches ? "nearest" : "center" });
    }
  };
  // The words of a sentence, those of findings marked; of words that two share the first has the mark.
  const sentence = (side, number, findings) => {
    const { text } = state.view[side].segments[number];
    const marks = findings
      .flatMap(({ finding, key: itemKey }) => finding[side].marks.filter((mark) => mark.segment === number).map((mark) => ({ ...mark, level: finding.level, key: itemKey, settled: SETTLED.has(finding.state) })))
      .sort((one, other) => one.from - other.from || one.to - other.to);
    const pieces = [];
    let done = 0;
    for (const mark of marks) {
      const from = Math.max(mark.from, done);
      if (mark.to < from || (mark.from < done && mark.to === mark.from)) continue;
      pieces.push(text.slice(done, from), make("mark", { class: `${mark.settled ? "note" : mark.level}${mark.from === mark.to ? " gap" : ""}${mark.key === state.here ? "" : " other"}`, "data-key": mark.key }, mark.from === mark.to ? "‸" : text.slice(from, mark.to)));
      done = mark.to;
    }
    pieces.push(text.slice(done));
    return pieces;
  };
  const range = ({ start, end }) => Array.from({ length: end - start }, (_, index) => start + index);
  let drawn = null;
  const drawTexts = () => {
    const { view } = state;
    if (drawn === view) return;
    drawn = view;
    const byBead = new Map();
    for (const finding of view.findings) {
      if (!byBead.has(finding.bead)) byBead.set(finding.bead, []);
      byBead.get(finding.bead).push({ finding, key: finding.key });
    }
    const key = ({ source, target }, index) => [source.start, source.end, target.start, target.end, ...(byBead.get(index) ?? []).map(({ finding, key: itemKey }) => `${itemKey} ${finding.level} ${finding.state}`)].join();
    texts.draw(view.beads.map(key), (index) => {
      const bead = view.beads[index];
      const findings = byBead.get(index) ?? [];
      const paragraph = (side) => {
        const segments = range(bead[side]);
        const element = make("p", { lang: view[side].language, dir: "auto" });
        if (segments.length) element.append(make("b", {}, String(view[side].segments[segments[0]].line)));
        segments.forEach((number, at) => element.append(...(at ? [" "] : []), ...sentence(side, number, findings)));
        return element;
      };
      const row = make("div", { class: "bead" }, paragraph("source"), paragraph("target"));
      if (findings.length) row.addEventListener("click", () => { state.here = findings[0].key; drawHere(); });
      return row;
    });
  };
  const step = (by) => {
    const items = listed();
    if (!items.length) return;
    const at = items.findIndex((item) => item.key === state.here);
    once(() => choose(items[(at + by + items.length) % items.length].key));
  };
  // The next that is open; where none is, the next of all.
  const following = () => {
    const items = listed();
    const at = items.findIndex((item) => item.key === state.here);
    const open = (item) => !SETTLED.has(item.finding.state) && item.key !== state.here && item.finding.state !== "confirmed";
    return (items.slice(at + 1).find(open) ?? items.find(open) ?? items[at + 1] ?? items[at])?.key ?? null;
  };
  const said = async (items, verdict, reason, words) => {
    const done = await ask("/api/decide", { items, verdict, reason, note: words });
    for (const { pair } of items) state.others.delete(pair);
    show(await askView(state.view.pair));
    if (everywhere()) {
      await readAll();
      drawQueue();
    }
    tell(done ? `done: ${done}` : "done");
  };
  const decide = (verdict, reason = "", words) => once(async () => {
    const finding = current();
    if (!finding) return;
    const next = verdict === null || verdict === "open" ? state.here : following();
    const kept = state.here;
    await said([{ pair: state.view.pair, id: finding.id }], verdict, reason, words ?? finding.note);
    state.here = kept;
    if (listed().some((one) => one.key === next)) await choose(next);
    drawQueue();
  });
  const ready = (dialog, fill = () => {}) => {
    for (const field of dialog.querySelectorAll("input")) if (field.type !== "checkbox") field.value = "";
    fill();
    dialog.showModal();
    // Keys choose until somebody writes.
    document.activeElement.blur();
  };
  const dismiss = () => {
    const finding = current();
    if (!finding) return;
    ready($("dismiss"), () => {
      $("dismiss-what").textContent = finding.message;
      $("dismiss").querySelector("[name=note]").value = finding.note;
    });
  };
  const dismissAs = (verdict) => {
    const field = (name) => $("dismiss").querySelector(`[name=${name}]`);
    const reason = field("reason").value.trim();
    if (verdict === "other" && !reason) {
      field("reason").focus();
      tell("say why, for those who come after", true);
      return;
    }
    $("dismiss").close();
    tell("");
    decide(verdict, reason, field("note").value.trim());
  };
  for (const button of $("dismiss").querySelectorAll(".choices button")) button.addEventListener("click", () => dismissAs(button.value));
  const note = () => {
    const text = state.screen === "alignment" ? state.view?.beads[state.bead]?.note : current()?.note;
    if (text === undefined) return;
    ready($("note"), () => { $("note").querySelector("input").value = text; });
    $("note").querySelector("input").focus();
  };
  const saveNote = () => {
    const text = $("note").querySelector("input").value.trim();
    $("note").close();
    if (state.screen === "alignment") align({ do: "note", bead: state.bead, note: text });
    else {
      const finding = current();
      decide(finding.verdict ?? "open", finding.reason, text);
    }
  };
  $("note-save").addEventListener("click", saveNote);
  const alike = () => once(async () => {
    const finding = current();
    if (!finding) return;
    tell("looking through all pairs …");
    const items = await ask("/api/alike", { pair: state.view.pair, id: finding.id });
    tell("");
    ready($("alike"), () => {
      $("alike").querySelector("ul").replaceChildren(...items.map((item) => {
        const box = make("input", { type: "checkbox" });
        box.checked = !SETTLED.has(item.state);
        box.item = { pair: item.pair, id: item.id };
        return make("li", {}, make("label", {}, box, make("span", { dir: "auto" }, `${item.file}:${item.line} ${item.message} (${item.state})`)));
      }));
    });
  });
  $("alike-all").addEventListener("click", () => once(async () => {
    const seen = new Set();
    const items = [...$("alike").querySelectorAll("ul input")].filter((box) => box.checked).map((box) => box.item)
      .filter((item) => !seen.has(`${item.pair} ${item.id}`) && seen.add(`${item.pair} ${item.id}`));
    const verdict = $("alike").querySelector("[name=verdict]").value;
    const reason = $("alike").querySelector("[name=reason]").value.trim();
    if (verdict === "other" && !reason) return tell("say why, for those who come after", true);
    $("alike").close();
    if (!items.length) return;
    await said(items, verdict, reason, "");
    for (const pair of new Set(items.map((item) => item.pair))) state.pairs[pair].summary = await ask(`/api/pairs/${pair}/summary`);
    drawPairs();
  }));
  const wrongAlignment = () => {
    const finding = current();
    if (!finding) return;
    state.bead = finding.bead;
    go("alignment");
  };
  const editor = () => {
    const finding = current();
    if (finding) once(() => ask("/api/open", { pair: state.view.pair, target: true, line: finding.target.line }));
  };

  // --- alignment
  const drawBeads = () => {
    const { view } = state;
    for (const button of document.querySelectorAll(".bar button")) button.disabled = view.fixed !== null && button.dataset.act !== "doubtful";
    const key = ({ source, target, confidence, reviewed, note: words }) => [source.start, source.end, target.start, target.end, confidence, reviewed, words].join();
    links.draw(view.beads.map(key), (index) => {
      const bead = view.beads[index];
      const column = (side) => {
        const segments = range(bead[side]);
        const words = (number) => make("p", { lang: view[side].language, dir: "auto", "data-segment": number, "data-side": side },
          make("b", {}, String(view[side].segments[number].line)), view[side].segments[number].text);
        return make("div", { "data-column": side }, ...(segments.length ? segments.map(words) : [make("p", { class: "none" }, "—")]));
      };
      const grade = bead.confidence < 0.7 ? 0 : bead.confidence < 0.8 ? 1 : bead.confidence < 0.95 ? 2 : 3;
      return make("div", { class: "link" },
        column("source"),
        make("div", { class: `tie c${grade}${bead.reviewed ? " accepted" : ""}`, title: bead.reviewed ? "accepted" : `confidence ${bead.confidence.toFixed(2)}` }, bead.reviewed ? "✓" : bead.confidence.toFixed(2)),
        column("target"),
        bead.note ? make("p", { class: "noted" }, bead.note) : null);
    });
    drawBead(false);
  };
  $("beads").addEventListener("click", ({ target }) => {
    const row = target.closest(".link");
    if (!row) return;
    state.bead = links.indexOf(row);
    const words = target.closest("[data-segment]");
    if (words) {
      const { side, segment } = words.dataset;
      state.side = side;
      state.caret[side] = state.caret[side] === Number(segment) ? null : Number(segment);
    }
    drawBead();
  });
  const drawBead = (scroll = true) => {
    remember();
    const { view } = state;
    for (const element of $("beads").querySelectorAll(".here, .caret, .active")) element.classList.remove("here", "caret", "active");
    const row = links.at(state.bead);
    if (row) {
      row.classList.add("here");
      row.querySelector(`[data-column=${state.side}]`)?.classList.add("active");
      if (scroll && state.screen === "alignment") row.scrollIntoView({ block: "nearest" });
    }
    for (const side of ["source", "target"]) {
      if (state.caret[side] !== null) $("beads").querySelector(`[data-side=${side}][data-segment="${state.caret[side]}"]`)?.classList.add("caret");
    }
    const bead = view.beads[state.bead];
    const accepted = view.beads.filter((one) => one.reviewed).length;
    $("bead-status").textContent = view.fixed ?? (bead ? `bead ${state.bead + 1} of ${view.beads.length}, ${accepted} accepted, ${view.kept}` : "no beads");
  };
  const align = (what) => once(async () => {
    tell(what.do === "realign" || what.do === "pin" ? "pairing anew …" : "");
    const view = await askView(state.view.pair, what, "/align");
    state.caret = { source: null, target: null };
    show(view);
    drawBead();
    tell(`saved; ${view.kept}`);
  });
  // How many sentences of a side the first part of a split gets: those before the chosen one, else the first alone.
  const before = (side) => {
    const { start, end } = state.view.beads[state.bead][side];
    const chosen = state.caret[side];
    if (chosen !== null && chosen >= start && chosen < end) return chosen - start;
    return end - start > 1 ? 1 : end - start;
  };
  const acts = {
    merge: () => align({ do: "merge", bead: state.bead }),
    split: () => {
      const chosen = (side) => state.caret[side] !== null && state.caret[side] >= state.view.beads[state.bead][side].start && state.caret[side] < state.view.beads[state.bead][side].end;
      let [source, target] = [before("source"), before("target")];
      if (chosen("source") && !chosen("target") && source === 0) target = state.view.beads[state.bead].target.end - state.view.beads[state.bead].target.start;
      if (chosen("target") && !chosen("source") && target === 0) source = state.view.beads[state.bead].source.end - state.view.beads[state.bead].source.start;
      align({ do: "split", bead: state.bead, source, target });
    },
    up: () => align({ do: "shift", bead: state.bead, side: state.side, up: true }),
    down: () => align({ do: "shift", bead: state.bead, side: state.side, up: false }),
    accept: () => align({ do: "mark", beads: [state.bead], reviewed: true }).then(() => moveBead(1)),
    unaccept: () => align({ do: "mark", beads: [state.bead], reviewed: false }),
    pin: () => {
      const { source, target } = state.caret;
      if (source === null || target === null) return tell("choose a sentence on each side first, with a click");
      align({ do: "pin", source, target });
    },
    note: () => note(),
    doubtful: () => {
      const { beads } = state.view;
      const order = [...beads.keys()].map((index) => (index + state.bead + 1) % beads.length);
      const found = order.find((index) => !beads[index].reviewed && beads[index].confidence < 0.8);
      if (found === undefined) return tell("no doubtful bead is left");
      state.bead = found;
      drawBead();
    },
    realign: () => align({ do: "realign" }),
  };
  for (const button of document.querySelectorAll(".bar button")) button.addEventListener("click", () => acts[button.dataset.act]());
  const moveBead = (by) => {
    state.bead = Math.max(0, Math.min(state.view.beads.length - 1, state.bead + by));
    drawBead();
  };

  // --- files that changed on disk
  const changed = (files) => {
    conflicts = files ?? [];
    $("changed").hidden = !conflicts.length;
  };
  const showConflicts = (files) => {
    changed(files);
    $("conflicts").replaceChildren(...files.flatMap((file) => [
      make("h3", {}, file.file),
      make("div", { class: "both" }, make("pre", {}, file.here.join("\n") || "—"), make("pre", {}, file.disk.join("\n") || "—")),
    ]));
    if (!$("conflict").open) $("conflict").showModal();
  };
  $("show-changed").addEventListener("click", () => showConflicts(conflicts));
  $("take-disk").addEventListener("click", () => once(async () => {
    $("conflict").close();
    show(await ask(`/api/pairs/${state.view.pair}/reload`, {}));
    tell("read anew");
  }));
  addEventListener("focus", () => {
    if (state.view && !busy && !document.querySelector("dialog[open]")) ask(`/api/pairs/${state.view.pair}/changed`).then(changed, () => {});
  });

  // --- what is taken away
  const BEADS = [["tsv", "Bead file"], ["tmx", "Translation memory, TMX"], ["xlf", "XLIFF"], ["xlsx", "Workbook"], ["csv", "CSV"], ["html", "Page for a browser, both texts side by side"]];
  const drawExport = () => {
    const { pair, target } = state.view;
    $("export-pair").textContent = target.name;
    $("export-beads").replaceChildren(...BEADS.map(([kind, name]) => make("li", {}, make("a", { href: `/export/${pair}/beads.${kind}`, download: "" }, name))));
  };

  // --- screens and keys
  const go = (screen) => {
    if (screen !== "pairs" && !state.view) return;
    state.screen = screen;
    for (const name of ["pairs", "findings", "alignment", "export"]) $(name).hidden = name !== screen;
    for (const button of document.querySelectorAll("nav button")) {
      if (button.dataset.screen === screen) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    if (screen === "export") drawExport();
    if (screen === "findings") drawHere();
    if (screen === "alignment") { drawBeads(); links.at(state.bead)?.scrollIntoView({ block: "center" }); }
    remember();
  };
  for (const button of document.querySelectorAll("nav button")) button.addEventListener("click", () => go(button.dataset.screen));
  $("pair").addEventListener("change", () => openPair(Number($("pair").value), state.screen === "pairs" ? "findings" : state.screen));
  filters.addEventListener("input", () => once(async () => {
    if (!state.view) return;
    if (everywhere()) await readAll();
    drawRules();
    drawQueue();
  }));
  filters.addEventListener("submit", (event) => event.preventDefault());
  const undo = () => once(async () => {
    const pair = await ask("/api/undo", {});
    if (pair === null) state.others.clear();
    show(await askView(pair ?? state.view.pair));
    if (everywhere()) {
      await readAll();
      drawQueue();
    }
    tell("undone");
  });
  $("undo").addEventListener("click", undo);
  const help = () => $("help").showModal();
  $("keys").addEventListener("click", help);
  const keysOf = {
    pairs: { "?": help, z: undo },
    export: { "?": help, z: undo },
    findings: {
      j: () => step(1), k: () => step(-1), x: dismiss, f: () => decide("confirmed"), n: note, b: alike, c: () => { if (current()?.verdict) decide(null); },
      l: wrongAlignment, z: undo, o: editor, "?": help, "/": () => { $("narrow").open = true; filters.elements.words.focus(); },
    },
    alignment: {
      j: () => moveBead(1), k: () => moveBead(-1), u: acts.up, d: acts.down, m: acts.merge, s: acts.split, a: acts.accept, r: acts.unaccept, R: acts.realign,
      c: () => { state.caret = { source: null, target: null }; drawBead(); }, " ": acts.pin, n: note, ".": acts.doubtful, g: () => go("findings"), z: undo, "?": help,
      ArrowLeft: () => { state.side = "source"; drawBead(); }, ArrowRight: () => { state.side = "target"; drawBead(); },
    },
  };
  const CHOICES = ["checker-wrong", "intended", "original-wrong", "fixed-elsewhere", "other"];
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const writing = event.target.closest("input:not([type=checkbox]), select, textarea");
    const dialog = document.querySelector("dialog[open]");
    if (dialog) {
      if (event.key === "Enter" && dialog.id === "note") { event.preventDefault(); saveNote(); }
      else if (event.key === "Enter" && writing) event.preventDefault();
      else if (dialog.id === "dismiss" && !writing && CHOICES[Number(event.key) - 1]) { event.preventDefault(); dismissAs(CHOICES[Number(event.key) - 1]); }
      return;
    }
    if (event.key === "Escape") return document.activeElement.blur();
    if (writing || (event.target.closest("button") && event.key === " ")) return;
    const keys = keysOf[state.screen];
    const act = keys[event.key] ?? (event.shiftKey ? undefined : keys[event.key.toLowerCase()]);
    if (act && (state.view || act === help)) { event.preventDefault(); act(); }
  });

  // --- beginning where the reader was
  once(async () => {
    state.pairs = await ask("/api/pairs");
    $("scope").hidden = state.pairs.length < 2;
    drawPairs();
    const kept = remembered();
    for (const field of filters.elements) if (field.name && kept[field.name] !== undefined) { if (field.type === "checkbox") field.checked = kept[field.name]; else field.value = kept[field.name]; }
    const pair = state.pairs[kept.pair] ? kept.pair : 0;
    const single = state.pairs.length === 1;
    if (state.pairs.length && (single || (kept.screen && kept.screen !== "pairs"))) {
      tell("reading …");
      const view = await ask(`/api/pairs/${pair}`);
      state.here = kept.here ?? null;
      state.bead = kept.bead ?? 0;
      state.view = { pair };
      show(view);
      tell("");
      go(kept.screen ?? "findings");
    } else go("pairs");
    document.body.dataset.ready = "yes";
  }).then(countPairs).then(async () => {
    if (!state.view || !everywhere()) return;
    await readAll();
    drawQueue();
  }).catch(() => {});
})();
