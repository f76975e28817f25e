// The page on which findings are reviewed. It fetches nothing and stores what is decided in the browser until it is exported.
// Whatever comes from a document enters the page as text, through `text` and `element` only.
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const outcomes = new Map(data.outcomes.map((outcome) => [outcome.name, outcome]));
  const LEVELS = ["error", "warning", "note"];
  const GATES = {
    referent: "same thing", measure: "same measure", time: "same time",
    factuality: "same commitment", scope: "same scope", partition: "same partition",
  };
  const GROUPS = [
    ["One is wrong", ["draft-wrong", "other-wrong"]],
    ["Both right", ["other-time", "other-measure", "other-person", "other-speaker"]],
    ["Else", ["superseded", "asked", "unresolved", "not-a-finding"]],
  ];
  /** Characters of context on either side of a quotation. */
  const CONTEXT = 320;
  /** Characters on either side of a quotation in which the search looks. */
  const SEARCHED = 160;
  /** Most characters of a note; the file takes 16 kB. */
  const NOTE = 4000;
  const STORE = `claimlint-review:${data.key}`;

  // What is decided here: by finding, { outcome, note, on }.
  const made = new Map();
  const undone = [];
  const open = new Set();
  let items = [];
  let offsets = [0];
  let current = -1;
  let stored = true;

  // ------------------------------------------------------------------ text

  /** Characters that steer instead of showing, as on the terminal. */
  const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;
  const hex = (c) => c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  const visible = (c) => (c < " " ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : `⟨U+${hex(c)}⟩`);
  const clean = (words) => String(words).replace(STEERING, visible);
  const text = (words) => document.createTextNode(clean(words));

  /** An element with attributes, properties (`.name`) and listeners (`onname`); strings among the children become text. */
  function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value === false || value === null || value === undefined) continue;
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (name.startsWith(".")) made[name.slice(1)] = value;
      else made.setAttribute(name, value === true ? "" : clean(value));
    }
    for (const child of children.flat()) {
      if (child !== null && child !== undefined && child !== false) {
        made.append(child instanceof Node ? child : text(child));
      }
    }
    return made;
  }

  /** A stretch of a text with spans lit; `spans` are [start, end, class]. Where two overlap, the first keeps its ground. */
  function lit(words, from, to, spans) {
    const fragment = document.createDocumentFragment();
    let at = from;
    for (const [start, end, kind] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      const first = Math.max(start, at);
      const last = Math.min(end, to);
      if (first >= last) continue;
      fragment.append(text(words.slice(at, first)), element("mark", { class: kind || null }, words.slice(first, last)));
      at = last;
    }
    fragment.append(text(words.slice(at, to)));
    return fragment;
  }

  // -------------------------------------------------------------- findings

  const place = (label) => `${data.documents[label.document].path}:${label.line}:${label.column}`;
  const ruleName = (code) => (data.rules[code] ? data.rules[code].name : "");
  const plural = (n, what) => `${n.toLocaleString("en")} ${what}${n === 1 ? "" : "s"}`;

  const findings = data.findings.map((finding, index) => {
    const paths = [...new Set(finding.labels.map((label) => data.documents[label.document].path))];
    const said = finding.labels.map((label) => `${label.message} ${label.value || ""} ${label.speaker || ""}`);
    const around = finding.labels.map((label) => {
      const [from, to] = stretch(label, SEARCHED);
      return data.documents[label.document].text.slice(from, to);
    });
    const words = [finding.id, finding.code, ruleName(finding.code), finding.subject, finding.message, ...paths, ...said, ...around];
    const last = finding.history.findLast((said) => said.outcome);
    return { ...finding, index, paths, last, words: clean(words.join("\n")).toLowerCase() };
  });

  /** How a finding stands: what is decided here goes before what was decided earlier. */
  function standing(finding) {
    const here = made.get(finding.index);
    if (here && here.outcome) {
      const outcome = outcomes.get(here.outcome);
      return { state: "here", done: true, outcome: here.outcome, words: outcome.words };
    }
    const earlier = finding.last;
    const words = earlier ? outcomes.get(earlier.outcome).words : "open";
    const outcome = earlier ? earlier.outcome : null;
    switch (finding.standing) {
      case "settled": return { state: "settled", done: true, outcome, words: `settled: ${words}` };
      case "decided": return { state: "decided", done: true, outcome, words };
      case "awaiting": return { state: "awaiting", done: false, outcome, words: `${words}, second sign-off` };
      case "reopened": return { state: "reopened", done: false, outcome: null, words: "reopened" };
      default: return { state: "open", done: false, outcome: null, words: "open" };
    }
  }

  function badge(finding) {
    const { state, done, words } = standing(finding);
    const kind = done ? "done" : state === "open" ? "open" : "waits";
    return element("span", { class: `state ${kind}` }, done ? `✓ ${words}` : words);
  }

  // --------------------------------------------------------------- filters

  const filter = { severities: new Set(), state: "", rule: "", document: "", order: "severity", search: "" };

  const STATES = {
    "": () => true,
    open: (s) => !s.done,
    done: (s) => s.done,
    here: (s) => s.state === "here",
    settled: (s) => s.state === "settled",
    reopened: (s) => s.state === "reopened",
    awaiting: (s) => s.state === "awaiting",
  };

  function keeps(finding) {
    if (!filter.severities.has(finding.severity)) return false;
    if (filter.rule && finding.code !== filter.rule) return false;
    if (filter.document && !finding.paths.includes(filter.document)) return false;
    if (filter.search && !filter.search.split(/\s+/).every((word) => finding.words.includes(word))) return false;
    if (!filter.state) return true;
    const now = standing(finding);
    return filter.state.startsWith("=") ? now.outcome === filter.state.slice(1) : STATES[filter.state](now);
  }

  const level = (finding) => LEVELS.indexOf(finding.severity);
  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const group = {
    severity: (f) => `${f.severity} · ${f.subject}`,
    subject: (f) => f.subject,
    rule: (f) => `${f.code} ${ruleName(f.code)}`,
    document: (f) => f.paths[0] || "",
  };
  const sorted = {
    severity: (a, b) => level(a) - level(b) || compare(a.subject, b.subject) || a.index - b.index,
    subject: (a, b) => compare(a.subject, b.subject) || level(a) - level(b) || a.index - b.index,
    rule: (a, b) => compare(a.code, b.code) || level(a) - level(b) || a.index - b.index,
    document: (a, b) => compare(a.paths[0] || "", b.paths[0] || "") || a.index - b.index,
  };
  const inOrder = Object.fromEntries(Object.entries(sorted).map(([name, by]) => [name, [...findings].sort(by)]));

  /** Draws up the list anew; the finding that is open stays so if it is still in it. */
  function refilter() {
    const before = current;
    const was = items.findIndex((item) => item.finding && item.finding.index === before);
    items = [];
    let head = null;
    for (const finding of inOrder[filter.order]) {
      if (!keeps(finding)) continue;
      const own = group[filter.order](finding);
      if (own !== head) items.push({ head: own });
      head = own;
      items.push({ finding });
    }
    measure();
    const shown = items.some((item) => item.finding && item.finding.index === before);
    if (!shown) {
      const next = items.slice(Math.max(was, 0)).find((item) => item.finding) || items.findLast((item) => item.finding);
      current = next ? next.finding.index : -1;
      showFinding();
    }
    drawList(true);
    progress();
  }

  // ------------------------------------------------------------------ list

  const list = $("list");
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const HEAD = 2 * rem;
  const ROW = 4.6 * rem;
  const spacer = element("div", { role: "presentation" });
  list.append(spacer);

  function measure() {
    offsets = [0];
    for (const item of items) offsets.push(offsets.at(-1) + (item.finding ? ROW : HEAD));
    spacer.style.height = `${offsets.at(-1)}px`;
  }

  /** The first item whose end lies below a height. */
  function itemAt(height) {
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (offsets[middle + 1] <= height) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Draws the rows in sight, and no others; `follow` brings the chosen one into sight. */
  function drawList(follow) {
    const chosen = items.findIndex((item) => item.finding && item.finding.index === current);
    if (follow && chosen >= 0) {
      const above = chosen > 0 && items[chosen - 1].head ? offsets[chosen - 1] : offsets[chosen];
      if (above < list.scrollTop) list.scrollTop = above;
      const below = offsets[chosen + 1] - list.clientHeight;
      if (below > list.scrollTop) list.scrollTop = below;
    }
    const total = items.reduce((n, item) => n + (item.finding ? 1 : 0), 0);
    const first = Math.max(0, itemAt(list.scrollTop) - 3);
    const end = Math.min(items.length, itemAt(list.scrollTop + list.clientHeight) + 4);
    const rows = [];
    let position = items.slice(0, first).reduce((n, item) => n + (item.finding ? 1 : 0), 0);
    for (let i = first; i < end; i += 1) {
      const { finding, head } = items[i];
      if (finding) position += 1;
      const drawn = finding ? row(finding, position, total, i === chosen) : element("div", { class: "head", role: "presentation" }, head);
      drawn.style.top = `${offsets[i]}px`;
      rows.push(drawn);
    }
    if (items.length === 0) rows.push(element("p", { class: "nothing" }, data.findings.length ? "Nothing fits these filters." : "Nothing was found."));
    spacer.replaceChildren(...rows);
    if (chosen >= 0) list.setAttribute("aria-activedescendant", `row-${current}`);
    else list.removeAttribute("aria-activedescendant");
  }

  function row(finding, position, total, chosen) {
    const first = finding.labels[0];
    return element("div", {
      class: "row", role: "option", id: `row-${finding.index}`, "aria-selected": String(chosen), "aria-posinset": position, "aria-setsize": total,
      onclick: () => choose(finding.index),
    },
    element("div", { class: "about" },
      element("span", { class: `level ${finding.severity}` }, finding.severity), element("span", {}, finding.code), badge(finding),
      element("span", { class: "where" }, first ? place(first) : "")),
    element("p", { title: finding.message }, finding.message),
    element("p", {}, brief(finding)));
  }

  /** What the places say; of a single one also its words. */
  function brief({ labels }) {
    const said = labels.map((label) => label.message);
    const words = labels.slice(0, 1).map((label) => `“${data.documents[label.document].text.slice(label.start, label.end)}”`);
    return labels.length === 1 ? `${words}: ${said}` : [...new Set(said)].join(" | ");
  }

  // --------------------------------------------------------------- finding

  const article = $("finding");

  function showFinding() {
    open.clear();
    drawFinding();
    article.scrollTop = 0;
  }

  function drawFinding() {
    const finding = findings[current];
    article.dataset.index = current;
    article.replaceChildren(...(finding ? about(finding) : [element("p", { class: "nothing" }, "No finding is chosen.")]));
  }

  /** All about a finding; on paper without the means to decide. */
  function about(finding, printed = false) {
    const rule = data.rules[finding.code];
    const nodes = [
      element("div", { class: "kind" },
        element("span", { class: `level ${finding.severity}` }, finding.severity), element("code", {}, finding.code),
        element("span", {}, rule ? rule.name : ""), badge(finding), element("code", { class: "id", title: "id of the finding" }, finding.id), rule && !printed ? element("span", { class: "summary" }, rule.summary) : null),
      element("h2", {}, finding.message),
      element("div", { class: "places" }, finding.labels.map((label, i) => evidence(finding, label, i, printed))),
    ];
    if (finding.more > 0) nodes.push(element("p", {}, `${plural(finding.more, "more place")} on this question`));
    facts(nodes, "Notes", finding.notes.map((note) => ["", note]));
    if (finding.settled_by) nodes.push(element("p", { class: "settled-by" }, element("b", {}, "Settled by: "), finding.settled_by));
    const here = made.get(finding.index);
    const said = [...finding.history, ...(printed && here ? [{ ...here, by: $("by").value || "here" }] : [])];
    facts(nodes, "Said before", said.map((one) =>
      [`${one.by}, ${one.on.slice(0, 10)}`, [one.outcome ? outcomes.get(one.outcome).words : "note", one.note].filter(Boolean).join(": ")]));
    if (!printed) nodes.push(decide(finding));
    facts(nodes, "Same question?", finding.gates.map((gate) =>
      [GATES[gate.gate] || gate.gate, `${gate.detail} (${gate.passed_by === "inference" ? "inferred" : "on explicit words"})`]));
    const slots = Object.entries(finding.question.slots);
    const asks = printed ? [] : finding.question.predicate ? [["asked", finding.question.predicate], ...slots] : slots;
    facts(nodes, "Question", asks);
    facts(nodes, "Help", finding.help ? [["", finding.help]] : []);
    return nodes;
  }

  function facts(nodes, title, rows) {
    if (rows.length === 0) return;
    nodes.push(element("h3", {}, title));
    if (rows.every(([term]) => term === "")) nodes.push(...rows.map(([, words]) => element("div", {}, words)));
    else nodes.push(element("dl", { class: "facts" }, rows.map(([term, words]) => [element("dt", {}, term), element("dd", {}, words)]).flat()));
  }

  function dated(shown) {
    const [from, to] = shown.date;
    const origin = shown.date_from ? `, by its ${shown.date_from.replace("-", " ")}` : "";
    if (!from && !to) return "undated";
    if (from === to) return `dated ${from}${origin}`;
    return `dated ${from ? `from ${from}` : ""}${to ? ` to ${to}` : " on"}${origin}`.replace("dated  to", "dated up to");
  }

  function evidence(finding, label, i, printed) {
    const shown = data.documents[label.document];
    const whole = !printed && open.has(i);
    const [since, until] = label.valid || [null, null];
    const holds = since && since === until ? `holds on ${since}` : [since && `holds from ${since}`, until && `${since ? "" : "holds "}to ${until}`].filter(Boolean).join(" ");
    const caption = [shown.title, dated(shown), shown.judged ? "" : "reference", label.speaker ? `said by ${label.speaker}` : "", holds];
    const toggle = element("button", { type: "button", "aria-expanded": String(whole), onclick: () => toggleDocument(i) }, whole ? "Excerpt only" : "Whole document");
    return element("figure", { class: i === 0 ? "first" : null },
      element("figcaption", {}, element("code", {}, place(label)), " ", caption.filter(Boolean).join(" · ")),
      element("p", { class: "says" }, label.message),
      whole ? documentOf(finding, label) : element("blockquote", {}, excerpt(finding, label)),
      printed ? null : toggle);
  }

  /** Where the words around a quotation begin and end: within its line, and at most so many characters on either side. */
  function stretch(label, most) {
    const words = data.documents[label.document].text;
    const before = words.slice(Math.max(0, label.start - most), label.start);
    const after = words.slice(label.end, label.end + most);
    const end = after.indexOf("\n");
    return [label.start - before.length + before.lastIndexOf("\n") + 1, label.end + (end < 0 ? after.length : end)];
  }

  /** The words around a quotation. */
  function excerpt(finding, label) {
    const words = data.documents[label.document].text;
    let [from, to] = stretch(label, CONTEXT);
    const cut = from > 0 && words[from - 1] !== "\n";
    const left = to < words.length && words[to] !== "\n";
    const space = words.indexOf(" ", from);
    if (cut && space >= 0 && space < label.start) from = space + 1;
    const final = words.lastIndexOf(" ", to);
    if (left && final > label.end) to = final;
    const fragment = lit(words, from, to, spansOf(finding, label));
    fragment.prepend(cut ? "… " : "");
    fragment.append(left ? " …" : "");
    return fragment;
  }

  /** The places of a finding in the document of a label: that one, then the others. */
  function spansOf(finding, label) {
    const others = finding.labels.filter((other) => other !== label && other.document === label.document);
    return [[label.start, label.end, ""], ...others.map((other) => [other.start, other.end, "also"])];
  }

  /** A whole document, line by line, with the places of the finding lit. */
  function documentOf(finding, label) {
    const shown = data.documents[label.document];
    const spans = spansOf(finding, label);
    const lines = [];
    let from = 0;
    for (const line of shown.text.split("\n")) {
      const to = from + line.length;
      const inside = spans.filter(([start, end]) => start < to && end > from);
      lines.push(inside.length > 0 ? element("p", {}, lit(shown.text, from, to, inside)) : element("p", {}, line));
      from = to + 1;
    }
    return element("div", { class: "document", tabindex: "0", role: "region", "aria-label": shown.path }, lines);
  }

  function toggleDocument(i) {
    if (!open.delete(i)) open.add(i);
    drawFinding();
    const figure = article.querySelectorAll("figure")[i];
    figure.querySelector("button").focus();
    light(figure);
  }

  /** Opens the documents of the two places that are shown first, or closes all. */
  function toggleDocuments() {
    const finding = findings[current];
    if (!finding) return;
    if (open.size > 0) open.clear();
    else finding.labels.slice(0, 2).forEach((_, i) => open.add(i));
    drawFinding();
    article.querySelectorAll("figure").forEach(light);
  }

  /** Brings the quotation of an opened document into sight. */
  function light(figure) {
    const box = figure.querySelector(".document");
    const mark = box && (box.querySelector("mark:not(.also)") || box.querySelector("mark"));
    if (mark) box.scrollTop += mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }

  // ---------------------------------------------------------------- decide

  function decide(finding) {
    const here = made.get(finding.index) || {};
    const button = (name) => {
      const { words, key } = outcomes.get(name);
      const short = words.replace("both right: ", "");
      return element("button", { type: "button", "data-outcome": name, "aria-pressed": String(here.outcome === name), "aria-keyshortcuts": key, onclick: () => settle(name) },
        short, " ", element("kbd", {}, key));
    };
    const groups = GROUPS.map(([legend, names]) => element("fieldset", {}, element("legend", {}, legend), names.map(button)));
    const note = element("textarea", { id: "note", maxlength: NOTE, rows: 2, ".value": here.note || "", oninput: (event) => noted(finding.index, event.target.value) });
    const undo = element("button", { type: "button", onclick: undoLast, disabled: undone.length === 0 }, "Undo ", element("kbd", {}, "u"));
    return element("section", { class: "decide", "aria-label": "Decide" }, groups, element("label", {}, "Note ", element("kbd", {}, "n"), note), element("p", {}, undo));
  }

  /** Decides, and goes on to the next open finding. */
  function settle(name) {
    const finding = findings[current];
    if (!finding) return;
    const before = made.get(current);
    undone.push([current, before]);
    made.set(current, { note: "", ...before, outcome: name, on: new Date().toISOString() });
    changed();
    const next = $("onward").checked ? nextOpen(current) : -1;
    const held = article.contains(document.activeElement);
    if (next >= 0) current = next;
    refilter();
    if (article.dataset.index !== String(current) || next < 0) showFinding();
    if (held) article.focus({ preventScroll: true });
    say(`${outcomes.get(name).words}: ${finding.message}. ${$("counted").textContent}`);
  }

  function nextOpen(from) {
    const at = items.findIndex((item) => item.finding && item.finding.index === from);
    const isOpen = (item) => item.finding && item.finding.index !== from && !standing(item.finding).done;
    const next = items.slice(at + 1).find(isOpen) || items.find(isOpen);
    return next ? next.finding.index : -1;
  }

  /** Keeps a note as it is written; one without a decision is exported as a note. */
  function noted(index, words) {
    const before = made.get(index);
    const since = undone.at(-1);
    if (!since || since[0] !== index || since[2] !== "note") undone.push([index, before, "note"]);
    if (!words.trim() && !(before && before.outcome)) made.delete(index);
    else made.set(index, { ...before, note: words, on: new Date().toISOString() });
    changed();
    drawList(false);
    progress();
  }

  function undoLast() {
    const last = undone.pop();
    if (!last) {
      say("Nothing to undo.");
      return;
    }
    const [index, before] = last;
    if (before) made.set(index, before);
    else made.delete(index);
    changed();
    current = index;
    refilter();
    say(current === index ? "Undone." : "Undone; the filters hide that finding.");
    showFinding();
  }

  // ----------------------------------------------------------- keep, export

  let timer = 0;

  function changed() {
    clearTimeout(timer);
    timer = setTimeout(store, 200);
  }

  function store() {
    clearTimeout(timer);
    const all = [...made].map(([index, said]) => [findings[index].id, index, said]);
    try {
      if (all.length > 0) localStorage.setItem(STORE, JSON.stringify(all));
      else localStorage.removeItem(STORE);
      localStorage.setItem("claimlint-review-by", $("by").value);
      stored = true;
    } catch {
      stored = false;
    }
  }

  /** What was decided on this page before it was closed, but for what has come back through `review import`. */
  function restore() {
    let all = [];
    try {
      $("by").value = localStorage.getItem("claimlint-review-by") || "";
      all = JSON.parse(localStorage.getItem(STORE) || "[]");
    } catch {
      stored = false;
    }
    // Other pages of this computer may write to the same store.
    for (const [id, index, said] of Array.isArray(all) ? all.filter(Array.isArray) : []) {
      const finding = findings[index];
      if (!finding || finding.id !== id || !said || Number.isNaN(Date.parse(said.on))) continue;
      const known = finding.history.some((one) => Date.parse(one.on) === Date.parse(said.on));
      const { outcome, on } = said;
      if (!known && (outcome === undefined || outcomes.has(outcome))) made.set(index, { outcome, note: String(said.note || "").slice(0, NOTE), on });
    }
    return made.size;
  }

  /** The lines that `claimlint review import` reads; null if nobody is named. */
  function lines() {
    const by = $("by").value.trim();
    if (made.size === 0) {
      say("Nothing has been decided here yet.");
      return null;
    }
    if (!by) {
      say("Give your name first: each decision says who took it.");
      $("by").focus();
      return null;
    }
    return [...made].map(([index, { outcome, note, on }]) => {
      const { id, code, message, inferred, quotes } = findings[index];
      return `${JSON.stringify({ version: data.version, id, code, outcome, note: (note || "").trim(), by, on, message, inferred, quotes })}\n`;
    }).join("");
  }

  function download() {
    const words = lines();
    if (words === null) return;
    const link = element("a", { href: URL.createObjectURL(new Blob([words], { type: "application/jsonl" })), download: "claimlint-decisions.jsonl" });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    say(`${plural(made.size, "decision")} exported. Add them with: claimlint review import claimlint-decisions.jsonl, and the same documents.`);
  }

  async function copy() {
    const words = lines();
    if (words === null) return;
    try {
      await navigator.clipboard.writeText(words);
      say(`${plural(made.size, "decision")} copied, as lines for claimlint review import.`);
    } catch {
      say("The browser does not let a page copy; use Export.");
    }
  }

  // ------------------------------------------------------------------ page

  function say(words) {
    $("status").replaceChildren(text(words));
  }

  function progress() {
    const counted = findings.filter((finding) => filter.severities.has(finding.severity));
    const done = counted.filter((finding) => standing(finding).done).length;
    const shown = items.reduce((n, item) => n + (item.finding ? 1 : 0), 0);
    $("progress").max = Math.max(counted.length, 1);
    $("progress").value = done;
    const [n, all, here] = [done, counted.length, shown].map((count) => count.toLocaleString("en"));
    $("counted").replaceChildren(text(`${n} of ${all} decided · ${here} shown`));
  }

  function choose(index) {
    if (index === current) return;
    current = index;
    drawList(true);
    showFinding();
  }

  function move(by) {
    const rows = items.filter((item) => item.finding);
    const at = rows.findIndex((item) => item.finding.index === current);
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next) choose(next.finding.index);
  }

  const KEYS = [
    ["j", "next finding", () => move(1)],
    ["k", "previous finding", () => move(-1)],
    ["w", "whole documents", toggleDocuments],
    ["n", "write a note (Esc leaves it)", () => article.querySelector("#note")?.focus()],
    ["u", "undo", undoLast],
    ["e", "export", download],
    ["/", "search", () => $("search").focus()],
    ["?", "this help", () => $("help").showModal()],
  ];

  function onKey(event) {
    const inside = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (inside) {
      if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
        list.focus();
        event.preventDefault();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || $("help").open) return;
    if (event.target === list) {
      const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
      if (event.key in steps) {
        move(steps[event.key]);
        event.preventDefault();
        return;
      }
      if (event.key === "Enter") article.focus();
    }
    if (!$("single").checked) return;
    const binding = KEYS.find(([key]) => key === event.key);
    const outcome = data.outcomes.find(({ key }) => key === event.key);
    if (binding) binding[2]();
    else if (outcome) settle(outcome.name);
    else return;
    event.preventDefault();
  }

  function options(select, choices) {
    select.replaceChildren(...choices.map(([value, words]) => element("option", { ".value": value }, words)));
  }

  function counts(of) {
    const all = new Map();
    for (const finding of findings) for (const one of of(finding)) all.set(one, (all.get(one) || 0) + 1);
    return [...all].sort(([a], [b]) => compare(a, b));
  }

  function fillFilters() {
    for (const severity of LEVELS) {
      const n = findings.filter((finding) => finding.severity === severity).length;
      const box = element("input", { type: "checkbox", id: `show-${severity}`, onchange: (event) => {
        if (event.target.checked) filter.severities.add(severity);
        else filter.severities.delete(severity);
        refilter();
      } });
      $("severities").append(element("label", {}, box, `${severity} (${n})`));
    }
    options($("state"), [["", "all"], ["open", "open"], ["done", "decided"], ["here", "decided on this page"], ["settled", "settled before"],
      ["reopened", "reopened"], ...(data.second_sign_off ? [["awaiting", "awaiting second sign-off"]] : []), ...data.outcomes.map(({ name, words }) => [`=${name}`, words])]);
    options($("rule"), [["", "all"], ...counts((f) => [f.code]).map(([code, n]) => [code, `${code} ${ruleName(code)} (${n})`])]);
    options($("document"), [["", "all"], ...counts((f) => f.paths).map(([path, n]) => [path, `${path} (${n})`])]);
    for (const name of ["state", "rule", "document", "order"]) {
      $(name).addEventListener("change", (event) => {
        filter[name] = event.target.value;
        refilter();
      });
    }
    $("search").addEventListener("input", (event) => {
      filter.search = event.target.value.trim().toLowerCase();
      refilter();
    });
    $("reset").addEventListener("click", () => {
      reset();
      refilter();
    });
    document.querySelector("form.filters").addEventListener("submit", (event) => event.preventDefault());
  }

  /** Notes are shown only where there is nothing graver, as on the terminal. */
  function reset() {
    const grave = findings.some((finding) => finding.severity !== "note");
    Object.assign(filter, { state: "", rule: "", document: "", order: "severity", search: "" });
    filter.severities = new Set(grave ? LEVELS.slice(0, 2) : LEVELS);
    for (const severity of LEVELS) $(`show-${severity}`).checked = filter.severities.has(severity);
    for (const name of ["state", "rule", "document", "search"]) $(name).value = "";
    $("order").value = "severity";
  }

  /** On paper, all findings that the filters leave stand one below the other. */
  function printed() {
    const shown = items.filter((item) => item.finding).map(({ finding }) => element("article", {}, about(finding, true)));
    $("print").replaceChildren(element("h1", {}, "Review"), element("p", {}, $("counted").textContent), ...shown);
  }

  function begin() {
    fillFilters();
    reset();
    const restored = restore();
    const bindings = [...KEYS.map(([key, words]) => [key, words]), ...data.outcomes.map(({ key, words }) => [key, words])];
    $("bindings").append(...bindings.flatMap(([key, words]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, words)]));
    $("receipt").replaceChildren(text([...data.receipt, data.tool].join(" · ")));
    document.addEventListener("keydown", onKey);
    list.addEventListener("scroll", () => drawList(false), { passive: true });
    window.addEventListener("resize", () => drawList(false));
    window.addEventListener("beforeprint", printed);
    window.addEventListener("afterprint", () => $("print").replaceChildren());
    window.addEventListener("pagehide", store);
    window.addEventListener("beforeunload", (event) => {
      store();
      if (!stored && made.size > 0) event.preventDefault();
    });
    $("by").addEventListener("input", changed);
    $("export").addEventListener("click", download);
    $("copy").addEventListener("click", copy);
    $("print-page").addEventListener("click", () => window.print());
    $("keys").addEventListener("click", () => $("help").showModal());
    refilter();
    list.focus({ preventScroll: true });
    if (restored > 0) say(`${plural(restored, "decision")} from last time, not exported yet or not imported.`);
  }

  begin();
})();
