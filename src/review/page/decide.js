// Deciding, and keeping what was decided until it is exported.
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
