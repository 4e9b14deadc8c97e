import { type TSchema, Type } from 'typebox';

/** A literal, `= expression` or `{{ template }}`, as in a component's properties. */
const Value = Type.Unknown();
const TextValue = Type.String({ maxLength: 20_000 });
const Values = Type.Record(Type.String(), Value);
const Condition = Type.String({ minLength: 1, maxLength: 20_000 });
const ActionList = Type.Array(Type.Object({ do: Type.String() }, { additionalProperties: true }), { 'x-actions': true });

/** What a key names: like expressions and component properties, page actions call things by key. */
function KeyOf(
  kind: 'page' | 'query' | 'entity' | 'component' | 'state' | 'event' | 'process' | 'function' | 'event-type' | 'external-action',
) {
  return Type.String({ 'x-key-of': kind, maxLength: 120 });
}

function action<const Name extends string, const Properties extends Record<string, TSchema>>(name: Name, properties: Properties) {
  return Type.Object(
    {
      do: Type.Literal(name),
      ...properties,
      /** Run after it succeeded, with its outcome in scope as `result`. */
      // biome-ignore lint/suspicious/noThenProperty: a word of the page action language; its schemas are never awaited.
      then: Type.Optional(ActionList),
      /** Run when it failed, with `error` (`title`, `hint`, `code`) in scope; the list then goes on. Without it the list ends and the failure is shown. */
      catch: Type.Optional(ActionList),
    },
    { additionalProperties: false },
  );
}

const Tone = Type.Union([Type.Literal('info'), Type.Literal('success'), Type.Literal('warning'), Type.Literal('error')]);

/**
 * What pages can do, as data. A list runs in order, each action after the one before has finished.
 * In scope of its values: the page's names, `event`, `row` and `index` per row, `result` below `then`, `error` below `catch`.
 */
export const pageActions = {
  /** Opens a page of the application. */
  navigate: action('navigate', {
    page: KeyOf('page'),
    parameters: Type.Optional(Values),
    /** The page left does not stay in the browser's history. */
    replace: Type.Optional(Type.Boolean()),
  }),
  /** Opens an address outside the application: `https:`, `mailto:`, `tel:` or a path; anything else is refused. */
  openAddress: action('openAddress', { address: TextValue, newTab: Type.Optional(Type.Boolean()) }),
  /** Sets what the page remembers: `values: { status: '= event.value' }`. */
  setState: action('setState', { values: Type.Record(Type.String(), Value, { 'x-keys-of': 'state' }) }),
  /** Runs a query of the page again; `result` has `rows` and `count`. */
  runQuery: action('runQuery', { query: KeyOf('query') }),
  /** Creates a record; `result` is the record. */
  createRecord: action('createRecord', { entity: KeyOf('entity'), values: Values }),
  /** Changes a record; with `version` only while nobody else changed it. `result` is the record. */
  updateRecord: action('updateRecord', {
    entity: KeyOf('entity'),
    id: TextValue,
    version: Type.Optional(Value),
    values: Values,
  }),
  deleteRecord: action('deleteRecord', { entity: KeyOf('entity'), id: TextValue, version: Type.Optional(Value) }),
  /** Changes the same fields of many records, all or none; each only at its `version`, where the list gives one: `records: '= tasks.rows'`. */
  updateRecords: action('updateRecords', { entity: KeyOf('entity'), records: Value, values: Values }),
  /** Deletes many records, all or none. */
  deleteRecords: action('deleteRecords', { entity: KeyOf('entity'), records: Value }),
  /** Opens a dialog, drawer or menu of the page by its name; `with` is in its scope as `<name>.with`. */
  open: action('open', { component: KeyOf('component'), with: Type.Optional(Values) }),
  /** Closes it; without a name, the innermost open one. */
  close: action('close', { component: Type.Optional(KeyOf('component')) }),
  /** Asks; goes on when the person agrees, otherwise runs `else` and ends the list. */
  confirm: action('confirm', {
    title: Type.Optional(TextValue),
    message: TextValue,
    agree: Type.Optional(TextValue),
    tone: Type.Optional(Tone),
    else: Type.Optional(ActionList),
  }),
  /** Tells the person something for a moment. */
  notify: action('notify', { message: TextValue, tone: Type.Optional(Tone) }),
  /** Tells an event of the composite to the page in which it stands, whose actions have `values` as `event`. */
  emit: action('emit', { event: KeyOf('event'), values: Type.Optional(Values) }),
  /** Calls an operation of the platform as the person: `address` is a path of this server. `result` is the JSON answered. */
  callApi: action('callApi', {
    method: Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
    address: TextValue,
    query: Type.Optional(Values),
    body: Type.Optional(Value),
  }),
  /** Asks another system for something as the person may; `result` is what it answered. An action that is refused there has the `error` of its `catch`. */
  callAction: action('callAction', { action: KeyOf('external-action'), input: Type.Optional(Values) }),
  /** Starts an instance of a process as the person; `result` has its `id` and `status`. Dates, times and exact numbers keep their types. */
  startProcess: action('startProcess', {
    process: KeyOf('process'),
    variables: Type.Optional(Values),
    /** What the instance is called in the business. */
    key: Type.Optional(TextValue),
  }),
  /** Calls a function as the person; `result` is what it gives. */
  callFunction: action('callFunction', { function: KeyOf('function'), input: Type.Optional(Values) }),
  /** Tells an event of the application, of a type that a role of the person may tell; `result` has its `id`. */
  publishEvent: action('publishEvent', {
    type: KeyOf('event-type'),
    data: Type.Optional(Values),
    /** What it is about; events about the same thing stay in order. */
    subject: Type.Optional(TextValue),
  }),
  /** Takes a task that is for the person. `task` is its id, as a form has it as its parameter `task`. */
  claimTask: action('claimTask', { task: TextValue }),
  /** Gives a task back, for another to claim. */
  releaseTask: action('releaseTask', { task: TextValue }),
  /** Gives a task to another member, by id or e-mail address. */
  delegateTask: action('delegateTask', { task: TextValue, to: TextValue }),
  /** Says that a task is done, with its results; `result` is the instance. Refused, `catch` has the `error`. */
  completeTask: action('completeTask', { task: TextValue, variables: Type.Optional(Values) }),
  /** FEEL; what is neither true nor false counts as false. */
  if: Type.Object(
    // biome-ignore lint/suspicious/noThenProperty: as above.
    { do: Type.Literal('if'), condition: Condition, then: ActionList, else: Type.Optional(ActionList) },
    { additionalProperties: false },
  ),
  /** Several as one, so that one `then` or `catch` stands for all. */
  sequence: action('sequence', { actions: ActionList }),
} as const;

