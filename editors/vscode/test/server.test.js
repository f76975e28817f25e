// The settings, and a session with the real server through the library that the editor's client is built on.
// CLAIMLINT names the program; without it, the one that `cargo build` makes is taken.

const assert = require("node:assert");
const { spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const test = require("node:test");
const { pathToFileURL } = require("node:url");
const protocol = require("vscode-languageserver-protocol/node");
const { clientOptions, serverOptions } = require("../out/options");

const program = process.env.CLAIMLINT ?? path.resolve(__dirname, "../../../target/debug/claimlint");
const settings = (own) => ({ get: (name, fallback) => own[name] ?? fallback });

test("the settings reach the server", () => {
  const own = settings({ path: "/opt/claimlint", arguments: ["--no-cache"], severityFloor: "note" });
  assert.deepStrictEqual(serverOptions(own), { command: "/opt/claimlint", args: ["lsp", "--no-cache"] });
  assert.strictEqual(clientOptions(own).initializationOptions.severityFloor, "note");
  assert.deepStrictEqual(clientOptions(own).documentSelector[0], { scheme: "file", language: "markdown" });
});

test("the manifest's defaults are the program's own", () => {
  const manifest = require("../package.json").contributes.configuration.properties;
  const { command } = serverOptions(settings({}));
  assert.strictEqual(command, manifest["claimlint.path"].default);
  assert.strictEqual(clientOptions(settings({})).initializationOptions.severityFloor, manifest["claimlint.severityFloor"].default);
});

test("a session with the real server", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "claimlint-"));
  fs.mkdirSync(path.join(folder, ".git"));
  fs.writeFileSync(path.join(folder, "report.txt"), "The jobless rate in Lorvia was 7.4 per cent in 2020.\n");
  const uri = pathToFileURL(path.join(folder, "draft.md")).href;
  const text = "The jobless rate in Lorvia was 5.2 per cent in 2020.\n";
  const own = settings({ path: program });
  const server = spawn(serverOptions(own).command, serverOptions(own).args, { cwd: folder });
  const connection = protocol.createProtocolConnection(server.stdout, server.stdin);
  connection.onRequest(protocol.RegistrationRequest.type, () => {});
  connection.listen();
  const capabilities = {
    general: { positionEncodings: ["utf-16"] },
    textDocument: { publishDiagnostics: { relatedInformation: true } },
    workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
  };
  const hello = await connection.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "desk" }],
    initializationOptions: clientOptions(own).initializationOptions,
  });
  assert.strictEqual(hello.serverInfo.name, "claimlint");
  const found = new Promise((resolve) => {
    connection.onNotification(protocol.PublishDiagnosticsNotification.type, (params) => {
      if (params.uri === uri && params.diagnostics.length > 0) resolve(params.diagnostics);
    });
  });
  await connection.sendNotification(protocol.InitializedNotification.type, {});
  const textDocument = { uri, languageId: "markdown", version: 1, text };
  await connection.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument });
  const [diagnostic] = await found;
  assert.ok(protocol.Diagnostic.is(diagnostic), JSON.stringify(diagnostic));
  assert.ok(protocol.DiagnosticRelatedInformation.is(diagnostic.relatedInformation[0]));
  const at = { textDocument: { uri }, position: diagnostic.range.start };
  const hover = await connection.sendRequest(protocol.HoverRequest.type, at);
  assert.ok(protocol.Hover.is(hover) && hover.contents.value.includes("7.4 per cent"), JSON.stringify(hover));
  const [place] = await connection.sendRequest(protocol.DefinitionRequest.type, at);
  assert.ok(protocol.Location.is(place) && place.uri.endsWith("/report.txt"));
  const context = { diagnostics: [diagnostic] };
  const actions = await connection.sendRequest(protocol.CodeActionRequest.type, { ...at, range: diagnostic.range, context });
  assert.ok(actions.length >= 3 && actions.every((action) => protocol.CodeAction.is(action)), JSON.stringify(actions));
  const exited = new Promise((resolve) => server.on("exit", resolve));
  await connection.sendRequest(protocol.ShutdownRequest.type);
  await connection.sendNotification(protocol.ExitNotification.type);
  assert.strictEqual(await exited, 0);
  fs.rmSync(folder, { recursive: true });
});
