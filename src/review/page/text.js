// What the page holds and what is decided on it; words of documents enter it as text, through `text` and `element` only.
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
