// What the client is told of the server, from the settings; apart from the editor, so that it can be tested without one.

export interface Settings {
  get<T>(name: string, fallback: T): T;
}

export function serverOptions(settings: Settings): { command: string; args: string[] } {
  return { command: settings.get("path", "claimlint"), args: ["lsp", ...settings.get<string[]>("arguments", [])] };
}

const SCHEMES = ["file", "untitled"];
const LANGUAGES = ["markdown", "plaintext", "html"];

export function clientOptions(settings: Settings): {
  documentSelector: { scheme: string; language: string }[];
  initializationOptions: { severityFloor: string; suppressReasons?: string[] };
} {
  return {
    documentSelector: SCHEMES.flatMap((scheme) => LANGUAGES.map((language) => ({ scheme, language }))),
    initializationOptions: {
      severityFloor: settings.get("severityFloor", "warning"),
      suppressReasons: settings.get<string[] | undefined>("suppressReasons", undefined),
    },
  };
}
