// A finding: its places side by side, and whole documents.
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
