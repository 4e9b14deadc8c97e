import type {
  Action,
  AddressParameter,
  Connector,
  Credential,
  Effect,
  Imported,
  JsonSchema,
  OperationReport,
  Trigger,
} from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';

/** What of an action its maker says; the rest follows. */
export interface CommandForm {
  readonly title: string;
  readonly description: string;
  readonly effect: Effect;
  /** Properties of the input, those with a `default` or in `optional` not required. */
  readonly input: Readonly<Record<string, JsonObject>>;
  readonly optional?: readonly string[];
  readonly output: JsonSchema;
}

/** The same of what it tells. */
export interface TriggerForm {
  readonly title: string;
  readonly description: string;
  readonly hears: 'asking' | 'staying';
  readonly input: Readonly<Record<string, JsonObject>>;
  readonly optional?: readonly string[];
  readonly payload: JsonSchema;
}

/** What a system can be asked, without a document of its makers: it is the same for each of its kind. */
export interface SystemForm {
  readonly system: string;
  readonly title: string;
  readonly description: string;
  /** Forms of its address, with what is to be filled in in braces. */
  readonly addresses: readonly string[];
  /** What an address may say behind a question mark, each with what it decides; others are refused. */
  readonly parameters: Readonly<Record<string, AddressParameter>>;
  readonly credential: Credential | null;
  /** Others beside that one, by their names. */
  readonly otherCredentials?: Readonly<Record<string, Credential>>;
  readonly commands: Readonly<Record<string, CommandForm>>;
  readonly triggers?: Readonly<Record<string, TriggerForm>>;
}

/** The connector of a system, with a report in which every action is taken. */
export function builtIn(form: SystemForm): Imported {
  const actions = Object.fromEntries(Object.entries(form.commands).map(([command, of]) => [command, actionOf(form, command, of)]));
  const connector: Connector = {
    title: form.title,
    description: form.description,
    version: '1',
    source: { format: form.system, version: '1' },
    servers: form.addresses.map((address) => ({ address, description: '', variables: {} })),
    parameters: form.parameters,
    credentials: credentialsOf(form),
    types: {},
    actions,
    triggers: Object.fromEntries(Object.entries(form.triggers ?? {}).map(([command, of]) => [command, triggerOf(form, command, of)])),
  };
  const taken = (kind: OperationReport['kind'], of: Readonly<Record<string, { readonly title: string }>>) =>
    Object.entries(of).map(
      ([key, { title }]): OperationReport => ({ name: title, place: key, kind, outcome: 'taken', as: key, changes: [], reason: null }),
    );
  const operations = [...taken('action', form.commands), ...taken('trigger', form.triggers ?? {})];
  const report = {
    format: form.system,
    version: '1',
    title: form.title,
    counts: { taken: operations.length, changed: 0, 'left out': 0, types: 0 },
    operations,
    types: [],
    notes: [],
  };
  return { connector, report };
}

/** One may trust authorities of one's own, and show a certificate, wherever an address can be encrypted. */
function credentialsOf({ addresses, credential, otherCredentials = {} }: SystemForm): Connector['credentials'] {
  const isEncrypted = addresses.some((address) => /^(?:rediss|mqtts|amqps|imaps|smtps|kafkas):/.test(address));
  return {
    ...(credential === null ? {} : { login: credential }),
    ...otherCredentials,
    ...(isEncrypted ? { certificate: { kind: 'mutual-tls' } } : {}),
  };
}

function triggerOf({ system }: SystemForm, command: string, form: TriggerForm): Trigger {
  const { title, description, hears, payload } = form;
  return { title, description, payload, input: inputOf(form), binding: { protocol: 'system', system, command, hears } };
}

function inputOf({ input, optional = [] }: Pick<CommandForm, 'input' | 'optional'>): JsonSchema {
  const required = Object.entries(input).flatMap(([name, schema]) => ('default' in schema || optional.includes(name) ? [] : [name]));
  return { type: 'object', properties: input, required, additionalProperties: false };
}

function actionOf(system: SystemForm, command: string, form: CommandForm): Action {
  const { title, description, effect, output } = form;
  return {
    title,
    description,
    deprecated: false,
    input: inputOf(form),
    output,
    effect,
    credentials: [...Object.keys(credentialsOf(system)).map((name) => [name]), []],
    binding: { protocol: 'system', system: system.system, command },
  };
}
