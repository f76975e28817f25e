// Moving about, keys, filters, printing, and the beginning.
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
