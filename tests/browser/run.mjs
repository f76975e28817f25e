// Drives the review page in headless Chromium: open, filter, decide by keys, export, import, check again.
//
//     node run.mjs                     all tests, with target/debug/claimlint or $CLAIMLINT
//     SCREENSHOTS=/tmp node run.mjs    writes pictures as well
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { contrasts } from "./contrast.mjs";
import { largeHouse, smallHouse } from "./houses.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const claimlint = process.env.CLAIMLINT || join(root, "target", "debug", "claimlint");
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
/** Milliseconds in which a page of 5,000 findings has to answer. */
const LIMIT = 100;

function house(files) {
  const folder = mkdtempSync(join(tmpdir(), "claimlint-review-"));
  mkdirSync(join(folder, ".git"));
  for (const [name, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), contents);
  }
  return folder;
}

function run(folder, ...args) {
  const { status, stdout, stderr } = spawnSync(claimlint, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 });
  return { status, stdout, stderr };
}

const json = (folder, ...args) => JSON.parse(run(folder, ...args).stdout);

/** A fresh page over a file, which fails the test on any error, any request that leaves the file, and any script that is refused. */
async function visit(browser, path, options = {}) {
  const context = await browser.newContext({ acceptDownloads: true, viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on("pageerror", (error) => page.faults.push(String(error)));
  page.on("console", (message) => message.type() === "error" && page.faults.push(message.text()));
  page.on("dialog", (dialog) => {
    page.faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) page.faults.push(`request: ${request.url()}`);
  });
  await page.goto(pathToFileURL(path).href);
  return page;
}

const counted = (page) => page.textContent("#counted");
const head = (page) => page.textContent("#finding h2");
const chosen = (page) => page.locator('#list .row[aria-selected="true"]');

/** From an action to the frame that shows it, in milliseconds, and how long the page's own script and layout took. */
function timed(page, actions) {
  return page.evaluate(async (actions) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
    const times = [];
    for (const [kind, target, value] of actions) {
      await frame();
      const start = performance.now();
      if (kind === "key") document.getElementById("list").dispatchEvent(new KeyboardEvent("keydown", { key: target, bubbles: true, cancelable: true }));
      else {
        const field = document.getElementById(target);
        if (kind === "click") field.click();
        else {
          field.value = value;
          field.dispatchEvent(new Event(kind, { bubbles: true }));
        }
      }
      document.body.getBoundingClientRect();
      const script = performance.now() - start;
      await frame();
      times.push([`${kind} ${target}${value === undefined ? "" : ` ${value}`}`, performance.now() - start, script]);
    }
    return times;
  }, actions);
}

