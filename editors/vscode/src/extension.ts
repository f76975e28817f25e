// The extension starts `claimlint lsp` and leaves everything else to it.

import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { clientOptions, serverOptions } from "./options";

let client: LanguageClient | undefined;

async function start(): Promise<void> {
  const settings = workspace.getConfiguration("claimlint");
  client = new LanguageClient("claimlint", "claimlint", serverOptions(settings), clientOptions(settings));
  try {
    await client.start();
  } catch (error) {
    const path = settings.get<string>("path", "claimlint");
    void window.showErrorMessage(`claimlint: "${path} lsp" does not start (${String(error)}). Is claimlint.path right?`);
  }
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  if (running?.isRunning()) {
    await running.stop();
  }
}

export async function activate(context: ExtensionContext): Promise<void> {
  const restart = async (): Promise<void> => {
    await stop();
    await start();
  };
  context.subscriptions.push(
    commands.registerCommand("claimlint.restart", restart),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("claimlint")) {
        void restart();
      }
    }),
  );
  await start();
}

export function deactivate(): Promise<void> {
  return stop();
}
