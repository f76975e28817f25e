// Findings: how they stand, which are shown, and the list of them.
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