const tests = {
  async "findings are shown, filtered, and reached by keys"({ browser, page: path }) {
    const page = await visit(browser, path);
    const total = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).findings.filter((f) => f.severity !== "note").length);
    assert.ok(total >= 4, `only ${total} findings`);
    assert.equal(await counted(page), `0 of ${total} decided · ${total} shown`);
    const first = await chosen(page).getAttribute("id");
    await page.keyboard.press("j");
    assert.notEqual(await chosen(page).getAttribute("id"), first);
    assert.equal(await chosen(page).locator("p").first().textContent(), await head(page));
    assert.equal(await chosen(page).getAttribute("id"), await page.getAttribute("#list", "aria-activedescendant"));
    await page.keyboard.press("k");
    assert.equal(await chosen(page).getAttribute("id"), first);
    await page.keyboard.press("/");
    await page.keyboard.type("jobless lorvia");
    assert.match(await counted(page), /· 1 shown$/);
    assert.deepEqual(await page.locator("blockquote mark").allTextContents(), ["jobless rate in Lorvia was 7.4 per cent", "jobless rate in Lorvia was 5.2 per cent"]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("w");
    assert.equal(await page.locator(".document").count(), 2);
    assert.ok(await page.locator(".document mark").first().isVisible());
    assert.match(await page.locator(".document").nth(1).textContent(), /It rained in Ostrel/);
    await page.keyboard.press("w");
    assert.equal(await page.locator(".document").count(), 0);
    await page.selectOption("#state", "done");
    assert.match(await counted(page), /· 0 shown$/);
    await page.click("#reset");
    assert.match(await counted(page), new RegExp(`· ${total} shown$`));
    await page.selectOption("#rule", "DAT101");
    assert.ok((await page.locator("#list .row").allTextContents()).every((row) => row.includes("DAT101")));
    return page;
  },

  async "nothing of a document runs"({ browser, page: path }) {
    const page = await visit(browser, path);
    await page.fill("#search", "market");
    const shown = await page.textContent("#finding");
    assert.match(shown, /<\/script><script>window\.ran = 1<\/script>/);
    assert.match(shown, /<!-- <img src=x onerror="window\.ran = 2">/);
    assert.match(shown, /⟨U\+2028⟩/);
    await page.locator("figure button").first().click();
    assert.equal(await page.evaluate(() => window.ran), undefined);
    assert.equal(await page.evaluate(() => document.querySelectorAll("img, iframe, object, embed").length), 0);
    // What a fault of the page itself could put into it is refused by its policy.
    const refused = await page.evaluate(() => {
      try {
        document.body.innerHTML += "<img src=x onerror='window.ran = 3'>";
        return false;
      } catch {
        return true;
      }
    });
    assert.ok(refused);
    await page.evaluate(() => {
      const script = document.createElement("script");
      try {
        script.text = "window.ran = 4";
      } catch {
        script.append("window.ran = 4");
      }
      document.body.append(script);
    });
    assert.equal(await page.evaluate(() => window.ran), undefined);
    page.faults = [];
    return page;
  },

  async "what is stored in the browser is not trusted, and a page without findings is no fault"({ browser, page: path, folder }) {
    for (const stored of ["null", "{", "[1, null, [0]]", '[["x", 0, {}]]', '[["x", "__proto__", {"on": "2026-01-01"}]]', "ID"]) {
      const page = await visit(browser, path);
      await page.evaluate((stored) => {
        const { key, findings } = JSON.parse(document.getElementById("data").textContent);
        const mine = JSON.stringify([[findings[0].id, 0, { outcome: "<img src=x>", note: {}, on: "2026-01-01" }], [findings[0].id, 0, { outcome: "asked", note: [1], on: "x" }]]);
        window.addEventListener("pagehide", () => localStorage.setItem(`claimlint-review:${key}`, stored === "ID" ? mine : stored));
      }, stored);
      await page.reload();
      assert.match(await counted(page), /^0 of/, stored);
      assert.deepEqual(page.faults, []);
    }
    const empty = house({ "a.txt": "It rained in Ostrel.\n" });
    assert.equal(run(empty, "review", "html", "-o", "review.html").status, 0);
    const page = await visit(browser, join(empty, "review.html"));
    for (const key of ["j", "x", "w", "u", "e", "n"]) await page.keyboard.press(key);
    assert.equal(await page.textContent("#list"), "Nothing was found.");
    rmSync(empty, { recursive: true });
    return page;
  },

  async "decisions are taken by keys, undone, kept, exported, imported, and silent"({ browser, page: path, folder }) {
    const page = await visit(browser, path);
    const before = json(folder, "check", "--output-format", "json").diagnostics.length;
    await page.fill("#search", "jobless");
    await page.keyboard.press("Escape");
    await page.keyboard.press("n");
    await page.keyboard.type("one is seasonally adjusted: \u201cx\u201d \\ d k");
    await page.keyboard.press("Control+Enter");
    await page.keyboard.press("m");
    await page.click("#reset");
    await page.fill("#search", "fair");
    await page.keyboard.press("Escape");
    await page.keyboard.press("x");
    assert.match(await counted(page), /^2 of/);
    await page.keyboard.press("u");
    assert.match(await counted(page), /^1 of/);
    await page.keyboard.press("d");
    await page.keyboard.press("e");
    assert.match(await page.textContent("#status"), /your name first/);
    await page.keyboard.type("Ana Ruiz");
    await page.waitForTimeout(400);
    await page.reload();
    assert.match(await page.textContent("#status"), /2 decisions from last time/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#export")]);
    assert.equal(download.suggestedFilename(), "claimlint-decisions.jsonl");
    await download.saveAs(join(folder, "claimlint-decisions.jsonl"));
    const lines = readFileSync(join(folder, "claimlint-decisions.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
    assert.deepEqual(lines.map((line) => [line.outcome, line.by]).sort(), [["draft-wrong", "Ana Ruiz"], ["other-measure", "Ana Ruiz"]]);
    const imported = run(folder, "review", "import", "claimlint-decisions.jsonl");
    assert.deepEqual([imported.status, imported.stderr.includes("error[")], [0, false], imported.stderr);
    assert.match(imported.stdout, /^2 decisions added to review\.jsonl/);
    assert.match(run(folder, "review", "import", "claimlint-decisions.jsonl").stdout, /^0 decisions added to review\.jsonl, 2 there already/);
    const after = json(folder, "check", "--output-format", "json");
    assert.equal(after.diagnostics.length, before - 1);
    assert.equal(after.account.dismissed, 1);
    assert.ok(after.diagnostics.some((finding) => finding.notes.some((note) => note.startsWith("review: draft wrong, by Ana Ruiz"))));
    // The next page knows, and does not offer again what has come back.
    assert.equal(run(folder, "review", "html", "-o", path).status, 0);
    await page.reload();
    assert.match(await counted(page), /^2 of/);
    assert.equal(await page.textContent("#status"), "");
    await page.selectOption("#state", "settled");
    assert.match(await page.textContent("#finding"), /both right: other measure: one is seasonally adjusted: “x” \\ d k/);
    // An edited quote opens the finding again.
    const report = join(folder, "report.md");
    writeFileSync(report, readFileSync(report, "utf8").replace("5.2 per cent", "5.2% exactly,"));
    const again = json(folder, "review", "list", "--output-format", "json").filter((finding) => finding.code === "NUM201");
    assert.ok(again.every((finding) => finding.state !== "settled"), JSON.stringify(again));
    return page;
  },

  async "the keyboard alone is enough, and single keys can be turned off"({ browser, page: path }) {
    const page = await visit(browser, path);
    await page.evaluate(() => document.activeElement.blur());
    const reached = new Set();
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press("Tab");
      const [name, outline] = await page.evaluate(() => {
        const at = document.activeElement;
        return at === document.body ? ["", ""] : [at.id || at.dataset.outcome || at.textContent.slice(0, 20), getComputedStyle(at.querySelector('.row[aria-selected="true"]') || at).outlineStyle];
      });
      if (name) {
        assert.notEqual(outline, "none", `the focus on ${name} cannot be seen`);
        reached.add(name);
      }
    }
    for (const name of ["by", "export", "search", "state", "list", "draft-wrong", "not-a-finding", "note"]) {
      assert.ok(reached.has(name), `Tab does not reach ${name}: ${[...reached]}`);
    }
    await page.focus("#list");
    const first = await chosen(page).getAttribute("id");
    await page.keyboard.press("ArrowDown");
    assert.notEqual(await chosen(page).getAttribute("id"), first);
    await page.keyboard.press("?");
    assert.ok(await page.locator("#help").isVisible());
    await page.click("#single");
    await page.keyboard.press("Escape");
    await page.focus("#list");
    await page.keyboard.press("x");
    assert.match(await counted(page), /^0 of/);
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("input, select, textarea")]
      .filter((field) => field.labels.length === 0 && !field.getAttribute("aria-label")).map((field) => field.id)), []);
    return page;
  },

  async "all words stand out from their ground, in light and in dark"({ browser, page: path }) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await visit(browser, path, { colorScheme });
      await page.keyboard.press("w");
      await page.keyboard.press("x");
      const weak = (await contrasts(page)).filter(({ ratio }) => ratio < 4.5);
      assert.deepEqual(weak, [], colorScheme);
      assert.deepEqual(page.faults, []);
    }
  },

  async "what the filters leave is printed"({ browser, page: path }) {
    const page = await visit(browser, path);
    await page.fill("#search", "jobless");
    await page.emulateMedia({ media: "print" });
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("#print article").count(), 1);
    assert.ok(!(await page.locator("main").isVisible()));
    assert.match(await page.textContent("#print"), /7\.4 per cent/);
    return page;
  },

  async "a narrow page does not scroll sideways"({ browser, page: path }) {
    const page = await visit(browser, path, { viewport: { width: 390, height: 800 } });
    assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll("body *")]
      .filter((at) => at.checkVisibility() && at.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((at) => at.id || at.className || at.tagName)), []);
    return page;
  },

  async "a page of 5,000 findings opens and answers"({ browser }) {
    const folder = house(largeHouse(5000));
    const path = join(folder, "review.html");
    const written = run(folder, "review", "html", "-o", path);
    assert.equal(written.status, 0, written.stderr);
    const start = performance.now();
    const page = await visit(browser, path);
    const n = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent).findings.length);
    assert.ok(n >= 5000, `only ${n} findings`);
    console.log(`  ${written.stdout.trim()}; ${(readFileSync(path).length / 1e6).toFixed(1)} MB, open after ${Math.round(performance.now() - start)} ms`);
    const keys = ["j", "j", "x", "d", "k", "u", "w", "w", "End", "t", "Home", "u"].map((key) => ["key", key]);
    const fields = [["input", "search", "fair"], ["input", "search", "fair 4"], ["input", "search", ""], ["change", "state", "open"], ["key", "x"], ["change", "state", ""],
      ["change", "order", "rule"], ["change", "order", "document"], ["change", "rule", "DAT101"], ["click", "show-error"], ["click", "show-error"], ["click", "reset"]];
    // Each action three times: what other programs take of the processor is no fault of the page.
    const actions = [...keys, ...fields, ...keys];
    const runs = [await timed(page, actions), await timed(page, actions), await timed(page, actions)];
    const times = actions.map((_, i) => runs.map((run) => run[i]).sort((a, b) => a[1] - b[1])[0]).sort((a, b) => b[1] - a[1]);
    console.log(`  script and layout: ${Math.max(...times.map(([, , ms]) => ms)).toFixed(0)} ms at most`);
    console.log(`  slowest of ${times.length} actions on ${n} findings: ${times.slice(0, 4).map(([what, ms]) => `${what} ${ms.toFixed(0)} ms`).join(", ")}; median ${times[times.length >> 1][1].toFixed(0)} ms`);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: join(process.env.SCREENSHOTS, "review_large.png") });
    // A figure for whoever reads it: a machine that is busy must not fail a test.
    if (times[0][1] >= LIMIT) console.log(`  slower than the ${LIMIT} ms that are wanted`);
    rmSync(folder, { recursive: true });
    return page;
  },
};

