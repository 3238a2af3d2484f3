// Starts `wishare-lint lsp` and lets it speak to VS Code; everything else is done by the server.

import { commands, ExtensionContext, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/node";

const NAME = "wishare-lint";
const SECTION = "wishareLint";
const INSTALL = `Install it with \`pip install "${NAME}[lsp]"\`, or set \`${SECTION}.path\`.`;

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand(`${SECTION}.restart`, restart),
    workspace.onDidChangeConfiguration((event) => {
      if (["path", "args"].some((key) => event.affectsConfiguration(`${SECTION}.${key}`))) {
        return restart();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
  client = undefined;
}

async function restart(): Promise<void> {
  await deactivate();
  await start();
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration(SECTION);
  const command = settings.get<string>("path", NAME);
  const args = settings.get<string[]>("args", ["lsp"]);
  client = new LanguageClient(
    SECTION,
    NAME,
    { command, args, options: { cwd: workspace.workspaceFolders?.[0]?.uri.fsPath } },
    { documentSelector: [{ scheme: "file", language: "ruby" }] },
  );
  try {
    await client.start();
  } catch (error) {
    window.showErrorMessage(`${NAME} cannot be started as \`${command}\`. ${INSTALL} (${error})`);
  }
}
