import type { Action, Connector, Credential, Effect, Imported, JsonSchema, OperationReport } from '@plinth/connectors';
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

/** What a system can be asked, without a document of its makers: it is the same for each of its kind. */
export interface SystemForm {
  readonly system: string;
  readonly title: string;
  readonly description: string;
  /** Forms of its address, with what is to be filled in in braces. */
  readonly addresses: readonly string[];
  readonly credential: Credential | null;
  readonly commands: Readonly<Record<string, CommandForm>>;
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
    credentials: form.credential === null ? {} : { login: form.credential },
    types: {},
    actions,
    triggers: {},
  };
  const operations = Object.entries(form.commands).map(
    ([command, { title }]): OperationReport => ({
      name: title,
      place: command,
      kind: 'action',
      outcome: 'taken',
      as: command,
      changes: [],
      reason: null,
    }),
  );
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

function actionOf({ system, credential }: SystemForm, command: string, form: CommandForm): Action {
  const { title, description, effect, input, optional = [], output } = form;
  const required = Object.entries(input).flatMap(([name, schema]) => ('default' in schema || optional.includes(name) ? [] : [name]));
  return {
    title,
    description,
    deprecated: false,
    input: { type: 'object', properties: input, required, additionalProperties: false },
    output,
    effect,
    credentials: credential === null ? [[]] : [['login'], []],
    binding: { protocol: 'system', system, command },
  };
}

/** A text of a bounded length. */
export function text(description: string, maxLength = 1000): JsonObject {
  return { type: 'string', description, maxLength };
}

/** A whole number within bounds, with what it is where nobody says. */
export function whole(description: string, minimum: number, maximum: number, usual?: number): JsonObject {
  return { type: 'integer', description, minimum, maximum, ...(usual === undefined ? {} : { default: usual }) };
}

/** An object with these properties, all of them there. */
export function answer(properties: Readonly<Record<string, JsonObject>>): JsonObject {
  return { type: 'object', properties, required: Object.keys(properties) };
}