async function pictures(browser, path, folder) {
  for (const [name, options] of Object.entries({
    light: { colorScheme: "light" },
    dark: { colorScheme: "dark" },
    narrow: { colorScheme: "light", viewport: { width: 390, height: 1600 } },
  })) {
    const page = await visit(browser, path, options);
    await page.locator("#list .row", { hasText: "Ana Ruiz" }).click();
    await page.screenshot({ path: join(folder, `review_${name}.png`) });
    await page.keyboard.press("w");
    await page.screenshot({ path: join(folder, `review_${name}_documents.png`) });
    if (name === "light") {
      await page.keyboard.press("?");
      await page.screenshot({ path: join(folder, "review_keys.png") });
      await page.keyboard.press("Escape");
      await page.pdf({ path: join(folder, "review_print.pdf"), format: "A4" });
    }
  }
}

if (!existsSync(claimlint)) throw new Error(`${claimlint} is not there: cargo build`);
const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
let failed = 0;
try {
  for (const [name, test] of Object.entries(tests)) {
    const folder = house(smallHouse());
    const path = join(folder, "review.html");
    execFileSync(claimlint, ["review", "html", "-q", "-o", path], { cwd: folder });
    try {
      const page = await test({ browser, page: path, folder });
      if (page) assert.deepEqual(page.faults, []);
      console.log(`ok    ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name}\n${error.stack}`);
    }
    if (name === Object.keys(tests)[0] && process.env.SCREENSHOTS) await pictures(browser, path, process.env.SCREENSHOTS);
    rmSync(folder, { recursive: true });
  }
} finally {
  await browser.close();
}
console.log(failed ? `${failed} of ${Object.keys(tests).length} failed` : `${Object.keys(tests).length} tests passed`);
process.exit(failed ? 1 : 0);