/** Name of a page action: what stands after `do`. */
export type PageActionName = keyof typeof pageActions;

type ActionValues = Readonly<Record<string, unknown>>;

interface Continued {
  readonly then?: readonly PageAction[];
  readonly catch?: readonly PageAction[];
}

/** One page action. */
export type PageAction =
  | ({ readonly do: 'navigate'; readonly page: string; readonly parameters?: ActionValues; readonly replace?: boolean } & Continued)
  | ({ readonly do: 'openAddress'; readonly address: string; readonly newTab?: boolean } & Continued)
  | ({ readonly do: 'setState'; readonly values: ActionValues } & Continued)
  | ({ readonly do: 'runQuery'; readonly query: string } & Continued)
  | ({ readonly do: 'createRecord'; readonly entity: string; readonly values: ActionValues } & Continued)
  | ({
      readonly do: 'updateRecord';
      readonly entity: string;
      readonly id: string;
      readonly version?: unknown;
      readonly values: ActionValues;
    } & Continued)
  | ({ readonly do: 'deleteRecord'; readonly entity: string; readonly id: string; readonly version?: unknown } & Continued)
  | ({ readonly do: 'updateRecords'; readonly entity: string; readonly records: unknown; readonly values: ActionValues } & Continued)
  | ({ readonly do: 'deleteRecords'; readonly entity: string; readonly records: unknown } & Continued)
  | ({ readonly do: 'open'; readonly component: string; readonly with?: ActionValues } & Continued)
  | ({ readonly do: 'close'; readonly component?: string } & Continued)
  | ({
      readonly do: 'confirm';
      readonly title?: string;
      readonly message: string;
      readonly agree?: string;
      readonly tone?: NoticeTone;
      readonly else?: readonly PageAction[];
    } & Continued)
  | ({ readonly do: 'notify'; readonly message: string; readonly tone?: NoticeTone } & Continued)
  | ({ readonly do: 'emit'; readonly event: string; readonly values?: ActionValues } & Continued)
  | ({
      readonly do: 'callApi';
      readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
      readonly address: string;
      readonly query?: ActionValues;
      readonly body?: unknown;
    } & Continued)
  | ({ readonly do: 'callAction'; readonly action: string; readonly input?: ActionValues } & Continued)
  | ({ readonly do: 'startProcess'; readonly process: string; readonly variables?: ActionValues; readonly key?: string } & Continued)
  | ({ readonly do: 'callFunction'; readonly function: string; readonly input?: ActionValues } & Continued)
  | ({ readonly do: 'publishEvent'; readonly type: string; readonly data?: ActionValues; readonly subject?: string } & Continued)
  | ({ readonly do: 'claimTask' | 'releaseTask'; readonly task: string } & Continued)
  | ({ readonly do: 'delegateTask'; readonly task: string; readonly to: string } & Continued)
  | ({ readonly do: 'completeTask'; readonly task: string; readonly variables?: ActionValues } & Continued)
  | { readonly do: 'if'; readonly condition: string; readonly then: readonly PageAction[]; readonly else?: readonly PageAction[] }
  | ({ readonly do: 'sequence'; readonly actions: readonly PageAction[] } & Continued);

export type NoticeTone = 'info' | 'success' | 'warning' | 'error';
