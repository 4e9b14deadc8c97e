import type { Command, Session } from '../command.ts';
import { usage } from '../connectors/import-document.ts';

const actions: Readonly<Record<string, (session: Session) => Promise<void>>> = {
  import: async (session) => (await import('../connectors/import-document.ts')).importDocument(session),
  list: async (session) => (await import('../connectors/connected-systems.ts')).listSystems(session),
  set: async (session) => (await import('../connectors/connected-systems.ts')).setSystem(session),
  actions: async (session) => (await import('../connectors/connected-systems.ts')).showActions(session),
  call: async (session) => (await import('../connectors/connected-systems.ts')).callSystem(session),
};

export const connector: Command = {
  name: 'connector',
  summary:
    'Makes a connector of the document of another system, and tells what became of each of its operations: import. In an environment, connections through connectors: list, set, actions, call.',
  positionals: ['ACTION', 'FORMAT|KEY?', 'FILE|FORMAT|SEARCH|NAME?', 'FILE?'],
  options: {
    report: { type: 'string', value: 'text|json', description: 'import: how to tell what became of each operation.' },
    out: { type: 'string', value: 'FILE', description: 'import: where to write the connector, as JSON.' },
    environment: { type: 'string', short: 'e', value: 'KEY', description: 'Environment; development where absent.' },
    address: { type: 'string', value: 'URL', description: "set: where the system answers; the document's own where absent." },
    input: { type: 'string', value: 'JSON|@FILE', description: 'call: what the action is asked with.' },
  },
  examples: [
    'plinth connector import openapi petstore.yaml --report json',
    'plinth connector import proto accounts.proto --out accounts.json',
    `PLINTH_CONNECTION_SECRETS='{"key": {"kind": "key", "value": "…"}}' plinth connector set bank openapi bank.yaml -e production`,
    'plinth connector set core grpc --address https://core.example:443 -e production',
    'plinth connector actions bank balance',
    `plinth connector call bank getBalance --input '{"id": "17"}'`,
  ],
  async run(session) {
    const [name = ''] = session.positionals;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action === undefined) throw usage(`"${name}" is none of ${Object.keys(actions).join(', ')}.`);
    await action(session);
  },
};
